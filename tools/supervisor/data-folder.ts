import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolder } from './make-folder';
import { startOf } from './processes';

/** Who works with a data folder. */
export interface Holder {
  pid: number;
  /** When that process began, as the system says it: a pid alone may belong to another by now. */
  start: string;
  /** Of the server; null for a short administrative task. */
  port: number | null;
  /** Of the embedded PostgreSQL. */
  databasePort: number | null;
  since: string;
}

export class FolderInUse extends Error {
  override name = 'FolderInUse';
  constructor(folder: string, holder: Holder) {
    const what = holder.port === null ? '' : `, port ${holder.port}`;
    super(
      `DATA_DIR ${folder} is in use by process ${holder.pid} (since ${holder.since}${what}). ` +
        'Stop that one, or give this one its own folder. Example: DATA_DIR=./data-2 PORT=3001 npm start',
    );
  }
}

function make(path: string): void {
  try {
    makeFolder(join(path, 'secrets'));
    // Root's PostgreSQL runs as another user and must pass through; names inside stay unreadable.
    chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
    chmodSync(join(path, 'secrets'), 0o700);
  } catch (error) {
    throw new Error(
      `DATA_DIR ${path} cannot be used: ${(error as Error).message}. ` +
        'Name a folder that this user may make and write. Example: DATA_DIR=/var/lib/relevo',
    );
  }
}

/** The folder of everything that must last, held by one process at a time. */
export class DataFolder {
  private constructor(
    readonly path: string,
    private holder: Holder,
  ) {}

  /** The process that holds a folder now, or null. A lock whose process has gone counts as none. */
  static holderOf(path: string): Holder | null {
    try {
      const holder = JSON.parse(readFileSync(join(path, 'lock'), 'utf8')) as Holder;
      return startOf(holder.pid) === holder.start ? holder : null;
    } catch {
      return null;
    }
  }

  /**
   * Makes the folder if needed and takes it.
   * @throws FolderInUse naming the holder; Error naming the folder when it cannot be made or is not ours.
   */
  static async take(path: string, port: number | null): Promise<DataFolder> {
    make(path);
    const start = startOf(process.pid) ?? '';
    const since = new Date().toISOString();
    const folder = new DataFolder(path, { pid: process.pid, start, port, databasePort: null, since });
    folder.refuseOthers();
    folder.write();
    // Two that found the same stale lock both write; after a moment only the last one still reads its own.
    await sleep(50);
    folder.refuseOthers();
    return folder;
  }

  /** Lets others (`npm run admin`) find the database. */
  publishDatabasePort(databasePort: number): void {
    this.holder = { ...this.holder, databasePort };
    this.write();
  }

  release(): void {
    if (DataFolder.holderOf(this.path)?.pid === process.pid) rmSync(join(this.path, 'lock'), { force: true });
  }

  /** A random value that is made once and kept, readable by us alone. */
  secret(name: string, bytes = 32): string {
    return readSecret(this.path, name) ?? this.makeSecret(name, bytes);
  }

  private makeSecret(name: string, bytes: number): string {
    const file = join(this.path, 'secrets', name);
    const value = randomBytes(bytes).toString('base64url');
    writeFileSync(`${file}.new`, value, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return value;
  }

  private refuseOthers(): void {
    const holder = DataFolder.holderOf(this.path);
    if (holder && holder.pid !== process.pid) throw new FolderInUse(this.path, holder);
  }

  private write(): void {
    const file = join(this.path, 'lock');
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(this.holder), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  }
}

/** A secret of a folder, or null when it was never made. */
export function readSecret(path: string, name: string): string | null {
  try {
    return readFileSync(join(path, 'secrets', name), 'utf8').trim() || null;
  } catch {
    return null;
  }
}
