import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const FILE_LIMIT = 20_000_000;
const TAIL_LIMIT = 8000;

/** Where the server's log goes: on to our own output, or to a file while a person reads the terminal. */
export class Output {
  private tail = '';

  private begun = false;

  constructor(private readonly file: string | null) {}

  readonly write = (data: Buffer): void => {
    this.tail = (this.tail + data.toString()).slice(-TAIL_LIMIT);
    if (!this.file) process.stdout.write(data);
    else if (this.begun) appendFileSync(this.file, data, { mode: 0o600 });
  };

  /** To be called when the data folder is ours; what was written before comes first. @throws Error of the file system */
  begin(): void {
    if (!this.file) return;
    mkdirSync(dirname(this.file), { recursive: true });
    if ((statSync(this.file, { throwIfNoEntry: false })?.size ?? 0) > FILE_LIMIT)
      renameSync(this.file, `${this.file}.old`);
    appendFileSync(this.file, this.tail, { mode: 0o600 });
    this.begun = true;
  }

  /** What was written last and nobody could see: for when the server does not come up. */
  get unseen(): string {
    return this.file ? this.tail.trimEnd() : '';
  }
}
