import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogFault, SessionView } from '@relevo/contracts';
import { chain, checkpointText, GENESIS } from '@relevo/domain';
import { PATIENCE_MS, seeded, until } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { CHECKPOINT_FILE } from '../../apps/api/src/streams/checkpoints/checkpoint-file';
import { insertCheckpoints } from '../../apps/api/src/streams/checkpoints/checkpoints.queries';
import { insertLogKey } from '../../apps/api/src/streams/checkpoints/log-keys.queries';
import { siteKey } from '../../apps/api/src/streams/checkpoints/site-key';
import { type Queryable, readRecords } from '../../apps/api/src/streams/log/log.queries';
import { sha256 } from '../../apps/api/src/streams/log/sha256';
import type { Evidence } from '../../apps/api/src/streams/verify/checkpoint-proof';
import { findSession, verifySession } from '../../apps/api/src/streams/verify/verify-session';
import { startApi, type TestApi } from '../support/api';
import { aSessionWithMaria, Csr } from '../support/people';

describe('verify-log', () => {
  let api: TestApi;
  let admin: Client;
  let session: SessionView;
  const db = (): Queryable => admin;
  const evidence = (): Evidence => ({ keyId: siteKey(api.env.SITE_SECRET ?? '').id, files: [] });
  const verdicts = (files: string[] = []) => verifySession(db(), session.id, { ...evidence(), files });
  const faults = async () => (await verdicts()).map((v) => v.fault?.kind);
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
    await until('both streams are signed', PATIENCE_MS, async () =>
      (await verdicts()).every(({ signedTo, head }) => signedTo === head.seq) ? true : null,
    );
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
    expect(await verdicts()).toMatchObject([
      { kind: 'session', events: 8, erased: 0, reports: 1, signedTo: 8, head: { seq: 8 } },
      { kind: 'conversation', events: 4, erased: 0, reports: 0, signedTo: 4, head: { seq: 4 } },
    ]);
    expect(await faults()).toEqual([undefined, undefined]);
  });

  it('SEC-D1 an edited, deleted, swapped, moved or cut log is told apart', async () => {
    expect(
      await after(`UPDATE event_bodies SET body = replace(body, 'Ana', 'Eve') WHERE stream = $1 AND seq = 1`),
    ).toEqual(['edited', undefined]);
    expect(await after('DELETE FROM event_headers WHERE stream = $1 AND seq = 3')).toEqual([
      'deleted',
      undefined,
    ]);
    expect(await after('DELETE FROM event_headers WHERE stream = $1 AND seq = 8')).toEqual([
      'truncated',
      undefined,
    ]);
    expect(
      await after(`UPDATE event_headers SET commitment = repeat('0', 64) WHERE stream = $1 AND seq = 2`),
    ).toEqual(['edited', undefined]);
    expect(
      await after(`UPDATE event_headers SET prev = repeat('0', 64) WHERE stream = $1 AND seq = 2`),
    ).toEqual(['edited', undefined]);
    const swap = `UPDATE event_bodies b SET salt = o.salt, body = o.body FROM event_bodies o
      WHERE b.stream = $1 AND o.stream = $1 AND (b.seq, o.seq) IN ((2, 3), (3, 2))`;
    expect(await after(swap, [session.conversationId])).toEqual([undefined, 'swapped']);
  });

  it('SEC-D1 a stream that is gone whole, or was given to another session or kind, is told by what the log names', async () => {
    const { id, conversationId } = session;
    const gone = (...streams: string[]) => `WITH gone AS (SELECT unnest('{${streams.join()}}'::uuid[]) AS id),
      bodies AS (DELETE FROM event_bodies WHERE stream IN (SELECT id FROM gone)),
      headers AS (DELETE FROM event_headers WHERE stream IN (SELECT id FROM gone)),
      signed AS (DELETE FROM checkpoints WHERE stream IN (SELECT id FROM gone))
      DELETE FROM streams WHERE id IN (SELECT id FROM gone)`;
    expect(await after(gone(conversationId), [])).toEqual([undefined, 'truncated']);
    expect((await after(gone(id), []))[0]).toBe('truncated');
    expect(await after(gone(id, conversationId), [])).toEqual(['truncated']);
    expect(await after('DELETE FROM streams WHERE id = $1', [conversationId])).toEqual([undefined, 'added']);
    expect(await after('UPDATE streams SET session_id = $1 WHERE id = $2', [uuid(), conversationId])).toEqual(
      [undefined, 'moved'],
    );
    expect(await after(`UPDATE streams SET kind = 'conversation' WHERE id = $1`, [id])).toEqual([
      'moved',
      undefined,
    ]);
    const foreign = `INSERT INTO streams (id, kind, session_id, version, head_hash)
      VALUES ($2, 'conversation', $1, 0, repeat('0', 64))`;
    expect(await after(foreign, [id, uuid()])).toEqual([undefined, undefined, 'truncated']);
    expect(await after('UPDATE event_headers SET v = 2 WHERE stream = $1 AND seq = 2')).toEqual([
      'edited',
      undefined,
    ]);
  });

  it('SEC-D1 what fits the chain and is no event of ours is told, and none of it stops the look', async () => {
    const last = (await readRecords(db(), session.id, 0, 100)).at(-1);
    if (!last) throw new Error('no log');
    for (const body of ['not json', 'null', '{"type":"evil"}', '{"type":"grant.given","version":1,"at":1}']) {
      const forged = chain(session.id, last, { salt: '0'.repeat(32), body }, sha256);
      const append = `WITH header AS (INSERT INTO event_headers VALUES ($1, $2, 1, $3, $4, $5)),
        body AS (INSERT INTO event_bodies VALUES ($1, $2, $6, $7))
        UPDATE streams SET version = $2, head_hash = $5 WHERE id = $1`;
      const { seq, prev, commitment, hash, content } = forged;
      const values = [session.id, seq, prev, commitment, hash, content?.salt, body];
      expect([body, ...(await after(append, values))]).toEqual([body, 'unreadable', undefined]);
    }
  });

  it('SEC-D1 a body that is missing without a word in the log was deleted', async () => {
    const { conversationId } = session;
    expect(await after('DELETE FROM event_bodies WHERE stream = $1 AND seq = 2', [conversationId])).toEqual([
      undefined,
      'deleted',
    ]);
  });

  it('SEC-D1 a log that was written anew as a whole is told by its checkpoints, also by those kept elsewhere', async () => {
    const kept = join(mkdtempSync(join(tmpdir(), 'relevo-kept-')), 'checkpoints.jsonl');
    copyFileSync(join(api.env.DATA_DIR ?? '', 'checkpoints.jsonl'), kept);
    await admin.query('BEGIN');
    const records = await readRecords(db(), session.conversationId, 0, 100);
    let before = { seq: 0, hash: GENESIS };
    for (const { seq, content } of records) {
      const body = (content?.body ?? '').replace('m1', 'mX');
      const forged = chain(session.conversationId, before, { salt: content?.salt ?? '', body }, sha256);
      await admin.query(
        'UPDATE event_headers SET prev = $3, commitment = $4, hash = $5 WHERE stream = $1 AND seq = $2',
        [forged.stream, seq, forged.prev, forged.commitment, forged.hash],
      );
      await admin.query('UPDATE event_bodies SET body = $3 WHERE stream = $1 AND seq = $2', [
        forged.stream,
        seq,
        body,
      ]);
      before = forged;
    }
    await admin.query('UPDATE streams SET head_hash = $2 WHERE id = $1', [
      session.conversationId,
      before.hash,
    ]);
    expect(await faults()).toEqual([undefined, 'restamped']);
    // Who takes the checkpoints too leaves a whole log, but not beside the file.
    await admin.query('DELETE FROM checkpoints');
    expect(await faults()).toEqual([undefined, undefined]);
    expect((await verdicts([kept])).map((v) => v.fault?.kind)).toEqual([undefined, 'restamped']);
    // Nor does signing with a key of one's own help.
    const thief = siteKey('t'.repeat(43));
    const words = { stream: session.conversationId, seq: 4, hash: before.hash, at: 1, keyId: thief.id };
    await insertLogKey(db(), {
      id: thief.id,
      publicKey: thief.publicKey,
      previous: null,
      since: 1,
      signature: 'x',
      vouched: null,
    });
    await insertCheckpoints(db(), [{ ...words, signature: thief.sign(checkpointText(words)) }]);
    expect(await faults()).toEqual([undefined, 'forged-checkpoint']);
    await admin.query('ROLLBACK');
    expect(await faults()).toEqual([undefined, undefined]);
  });

  it('SEC-D1 a fact that its device did not sign is told, even in a chain that fits', async () => {
    const records = await readRecords(db(), session.id, 0, 100);
    const { seq = 0 } = records.find(({ content }) => content?.body.includes('"grant.denied"')) ?? {};
    await admin.query('BEGIN');
    await admin.query('DELETE FROM checkpoints');
    let before = { seq: seq - 1, hash: records[seq - 2]?.hash ?? '' };
    for (const { content } of records.slice(seq - 1)) {
      const body = (content?.body ?? '').replaceAll('"reason":"customer"', '"reason":"timeout"');
      const forged = chain(session.id, before, { salt: content?.salt ?? '', body }, sha256);
      await admin.query(
        'UPDATE event_headers SET prev = $3, commitment = $4, hash = $5 WHERE stream = $1 AND seq = $2',
        [forged.stream, forged.seq, forged.prev, forged.commitment, forged.hash],
      );
      await admin.query('UPDATE event_bodies SET body = $3 WHERE stream = $1 AND seq = $2', [
        forged.stream,
        forged.seq,
        body,
      ]);
      before = forged;
    }
    await admin.query('UPDATE streams SET head_hash = $2 WHERE id = $1', [session.id, before.hash]);
    expect(await faults()).toEqual(['forged-report', undefined]);
    await admin.query('ROLLBACK');
  });

  it('SEC-D1 126 random thefts from the real database: each is found, and called what it is', async () => {
    const thefts: [LogFault, (seq: number, last: number) => string][] = [
      ['edited', (seq) => `UPDATE event_bodies SET body = body || ' ' WHERE stream = $1 AND seq = ${seq}`],
      [
        'edited',
        (seq) => `UPDATE event_bodies SET salt = repeat('0', 32) WHERE stream = $1 AND seq = ${seq}`,
      ],
      [
        'edited',
        (seq) => `UPDATE event_headers SET hash = repeat('0', 64) WHERE stream = $1 AND seq = ${seq}`,
      ],
      [
        'deleted',
        (seq, last) => `DELETE FROM event_headers WHERE stream = $1 AND seq = ${Math.min(seq, last - 1)}`,
      ],
      ['deleted', (seq) => `DELETE FROM event_bodies WHERE stream = $1 AND seq = ${seq}`],
      ['truncated', (seq) => `DELETE FROM event_headers WHERE stream = $1 AND seq >= ${seq}`],
      [
        'truncated',
        (
          seq,
          last,
        ) => `WITH gone AS (DELETE FROM event_headers WHERE stream = $1 AND seq >= ${Math.max(2, seq)} RETURNING 1)
        UPDATE streams SET version = ${Math.max(2, seq)} - 1, head_hash = (SELECT hash FROM event_headers WHERE stream = $1 AND seq = ${Math.max(2, seq)} - 1)
        WHERE id = $1 AND ${last} > 0`,
      ],
      [
        'swapped',
        (seq, last) => `UPDATE event_bodies b SET salt = o.salt, body = o.body FROM event_bodies o
        WHERE b.stream = $1 AND o.stream = $1 AND (b.seq, o.seq) IN ((${seq}, ${(seq % last) + 1}), (${(seq % last) + 1}, ${seq}))`,
      ],
      [
        'swapped',
        (
          seq,
          last,
        ) => `UPDATE event_headers b SET prev = o.prev, commitment = o.commitment, hash = o.hash FROM event_headers o
        WHERE b.stream = $1 AND o.stream = $1 AND (b.seq, o.seq) IN ((${seq}, ${(seq % last) + 1}), (${(seq % last) + 1}, ${seq}))`,
      ],
    ];
    const random = seeded(1795);
    for (let run = 0; run < 126; run += 1) {
      const [verdict, theft] = thefts[run % thefts.length] as (typeof thefts)[number];
      const [stream, last] = random() < 0.5 ? [session.id, 8] : [session.conversationId, 4];
      const seq = 1 + Math.floor(random() * last);
      const expected = stream === session.id ? [verdict, undefined] : [undefined, verdict];
      expect([run, seq, await after(theft(seq, last), [stream])]).toEqual([run, seq, expected]);
    }
  });

  it('SEC-D1 the program prints its verdict and says it by its exit code', () => {
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['tools/run.mjs', 'apps/api/src/verify-log', ...args], {
        encoding: 'utf8',
        env: { ...process.env, ...api.env, DATABASE_URL: api.database.url },
      });
    const good = run(session.number);
    expect(good.stdout).toMatch(
      /^session .*8 events, 0 erased, 1 signed reports, [12] checkpoints up to 8, head 8 [0-9a-f]{64} ok$/m,
    );
    expect(good.status).toBe(0);
    expect(run(uuid())).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no session') });

    const own = readFileSync(join(api.env.DATA_DIR ?? '', CHECKPOINT_FILE), 'utf8');
    const kept = join(mkdtempSync(join(tmpdir(), 'relevo-kept-')), 'checkpoints.jsonl');
    writeFileSync(kept, `{"stream":"a line that was bro\n${own}`);
    const torn = run(session.number, '--checkpoints', kept);
    expect([torn.status, torn.stderr]).toEqual([0, expect.stringContaining('line 1 is not a checkpoint')]);
    writeFileSync(kept, 'another file\n');
    expect(run(session.number, '--checkpoints', kept)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('holds no checkpoint'),
    });
  });
});
