import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../supervisor/postgres/server';

const SUPERVISOR = resolve(__dirname, '../supervisor/main.js');

export interface OwnServer {
  readonly origin: string;
  /** Of the supervisor; API and PostgreSQL are its children. */
  readonly pid: number;
  /** The one-time link that makes the first administrator. */
  readonly setupLink: string;
  stop(): Promise<void>;
  /** What it was started with; with this, the command line reaches its database. */
  readonly env: Readonly<Record<string, string>>;
  /** Kills the API as a crash would; the supervisor brings it back. */
  kill(signal: NodeJS.Signals): void;
}

/** A server of our own with an empty data folder, gone without a trace afterwards. @param more settings on top */
export const startServer = async (more: Readonly<Record<string, string>> = {}): Promise<OwnServer> => {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-screenshots-'));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = { PORT: String(port), DATA_DIR: folder, PUBLIC_URL: origin, ...more };
  const child: ChildProcess = spawn(process.execPath, [SUPERVISOR], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const setupLink = await new Promise<string>((done, fail) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const link = /\S+\/setup#\S+/.exec(said)?.[0];
      if (link) done(link);
    });
    child.once('exit', () => fail(new Error(`the server ended:\n${said}`)));
  });
  return {
    origin,
    pid: child.pid ?? -1,
    setupLink,
    env,
    kill: (signal) => void child.kill(signal),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
