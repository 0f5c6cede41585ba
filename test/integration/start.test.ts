import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { withClient } from '../../apps/api/src/platform/database/with-client';
import { DataFolder, readSecret } from '../../tools/supervisor/data-folder';
import { freePort } from '../../tools/supervisor/postgres/server';
import { startOf, waitUntil } from '../../tools/supervisor/processes';
import { Instance, SOON } from '../support/site';

const instances: Instance[] = [];
const folders: string[] = [];

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'relevo-start-'));
  folders.push(folder);
  return folder;
}

function start(...how: Parameters<typeof Instance.start>): Instance {
  const instance = Instance.start(...how);
  instances.push(instance);
  return instance;
}

const aStart = async (folder = aFolder()): Promise<Instance> =>
  start({ PORT: String(await freePort()), DATA_DIR: folder }).ready();

/** The processes of an instance, to see later that none is left. */
function processesOf(instance: Instance): number[] {
  const found = [
    instance.child.pid,
    DataFolder.holderOf(instance.folder)?.pid,
    instance.server,
    instance.postgres,
  ];
  return found.map((pid) => {
    expect(pid).toEqual(expect.any(Number));
    return Number(pid);
  });
}

const allGone = (pids: number[]) => waitUntil(() => pids.every((pid) => startOf(pid) === null), SOON);

afterEach(async () => {
  await Promise.all(instances.splice(0).map((instance) => instance.end()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

jest.setTimeout(180_000);

test('two instances with their own PORT and DATA_DIR run side by side; the same DATA_DIR twice is refused by name', async () => {
  const [first, second] = await Promise.all([aStart(), aStart()]);
  expect(await first.answers()).toBe(true);
  expect(await second.answers()).toBe(true);
  expect(first.postgres).not.toBe(second.postgres);

  const third = start({ PORT: String(await freePort()), DATA_DIR: first.folder });
  expect(await third.ended()).toBe(1);
  expect(third.output).toContain(`DATA_DIR ${first.folder} is in use by process ${first.child.pid}`);
  expect(third.output).toContain(`port ${first.port}`);
  expect(await first.answers()).toBe(true);
});

test('a port that is taken is refused by name, and nothing is left running', async () => {
  const first = await aStart();
  const second = start({ PORT: String(first.port), DATA_DIR: aFolder() });
  expect(await second.ended()).toBe(1);
  expect(second.output).toContain(`PORT ${first.port} on HOST 127.0.0.1 is in use by another program`);
  expect(DataFolder.holderOf(second.folder)).toBeNull();
  expect(second.postgres).toBeNull();
});

test('a wrong configuration is told by name before anything runs', async () => {
  const wrong = start({ PORT: 'eighty', DATA_DIR: aFolder(), ICE_URLS: 'http://x' });
  expect(await wrong.ended()).toBe(1);
  expect(wrong.output).toContain(
    'PORT must be a port number from 1 to 65535 (it is "eighty"). Example: PORT=8080',
  );
  expect(wrong.output).toContain('ICE_URLS must be a list of stun: or turn: addresses');
  expect(wrong.output).not.toContain('    at ');

  const tls = start({
    PORT: String(await freePort()),
    DATA_DIR: aFolder(),
    TLS_CERT: '/nowhere.pem',
    TLS_KEY: '/nowhere.pem',
  });
  expect(await tls.ended()).toBe(1);
  expect(tls.output.match(/TLS_CERT cannot be read/g)).toHaveLength(1);
  expect(existsSync(join(tls.folder, 'secrets'))).toBe(false);
});

test('a killed server comes back by itself, and so does a killed database', async () => {
  const instance = await aStart();
  const { server, postgres } = instance;
  process.kill(Number(server), 'SIGKILL');
  expect(await waitUntil(() => instance.server !== null && instance.server !== server, SOON)).toBe(true);
  expect(await waitUntil(() => instance.answers(), SOON)).toBe(true);

  process.kill(Number(postgres), 'SIGKILL');
  expect(await waitUntil(() => instance.postgres !== null && instance.postgres !== postgres, SOON)).toBe(
    true,
  );
  expect(await waitUntil(() => instance.answers(), SOON)).toBe(true);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s leaves no process and no lock behind',
  async (name) => {
    const instance = await aStart();
    const pids = processesOf(instance);
    instance.child.kill(name);
    expect(await instance.ended()).toBe(0);
    expect(await allGone(pids)).toBe(true);
    expect(DataFolder.holderOf(instance.folder)).toBeNull();
  },
);

// A terminal signals everybody in it; others signal npm alone.
test.each([
  ['Ctrl-C in a terminal', 'SIGINT', 'group'],
  ['a closed terminal', 'SIGHUP', 'group'],
  ['a stopped npm', 'SIGTERM', 'npm'],
  ['a killed npm', 'SIGKILL', 'npm'],
] as const)('%s leaves no process behind', async (_, name, whom) => {
  const env = { PORT: String(await freePort()), DATA_DIR: aFolder() };
  const instance = await start(env, ['npm', 'start'], true).ready();
  const pids = processesOf(instance);
  const npm = Number(instance.child.pid);
  process.kill(whom === 'group' ? -npm : npm, name);
  await instance.ended();
  expect(await allGone(pids)).toBe(true);
});

test('asking to stop while it still starts leaves no process behind', async () => {
  const folder = aFolder();
  const instance = start({ PORT: String(await freePort()), DATA_DIR: folder });
  expect(await waitUntil(() => instance.postgres !== null, SOON)).toBe(true);
  const postgres = Number(instance.postgres);
  instance.child.kill('SIGTERM');
  await instance.ended();
  expect(await allGone([postgres])).toBe(true);
});

test('after a killed supervisor its server ends, and the next start cleans up and keeps the data', async () => {
  const first = await aStart();
  const token = /setup#(\S+)/.exec(first.output)?.[1];
  const account = { token, email: 'ana@example.org', name: 'Ana Ruiz', password: 'a quiet river runs north' };
  const made = await fetch(`http://127.0.0.1:${first.port}/api/v1/setup`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: `http://localhost:${first.port}`,
      'x-relevo': '1',
    },
    body: JSON.stringify(account),
  });
  expect(made.status).toBe(201);
  const { server, postgres } = first;
  first.child.kill('SIGKILL');
  expect(await allGone([Number(server)])).toBe(true);
  expect(startOf(Number(postgres))).not.toBeNull();

  const second = await aStart(first.folder);
  expect(startOf(Number(postgres))).toBeNull();
  expect(second.output).not.toContain('/setup#');
});

test('a database that another build left is brought up to date; one of this build is taken as it is, which is quicker', async () => {
  const folder = aFolder();
  const asOwner = async <Row>(work: (db: Client) => Promise<Row>): Promise<Row> => {
    const instance = await aStart(folder);
    try {
      return await withClient(instance.database.owner, work);
    } finally {
      await instance.end();
    }
  };
  const maySee = async (db: Client): Promise<boolean> => {
    const { rows } = await db.query("SELECT has_table_privilege('relevo_app', 'webhooks', 'SELECT') AS may");
    return rows[0].may;
  };
  await asOwner((db) => db.query('REVOKE SELECT ON webhooks FROM relevo_app'));
  expect(
    await asOwner(async (db) => {
      const may = await maySee(db);
      await db.query("COMMENT ON TABLE migrations IS 'another build'");
      return may;
    }),
  ).toBe(false);
  expect(await asOwner(maySee)).toBe(true);
});

test('a lock whose number belongs to another process now is stale', async () => {
  const folder = aFolder();
  const holder = { pid: process.pid, start: 'another time', port: 1, databasePort: null, since: 'yesterday' };
  writeFileSync(join(folder, 'lock'), JSON.stringify(holder));
  const instance = await aStart(folder);
  expect(DataFolder.holderOf(folder)?.pid).toBe(instance.child.pid);
});

test('the embedded database listens on the loopback only and wants the password, which only we can read', async () => {
  const instance = await aStart();
  const port = DataFolder.holderOf(instance.folder)?.databasePort ?? 0;
  const sign = (password: string) =>
    new Client({ host: '127.0.0.1', port, user: 'relevo_app', database: 'relevo', password });
  await expect(sign('wrong').connect()).rejects.toThrow('password authentication failed');
  const right = sign(readSecret(instance.folder, 'database-app') ?? '');
  await right.connect();
  const { rows } = await right.query<{ listen_addresses: string }>('SHOW listen_addresses');
  await right.end();
  expect(rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
});
