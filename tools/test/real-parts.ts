import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { runMigrations } from '../../apps/api/src/platform/database/run-migrations';
import { withInstallation } from '../supervisor/installation';
import { binaries, runAs } from '../supervisor/postgres/binaries';
import { makeCluster } from '../supervisor/postgres/cluster';
import { freePort, type PostgresServer, startPostgres, stopLeftover } from '../supervisor/postgres/server';
import { endProcess, startOf, waitUntil } from '../supervisor/processes';

interface RealParts {
  users: number;
  folder: string;
  postgres: PostgresServer;
  redis: ChildProcess;
}

/** Every Jest project loads this file anew; the parts are shared through the process. */
const shared = globalThis as { relevoRealParts?: RealParts };

const PREFIX = 'relevo-test-';

/** An empty site's database, which most tests begin with a copy of. */
const TEMPLATE = 'relevo_template';

/** Removes what a killed test run left: folders carry the pid of their maker. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const maker = Number(name.slice(PREFIX.length).split('-')[0]);
    if (startOf(maker) !== null) continue;
    await stopLeftover(join(tmpdir(), name, 'postgres'));
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

async function startDatabase(folder: string, password: string): Promise<PostgresServer> {
  const user = runAs();
  const bin = binaries(user, join(tmpdir(), 'relevo-test-binaries'));
  const cluster = join(folder, 'postgres');
  makeCluster(bin, cluster, password, user);
  const settings = { fsync: 'off', max_connections: '300' };
  const logFile = join(folder, 'postgres.log');
  const server = await startPostgres({ bin, folder: cluster, password, as: user, logFile, settings });
  const url = `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`;
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const role of ['relevo_owner', 'relevo_app'])
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
  await client.query(`CREATE DATABASE ${TEMPLATE} OWNER relevo_owner`);
  await client.end();
  const as = (role: string) => `postgres://${role}:${password}@127.0.0.1:${server.port}/${TEMPLATE}`;
  await runMigrations(as('relevo_owner'), as('relevo_app'));
  process.env.TEST_DATABASE_ADMIN_URL = url;
  process.env.TEST_DATABASE_TEMPLATE = TEMPLATE;
  return server;
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
      .once('connect', () => resolve(socket.destroy() !== undefined))
      .once('error', () => resolve(false));
  });

async function startRedis(folder: string): Promise<ChildProcess> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const redis = spawn('redis-server', args, { stdio: 'ignore' });
  redis.once('error', () => {});
  if (redis.pid === undefined || !(await waitUntil(() => accepts(port), 15_000)))
    throw new Error('redis-server does not start: node tools/system-packages.mjs installs it');
  process.env.TEST_REDIS_URL = `redis://127.0.0.1:${port}`;
  return redis;
}

/** Starts one PostgreSQL (without fsync) and one Redis for all tests, unless the environment names them already. */
export async function startRealParts(): Promise<void> {
  if (shared.relevoRealParts) {
    shared.relevoRealParts.users++;
    return;
  }
  if (process.env.TEST_DATABASE_ADMIN_URL && process.env.TEST_REDIS_URL) return;
  await removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // PostgreSQL runs as another user when we are root, and must pass through.
  chmodSync(folder, 0o711);
  const password = randomBytes(16).toString('hex');
  const postgres = await startDatabase(folder, password);
  const redis = await startRedis(folder);
  shared.relevoRealParts = { users: 1, folder, postgres, redis };
}

/** Prepares the data folder that tests with an installation of their own begin with a copy of. After `startRealParts`. */
export async function makeSiteTemplate(): Promise<void> {
  const parts = shared.relevoRealParts;
  if (!parts) return;
  const folder = join(parts.folder, 'site');
  await withInstallation({ DATA_DIR: folder }, async () => undefined);
  process.env.TEST_SITE_TEMPLATE = folder;
}

/** Ends them after their last user. */
export async function endRealParts(): Promise<void> {
  const parts = shared.relevoRealParts;
  if (!parts || --parts.users > 0) return;
  delete shared.relevoRealParts;
  delete process.env.TEST_DATABASE_ADMIN_URL;
  delete process.env.TEST_DATABASE_TEMPLATE;
  delete process.env.TEST_SITE_TEMPLATE;
  delete process.env.TEST_REDIS_URL;
  if (parts.redis.pid !== undefined) await endProcess(parts.redis.pid, ['SIGTERM', 'SIGKILL'], 5_000);
  await parts.postgres.stop();
  if (existsSync(parts.folder)) rmSync(parts.folder, { recursive: true, force: true });
}
