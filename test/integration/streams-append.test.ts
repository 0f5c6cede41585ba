import { GENESIS, type NewEvent, type SessionState } from '@relevo/domain';
import { anId, type TestDatabase } from '@relevo/testing';
import { Pool } from 'pg';
import { v7 as uuid } from 'uuid';
import { LogService } from '../../apps/api/src/streams/log/log.service';
import { SessionChanges } from '../../apps/api/src/streams/log/session-changes';
import { type Advance, StreamEntry } from '../../apps/api/src/streams/log/stream-entry';
import { createMigratedDatabase } from '../support/migrated-database';

const event = (type: string, data: object = {}): NewEvent => ({
  type,
  version: 1,
  actor: { kind: 'system' },
  at: 1,
  data,
});
const said = (text: string): NewEvent => event('message.posted', { text });
const newEntry = (kind: 'session' | 'conversation', sessionId: string, id = uuid()): StreamEntry =>
  new StreamEntry({ id, kind, sessionId, version: 0, hash: GENESIS }, GENESIS);

describe('appending', () => {
  let database: TestDatabase;
  let pool: Pool;
  const node = () => {
    const faults: unknown[] = [];
    const log = new LogService(pool, (fault) => faults.push(fault));
    const published: Advance[] = [];
    log.onAdvance((advance) => published.push(advance));
    return { log, published, faults };
  };
  const count = async (stream: string): Promise<number> => {
    const { rows } = await pool.query('SELECT count(*)::int AS n FROM event_headers WHERE stream = $1', [
      stream,
    ]);
    return (rows[0] as { n: number }).n;
  };
  const opened = async (log: LogService) => {
    const session = newEntry('session', '');
    const s = newEntry('session', session.id, session.id);
    const c = newEntry('conversation', session.id);
    await log.open([
      { entry: s, events: [event('session.reported', { inviteId: anId(1) })] },
      { entry: c, events: [event('conversation.opened', { sessionId: session.id })] },
    ]);
    return { s, c };
  };

  beforeAll(async () => {
    database = await createMigratedDatabase();
    pool = new Pool({ connectionString: database.url, max: 8 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('several streams take effect together, and are published in order after the commit', async () => {
    const { log, published } = node();
    const { s, c } = await opened(log);
    expect([s.seq, c.seq]).toEqual([1, 1]);
    expect(published.map((a) => [a.entry.id, a.records[0]?.seq])).toEqual([
      [s.id, 1],
      [c.id, 1],
    ]);
    expect(
      await log.append([
        { entry: s, events: [event('session.reported')] },
        { entry: c, events: [said('x'), said('y')] },
      ]),
    ).toBe('ok');
    expect([await count(s.id), await count(c.id)]).toEqual([2, 3]);
  });

  it('one stream that has moved on keeps all others from moving, and nothing is published', async () => {
    const { log, published } = node();
    const { s, c } = await opened(log);
    const other = node();
    const theirs = await other.log.cache.get(c.id);
    if (!theirs) throw new Error('no stream');
    await other.log.append([{ entry: theirs, events: [said('x')] }]);
    published.length = 0;
    expect(
      await log.append([
        { entry: s, events: [event('session.reported')] },
        { entry: c, events: [said('y')] },
      ]),
    ).toBe('stale');
    expect([await count(s.id), await count(c.id), published.length]).toEqual([1, 2, 0]);
  });

  it('a stream that was only read is checked too', async () => {
    const { log } = node();
    const { s, c } = await opened(log);
    const other = node();
    const theirs = await other.log.cache.get(s.id);
    if (!theirs) throw new Error('no stream');
    await other.log.append([{ entry: theirs, events: [event('session.reported')] }]);
    expect(await log.append([{ entry: c, events: [said('x')] }], { read: [s] })).toBe('stale');
    await log.catchUp(s);
    expect(await log.append([{ entry: c, events: [said('x')] }], { read: [s] })).toBe('ok');
  });

  it('work that fails takes the events with it, and nothing is published', async () => {
    const { log, published } = node();
    const { s } = await opened(log);
    published.length = 0;
    const failing = log.append([{ entry: s, events: [event('session.reported')] }], {
      work: async (db) => {
        await db.query({ text: `INSERT INTO invites VALUES ($1, $1, 'a', null, now())`, values: [anId(77)] });
        throw new Error('no');
      },
    });
    await expect(failing).rejects.toThrow('no');
    expect([await count(s.id), s.seq, published.length]).toEqual([1, 1, 0]);
    expect((await pool.query('SELECT 1 FROM invites WHERE id = $1', [anId(77)])).rowCount).toBe(0);
    expect(await log.append([{ entry: s, events: [event('session.reported')] }])).toBe('ok');
  });

  it('rows of a projection are written with their events, or not at all', async () => {
    const { log } = node();
    let fail = true;
    log.addProjection({
      concerns: () => true,
      write: async () => {
        if (fail) throw new Error('projection');
      },
    });
    const id = uuid();
    const entry = newEntry('session', id, id);
    await expect(log.open([{ entry, events: [event('session.reported')] }])).rejects.toThrow('projection');
    expect(await log.cache.get(id)).toBeNull();
    fail = false;
    expect(await log.open([{ entry, events: [event('session.reported')] }])).toBe('ok');
  });

  it('a listener that fails does not make a committed append look failed', async () => {
    const { log, faults } = node();
    log.onAdvance(() => {
      throw new Error('listener');
    });
    const { s } = await opened(log);
    expect(s.seq).toBe(1);
    expect(faults).toHaveLength(2);
  });

  it('many at once, over two nodes, leave one gapless chain; each node publishes all of it in order', async () => {
    const [a, b] = [node(), node()];
    const { c } = await opened(a.log);
    const changes = [a, b].map(({ log }) => ({ log, changes: new SessionChanges(log) }));
    const one = async (i: number) => {
      const { log, changes: on } = changes[i % 2] as (typeof changes)[number];
      const entry = await log.cache.get(c.id);
      const session = await log.cache.get(c.sessionId);
      if (!entry || !session) throw new Error('no stream');
      const command = { participant: anId(1), commandId: uuid(), content: i };
      return on.apply({ entry, session, command, decide: (_: SessionState) => [said(`n${i}`)] });
    };
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => one(i)));
    expect(new Set(answers.map((x) => ('seq' in x ? x.seq : 0))).size).toBe(60);
    for (const { log } of changes) {
      const entry = await log.cache.get(c.id);
      if (entry) await log.catchUp(entry);
    }
    for (const { published } of [a, b]) {
      const seqs = published.filter((p) => p.entry.id === c.id).flatMap((p) => p.records.map((r) => r.seq));
      expect(seqs.filter((seq) => seq > 1)).toEqual(Array.from({ length: 60 }, (_, i) => i + 2));
    }
  });

  it('SEC-D2 the server’s own role can add to the log and neither change nor delete it', async () => {
    const { log } = node();
    const { s } = await opened(log);
    for (const statement of [
      'UPDATE event_headers SET hash = hash',
      'DELETE FROM event_headers',
      'UPDATE event_bodies SET body = body',
      'DELETE FROM event_bodies',
      'TRUNCATE event_bodies',
    ])
      await expect(pool.query(statement)).rejects.toThrow('permission denied');
    expect(await count(s.id)).toBe(1);
  });

  it('a record that was edited in the database is not folded', async () => {
    const { log } = node();
    const { s } = await opened(log);
    const admin = new Pool({ connectionString: database.adminUrl, max: 1 });
    await admin.query(`UPDATE event_bodies SET body = replace(body, 'system', 'sxstem') WHERE stream = $1`, [
      s.id,
    ]);
    await admin.end();
    await expect(node().log.cache.get(s.id)).rejects.toThrow('wrong-content');
  });
});
