import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { argumentsOf, endProcess, startOf, waitUntil } from '../processes';
import type { RunAs } from './binaries';

export interface PostgresServer {
  port: number;
  pid: number;
  /** Resolves when the server has ended, asked or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  bin: string;
  folder: string;
  password: string;
  as: RunAs | undefined;
  logFile: string;
  settings?: Record<string, string>;
}

const LOG_LIMIT = 5_000_000;

/** Below the ports that systems give to connections that go out: one of those could be taken before anybody listens. */
const PORTS = [20_000, 32_000] as const;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A TCP port of the loopback that nobody uses now. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(...PORTS);
    if (await isFree(port)) return port;
  }
};

/** The server that works on exactly this folder, if one lives. Anything else is not ours to signal. */
export function serverOf(folder: string): number | null {
  let pid: number;
  try {
    pid = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
  const args = pid > 1 ? argumentsOf(pid) : null;
  const ours = args?.[0]?.includes('postgres') && args[args.indexOf('-D') + 1] === folder;
  return ours ? pid : null;
}

/** Ends the server that a killed supervisor left behind in this folder. */
export async function stopLeftover(folder: string): Promise<void> {
  const pid = serverOf(folder);
  if (pid !== null && !(await endProcess(pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 10_000)))
    throw new Error(`The PostgreSQL of ${folder} (process ${pid}) does not end.`);
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function launch(options: PostgresOptions, port: number): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  };
  if ((statSync(options.logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) rmSync(options.logFile);
  const log = openSync(options.logFile, 'a', 0o600);
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // A group of its own: Ctrl-C in a terminal must reach the API first and the database last.
  const child = spawn(join(options.bin, 'postgres'), ['-D', options.folder, ...args], {
    ...options.as,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return child;
}

const ATTEMPTS = 5;

/**
 * Starts PostgreSQL on a loopback port.
 * @param wantedPort the port, when others hold its address already; otherwise a free one.
 * @throws Error naming the log file when it does not come up.
 */
export async function startPostgres(options: PostgresOptions, wantedPort?: number): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt++) {
    await stopLeftover(options.folder);
    const port = wantedPort ?? (await freePort());
    const child = launch(options, port);
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    const pid = child.pid;
    const dead = () => pid === undefined || startOf(pid) === null;
    const up = await waitUntil(async () => dead() || (await answers(port, options.password)), 60_000);
    if (pid !== undefined && up && !dead()) {
      const stop = async () => {
        await endProcess(pid, ['SIGINT', 'SIGQUIT', 'SIGKILL'], 10_000);
        await ended;
      };
      return { port, pid, ended, stop };
    }
    if (pid !== undefined) await endProcess(pid, ['SIGQUIT', 'SIGKILL'], 5_000);
    if (attempt === ATTEMPTS) throw new Error(`PostgreSQL does not start; see ${options.logFile}`);
  }
}
