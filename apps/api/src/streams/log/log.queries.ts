import type { LogRecord, StreamKind } from '@relevo/domain';

/** Whatever runs SQL: the pool, or the connection of a transaction. */
export interface Queryable {
  query<Row extends object>(query: {
    name?: string;
    text: string;
    values?: unknown[];
  }): Promise<{ rows: Row[] }>;
}

export interface StreamRow {
  readonly id: string;
  readonly kind: StreamKind;
  readonly sessionId: string;
  readonly version: number;
  readonly hash: string;
}

const STREAM_COLUMNS = 'id, kind, session_id AS "sessionId", version, head_hash AS hash';

/** The heads of these streams; those that do not exist are missing. */
export const findStreams = async (db: Queryable, ids: readonly string[]): Promise<StreamRow[]> =>
  (
    await db.query<StreamRow>({
      name: 'streams-heads',
      text: `SELECT ${STREAM_COLUMNS} FROM streams WHERE id = ANY($1::uuid[])`,
      values: [ids],
    })
  ).rows;

/** Where a stream stands, which moves no further until the transaction is over. */
export const lockStream = async (db: Queryable, id: string): Promise<number | undefined> => {
  const text = 'SELECT version FROM streams WHERE id = $1 FOR UPDATE';
  return (await db.query<{ version: number }>({ text, values: [id] })).rows[0]?.version;
};

interface RecordRow {
  stream: string;
  seq: number;
  v: 1;
  prev: string;
  commitment: string;
  hash: string;
  salt: string | null;
  body: string | null;
}

const toRecord = ({ salt, body, ...header }: RecordRow): LogRecord =>
  salt !== null && body !== null ? { ...header, content: { salt, body } } : header;

/** Records of a stream after `since`, in order; without content where the body was erased. */
export const readRecords = async (
  db: Queryable,
  stream: string,
  since: number,
  limit: number,
): Promise<LogRecord[]> => {
  const { rows } = await db.query<RecordRow>({
    name: 'streams-records',
    text: `SELECT stream, seq, h.v, h.prev, h.commitment, h.hash, b.salt, b.body
      FROM event_headers h LEFT JOIN event_bodies b USING (stream, seq)
      WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
    values: [stream, since, limit],
  });
  return rows.map(toRecord);
};

/** Makes room for a new stream; one that exists is left as it is. */
export const insertStreams = async (
  db: Queryable,
  streams: readonly { id: string; kind: StreamKind; sessionId: string }[],
  genesis: string,
): Promise<void> => {
  await db.query({
    text: `INSERT INTO streams (id, kind, session_id, version, head_hash)
      SELECT id, kind, session_id, 0, $4 FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS s(id, kind, session_id)
      ORDER BY id ON CONFLICT DO NOTHING`,
    values: [streams.map((s) => s.id), streams.map((s) => s.kind), streams.map((s) => s.sessionId), genesis],
  });
};

export interface CommandRow {
  readonly contentHash: string;
  readonly seq: number;
}

/** What a command answered when it took effect. */
export const findCommand = async (
  db: Queryable,
  stream: string,
  participant: string,
  commandId: string,
): Promise<CommandRow | undefined> => {
  const { rows } = await db.query<CommandRow>({
    name: 'streams-command',
    text: `SELECT content_hash AS "contentHash", seq FROM commands WHERE stream = $1 AND participant = $2 AND command_id = $3`,
    values: [stream, participant, commandId],
  });
  return rows[0];
};
