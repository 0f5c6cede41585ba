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
    if (!this.file) return void process.stdout.write(data);
    if (!this.begun) this.begin(this.file);
    appendFileSync(this.file, data, { mode: 0o600 });
  };

  /** With the first line: a data folder that is not ours to use stays as it is. */
  private begin(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > FILE_LIMIT) renameSync(file, `${file}.old`);
    this.begun = true;
  }

  /** What was written last and nobody could see: for when the server does not come up. */
  get unseen(): string {
    return this.file ? this.tail.trimEnd() : '';
  }
}
