import { PATIENCE_MS, until } from '@relevo/testing';
import { DataSource } from 'typeorm';
import { inSnapshot } from '../../apps/api/src/history/snapshot';
import { Database } from '../../apps/api/src/platform/database/database';
import { Notifications } from '../../apps/api/src/platform/database/notifications';
import { Transactions } from '../../apps/api/src/platform/database/transactions';
import { inTransaction } from '../../apps/api/src/streams/log/transaction';
import { startApi, type TestApi } from '../support/api';

let api: TestApi;
let transactions: Transactions;
let database: DataSource;
beforeAll(async () => {
  api = await startApi();
  transactions = api.app.get(Transactions);
  database = api.app.get(DataSource);
});
afterAll(() => api.close());

const settings = () => database.query('SELECT id FROM site_settings');
const INSERT = `INSERT INTO site_settings (id, settings, changed_at) VALUES (1, '{}', now())`;

beforeEach(async () => {
  await database.query('DELETE FROM site_settings');
});

it('side effects come after the commit, in order, and see what was committed', async () => {
  const happened: unknown[] = [];
  const result = await transactions.run(async ({ manager, afterCommit }) => {
    await manager.query(INSERT);
    afterCommit(() => happened.push('first'));
    afterCommit(async () => happened.push(await settings()));
    happened.push('still inside');
    return 'done';
  });
  expect(result).toBe('done');
  expect(happened.slice(0, 2)).toEqual(['still inside', 'first']);
  await new Promise<void>((resolve) => void transactions.run(async (t) => t.afterCommit(resolve)));
  expect(await settings()).toEqual([{ id: 1 }]);
});

it('a rollback emits nothing: no side effect, no notification', async () => {
  const happened: string[] = [];
  const failed = transactions.run(async ({ manager, afterCommit }) => {
    afterCommit(() => happened.push('effect'));
    await manager.query(INSERT);
    await api.app.get(Notifications).send(manager, 'relevo_site_settings', '');
    throw new Error('changed my mind');
  });
  await expect(failed).rejects.toThrow('changed my mind');
  expect(await settings()).toEqual([]);
  expect(happened).toEqual([]);
});

it('a commit that fails emits nothing either', async () => {
  const happened: string[] = [];
  const failed = transactions.run(async ({ manager, afterCommit }) => {
    afterCommit(() => happened.push('effect'));
    await manager.query(INSERT);
    await manager.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
  });
  await expect(failed).rejects.toThrow();
  expect(await settings()).toEqual([]);
  expect(happened).toEqual([]);
});

it.each([
  ['a transaction', inTransaction],
  ['a snapshot', inSnapshot],
])(
  'a connection that breaks between two statements of %s fails the work, and nothing else',
  async (_, work) => {
    const { pool } = api.app.get(Database);
    const failed = work(pool, async (db) => {
      const { rows } = await db.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' });
      await database.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      await until('the connection is broken', PATIENCE_MS, async () =>
        (await database.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [rows[0]?.pid])).length === 0
          ? true
          : null,
      );
      await db.query({ text: 'SELECT 1' });
    });
    await expect(failed).rejects.toThrow();
    expect(await settings()).toEqual([]);
  },
);

it('an effect that fails takes nothing back, and the others still happen', async () => {
  const happened: string[] = [];
  await transactions.run(async ({ manager, afterCommit }) => {
    await manager.query(INSERT);
    afterCommit(() => {
      throw new Error('an effect broke');
    });
    afterCommit(() => happened.push('the other'));
  });
  expect(await settings()).toEqual([{ id: 1 }]);
  expect(happened).toEqual(['the other']);
  expect(api.logs()).toContain('an effect broke');
});

it('of two that wait for each other both are done in the end, each with its effects once', async () => {
  const happened: string[] = [];
  const meet = { arrived: 0, both: () => undefined as void };
  const together = new Promise<void>((resolve) => {
    meet.both = resolve;
  });
  const lockInOrder = (name: string, first: number, second: number) =>
    transactions.run(async ({ manager, afterCommit }) => {
      afterCommit(() => happened.push(name));
      await manager.query('SELECT pg_advisory_xact_lock($1)', [first]);
      meet.arrived += 1;
      if (meet.arrived === 2) meet.both();
      await together;
      await manager.query('SELECT pg_advisory_xact_lock($1)', [second]);
    });
  await Promise.all([lockInOrder('one', 11, 12), lockInOrder('other', 12, 11)]);
  expect(meet.arrived).toBe(3);
  expect(happened.sort()).toEqual(['one', 'other']);
});
