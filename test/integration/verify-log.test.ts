import { spawnSync } from 'node:child_process';
import type { SessionView } from '@relevo/contracts';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import type { Queryable } from '../../apps/api/src/streams/log/log.queries';
import { findSession, verifySession } from '../../apps/api/src/streams/verify/verify-session';
import { startApi, type TestApi } from '../support/api';
import { aSessionWithMaria, Csr } from '../support/people';

describe('verify-log', () => {
  let api: TestApi;
  let admin: Client;
  let session: SessionView;
  const db = (): Queryable => admin;
  const faults = async () => (await verifySession(db(), session.id)).map((v) => v.fault?.kind);
  /** Does something to the log that only a thief of the database can, and takes it back. */
  const after = async (statement: string, values: unknown[] = [session.id]) => {
    await admin.query('BEGIN');
    try {
      const { rowCount } = await admin.query(statement, values);
      expect(rowCount).toBeGreaterThan(0);
      return await faults();
    } finally {
      await admin.query('ROLLBACK');
    }
  };

  beforeAll(async () => {
    api = await startApi();
    const ana = await Csr.first(api);
    const made = await aSessionWithMaria(ana);
    session = made.session;
    for (let i = 0; i < 3; i += 1)
      await ana.mustCommand(session.conversationId, 'message.post', {
        messageId: uuid(),
        text: `m${i}`,
        to: 'everyone',
        sentAt: 1,
      });
    const denied = await made.maria.report('grant.denied', { requestId: uuid(), reason: 'customer' });
    expect(denied.status).toBe(200);
    await ana.mustCommand(session.id, 'session.end', {});
    admin = new Client({ connectionString: api.database.adminUrl });
    await admin.connect();
  });
  afterAll(async () => {
    await admin.end();
    await api.close();
  });

  it('SEC-D1 a whole log is found by id and number, and is whole', async () => {
    const spoken = `${session.number.slice(0, 3)}-${session.number.slice(3, 6)}-${session.number.slice(6)}`;
    expect(await findSession(db(), session.id.toUpperCase())).toBe(session.id);
    expect(await findSession(db(), spoken)).toBe(session.id);
    expect(await findSession(db(), uuid())).toBeUndefined();
    expect(await verifySession(db(), session.id)).toMatchObject([
      { kind: 'session', events: 8, erased: 0, reports: 1, head: { seq: 8 } },
      { kind: 'conversation', events: 4, erased: 0, reports: 0, head: { seq: 4 } },
    ]);
    expect(await faults()).toEqual([undefined, undefined]);
  });

  it('SEC-D1 an edited, deleted, swapped, moved or cut log is told apart', async () => {
    expect(
      await after(`UPDATE event_bodies SET body = replace(body, 'Ana', 'Eve') WHERE stream = $1 AND seq = 1`),
    ).toEqual(['wrong-content', undefined]);
    expect(await after('DELETE FROM event_headers WHERE stream = $1 AND seq = 3')).toEqual([
      'gap',
      undefined,
    ]);
    expect(await after('DELETE FROM event_headers WHERE stream = $1 AND seq = 8')).toEqual([
      'cut-short',
      undefined,
    ]);
    expect(
      await after(`UPDATE event_headers SET commitment = repeat('0', 64) WHERE stream = $1 AND seq = 2`),
    ).toEqual(['wrong-hash', undefined]);
    expect(
      await after(`UPDATE event_headers SET prev = repeat('0', 64) WHERE stream = $1 AND seq = 2`),
    ).toEqual(['broken-link', undefined]);
    const swap = `UPDATE event_bodies b SET salt = o.salt, body = o.body FROM event_bodies o
      WHERE b.stream = $1 AND o.stream = $1 AND (b.seq, o.seq) IN ((2, 3), (3, 2))`;
    expect(await after(swap, [session.conversationId])).toEqual([undefined, 'wrong-content']);
  });

  it('SEC-D1 an erased body leaves a place and a whole chain', async () => {
    await admin.query('BEGIN');
    await admin.query('DELETE FROM event_bodies WHERE stream = $1 AND seq = 2', [session.conversationId]);
    expect((await verifySession(db(), session.id))[1]).toMatchObject({ events: 4, erased: 1 });
    expect(await faults()).toEqual([undefined, undefined]);
    await admin.query('ROLLBACK');
  });

  it('SEC-D1 the program prints its verdict and says it by its exit code', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['tools/run.mjs', 'apps/api/src/verify-log', ...args], {
        encoding: 'utf8',
        env: { ...process.env, DATABASE_URL: api.database.url },
      });
    const good = run(session.number);
    expect(good.stdout).toMatch(/^session .*8 events, 0 erased, 1 signed reports, head 8 [0-9a-f]{64} ok$/m);
    expect(good.status).toBe(0);
    expect(run(uuid())).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no session') });
  });
});
