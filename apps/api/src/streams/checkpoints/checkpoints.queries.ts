import type { Checkpoint } from '@relevo/domain';
import type { Queryable } from '../log/log.queries';

const COLUMNS = 'stream, seq, hash, at::float8 AS at, key_id AS "keyId", signature';

/** The newest checkpoint of each of these streams that has one. */
export const lastCheckpoints = async (db: Queryable, streams: readonly string[]): Promise<Checkpoint[]> =>
  (
    await db.query<Checkpoint>({
      name: 'checkpoints-last',
      text: `SELECT c.* FROM unnest($1::uuid[]) AS s(id) CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM checkpoints WHERE stream = s.id ORDER BY seq DESC LIMIT 1) c`,
      values: [streams],
    })
  ).rows;

/** Every checkpoint of a stream, in order. */
export const allCheckpoints = async (db: Queryable, stream: string): Promise<Checkpoint[]> =>
  (
    await db.query<Checkpoint>({
      text: `SELECT ${COLUMNS} FROM checkpoints WHERE stream = $1 ORDER BY seq`,
      values: [stream],
    })
  ).rows;

/** Keeps checkpoints; answers those that were new. */
export const insertCheckpoints = async (
  db: Queryable,
  checkpoints: readonly Checkpoint[],
): Promise<Checkpoint[]> => {
  const column = <Key extends keyof Checkpoint>(key: Key) => checkpoints.map((c) => c[key]);
  const { rows } = await db.query<Checkpoint>({
    name: 'checkpoints-insert',
    text: `INSERT INTO checkpoints (stream, seq, hash, at, key_id, signature)
      SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::bigint[], $5::text[], $6::text[])
      ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    values: [
      column('stream'),
      column('seq'),
      column('hash'),
      column('at'),
      column('keyId'),
      column('signature'),
    ],
  });
  return rows;
};

/** Heads of streams that have moved on since their last checkpoint, in the order of their ids. */
export const unsignedHeads = async (
  db: Queryable,
  after: string,
  limit: number,
): Promise<{ id: string; seq: number; hash: string }[]> =>
  (
    await db.query<{ id: string; seq: number; hash: string }>({
      text: `SELECT s.id, s.version AS seq, s.head_hash AS hash FROM streams s
        WHERE s.id > $1 AND s.version > coalesce((SELECT max(seq) FROM checkpoints c WHERE c.stream = s.id), 0)
        ORDER BY s.id LIMIT $2`,
      values: [after, limit],
    })
  ).rows;
