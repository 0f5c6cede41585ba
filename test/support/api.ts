import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type TestDatabase } from '@relevo/testing';
import { createApp } from '../../apps/api/src/app';
import type { Clock } from '../../apps/api/src/platform/clock';
import { readConfig } from '../../apps/api/src/platform/config';
import { freePort } from '../../tools/supervisor/postgres/server';
import { createMigratedDatabase } from './migrated-database';

export interface ApiOptions {
  /** On top of what a test needs; `undefined` takes a setting away. */
  readonly env?: Record<string, string | undefined>;
  readonly clock?: Clock;
  /** A database of before: for a second node, or a start after a stop. It is not dropped by `close`. */
  readonly database?: TestDatabase;
  readonly webDir?: string;
}

/** A running server with a database of its own. */
export interface TestApi {
  /** Origin, without a slash at the end. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly database: TestDatabase;
  /** The environment that it was started with. */
  readonly env: Record<string, string | undefined>;
  /** Everything that was written to the log so far. */
  logs(): string;
  close(): Promise<void>;
}

/** A token with which set-up can be done on a server that `startApi` started. */
export const SETUP_TOKEN = 'test-setup-token-000000';

/** All servers of one site, and so of one database, have the same. */
const siteSecrets = new WeakMap<TestDatabase, string>();
const siteSecretOf = (database: TestDatabase): string => {
  const secret = siteSecrets.get(database) ?? randomBytes(32).toString('base64url');
  siteSecrets.set(database, secret);
  return secret;
};

/** Starts the real server in this process, on a free port and a migrated database. */
export async function startApi(options: ApiOptions = {}): Promise<TestApi> {
  const database = options.database ?? (await createMigratedDatabase());
  const port = String(await freePort());
  const env = {
    PORT: port,
    PUBLIC_URL: `http://localhost:${port}`,
    DATABASE_URL: database.url,
    DATABASE_POOL: '5',
    DATA_DIR: join(tmpdir(), `relevo-test-data-${port}`),
    SITE_SECRET: siteSecretOf(database),
    SETUP_TOKEN,
    ...options.env,
  };
  let written = '';
  const logs = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written += chunk.toString();
      done();
    },
  });
  const app = await createApp(readConfig(env), { clock: options.clock, logs, webDir: options.webDir });
  await app.listen(Number(env.PORT), '127.0.0.1');
  return {
    url: `${'TLS_CERT' in env ? 'https' : 'http'}://127.0.0.1:${env.PORT}`,
    app,
    database,
    env,
    logs: () => written,
    close: async () => {
      await app.close();
      rmSync(env.DATA_DIR, { recursive: true, force: true });
      if (!options.database) await database.drop();
    },
  };
}
