import type { EventPage } from '@relevo/contracts';
import type { Fold } from '../sync/fold';
import { fill, fillProving, type Stop } from './fill';
import { StreamLog } from './stream-log';

/** A log that is read when it was, page by page, and checked link by link as it comes. */
export class LogReading<State> {
  readonly log: StreamLog<State>;
  /** Whether there is more to be read. */
  more = true;
  /** Why the rest cannot be believed. */
  stop: Stop | undefined;

  constructor(
    stream: string,
    fold: Fold<State>,
    private readonly page: (since: number) => Promise<EventPage>,
  ) {
    this.log = new StreamLog(stream, fold);
  }

  /** Reads on, at most so many pages. Rejects when a page cannot be had; what was read stays. */
  async read(pages: number): Promise<void> {
    for (let i = 0; i < pages && this.more && this.stop === undefined; i += 1) {
      const { records, more } = await this.page(this.log.head.seq);
      this.stop = await fillProving(
        () => this.log,
        fill(this.log, records),
        () => false,
      );
      this.more = more && records.length > 0;
    }
  }
}
