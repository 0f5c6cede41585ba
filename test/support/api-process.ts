import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TestDatabase, until } from '@relevo/testing';
import { freePort } from '../../tools/supervisor/postgres/server';
import { SETUP_TOKEN } from './api';
import { createMigratedDatabase } from './migrated-database';

const MAIN = resolve(__dirname, '../../dist/apps/api/src/main.js');
const START_MS = 150_000;

/** A server process of its own, as an installation runs it. */
export interface ApiProcess {
  readonly url: string;
  readonly env: Record<string, string | undefined>;
  close(): Promise<void>;
}

const start = async (env: Record<string, string>): Promise<ApiProcess> => {
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const own = { ...env, PORT: port, PUBLIC_URL: `http://localhost:${port}` };
  const child: ChildProcess = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH, ...own },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  try {
    await until(`the server at ${port}`, START_MS, async () => {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      return fetch(`${url}/api/v1/health/ready`).then(
        ({ ok }) => (ok ? true : null),
        () => null,
      );
    });
  } catch (error) {
    await close();
    throw error;
  }
  return { url, env: own, close };
};

/** Several server processes on one database and one Redis. */
export class ApiProcesses {
  private constructor(
    readonly database: TestDatabase,
    readonly nodes: readonly ApiProcess[],
  ) {}

  static async start(count: number): Promise<ApiProcesses> {
    const database = await createMigratedDatabase();
    const env = {
      DATABASE_URL: database.url,
      DATABASE_POOL: '5',
      DATA_DIR: join(tmpdir(), 'relevo-test-processes'),
      REDIS_URL: process.env.TEST_REDIS_URL ?? '',
      SITE_SECRET: randomBytes(32).toString('base64url'),
      SETUP_TOKEN,
      LOG_LEVEL: 'warn',
    };
    const nodes = await Promise.all(Array.from({ length: count }, () => start(env)));
    return new ApiProcesses(database, nodes);
  }

  async close(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.close()));
    await this.database.drop();
  }
}
