import { readRecords } from '../../apps/api/src/streams/log/log.queries';
import { LogService } from '../../apps/api/src/streams/log/log.service';
import { Connections } from '../../apps/api/src/streams/socket/connections';
import type { TestApi } from './api';

const ALL = 500;

/** A server that lies about one session: it can write and send what it likes, but no device's key is its own. */
export class LyingServer {
  constructor(
    private readonly api: TestApi,
    private readonly sessionId: string,
  ) {}

  /** Writes into the log what nobody decided. */
  async append(events: readonly object[]): Promise<void> {
    const log = this.api.app.get(LogService);
    const entry = await log.cache.get(this.sessionId);
    await entry?.run(() => log.append([{ entry, events: events as never }]));
  }

  /** Sends everybody what they had already, each event by itself and the newest first, and says how many there were. */
  async sendAgain(): Promise<number> {
    const records = await readRecords(this.api.app.get(LogService).db, this.sessionId, 0, ALL);
    for (const connection of this.api.app.get(Connections).of(this.sessionId))
      for (const record of records.toReversed())
        connection.send('events', { stream: this.sessionId, records: [record] });
    return records.length;
  }
}
