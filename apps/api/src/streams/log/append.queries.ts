import type { LogRecord } from '@relevo/domain';

/** One stream of an append: the version that the decision was made on, and what follows. No records = only checked. */
export interface AppendPart {
  readonly stream: string;
  readonly expected: number;
  readonly records: readonly LogRecord[];
}

/** A command remembered with its effect. */
export interface RememberedCommand {
  readonly stream: string;
  readonly participant: string;
  readonly commandId: string;
  readonly contentHash: string;
  readonly seq: number;
}

/** What takes effect together or not at all. */
export interface AppendGroup {
  readonly parts: readonly AppendPart[];
  readonly command?: RememberedCommand;
}

/** `stale`: a stream has moved on since the decision. `seen`: the command took effect before. */
export type AppendVerdict = 'ok' | 'stale' | 'seen';

/**
 * Appends several groups in one statement: locks the streams in id order, checks every version and whether the command
 * is known, and writes only the groups that pass. One round trip, and one flush of the database's log for all of them.
 */
export const APPEND = {
  name: 'streams-append',
  text: `
WITH wanted AS MATERIALIZED (
  SELECT * FROM unnest($1::int[], $2::uuid[], $3::int[], $4::int[], $5::text[]) AS w(grp, stream, expected, version, head)
), locked AS MATERIALIZED (
  SELECT id, version FROM streams WHERE id = ANY($2::uuid[]) ORDER BY id FOR UPDATE
), command AS MATERIALIZED (
  SELECT * FROM unnest($6::int[], $7::uuid[], $8::uuid[], $9::uuid[], $10::text[], $11::int[])
    AS c(grp, stream, participant, command_id, content_hash, seq)
), verdict AS MATERIALIZED (
  SELECT w.grp, CASE
    WHEN EXISTS (SELECT FROM command c JOIN commands k USING (stream, participant, command_id) WHERE c.grp = w.grp) THEN 'seen'
    WHEN bool_and(l.version IS NOT DISTINCT FROM w.expected) THEN 'ok'
    ELSE 'stale' END AS verdict
  FROM wanted w LEFT JOIN locked l ON l.id = w.stream GROUP BY w.grp
), event AS MATERIALIZED (
  SELECT e.* FROM unnest($12::int[], $13::uuid[], $14::int[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[])
    AS e(grp, stream, seq, prev, commitment, hash, salt, body) JOIN verdict v USING (grp) WHERE v.verdict = 'ok'
), moved AS (
  UPDATE streams s SET version = w.version, head_hash = w.head FROM wanted w JOIN verdict v USING (grp)
  WHERE s.id = w.stream AND v.verdict = 'ok' AND w.version > w.expected
), headers AS (
  INSERT INTO event_headers (stream, seq, v, prev, commitment, hash) SELECT stream, seq, 1, prev, commitment, hash FROM event
), bodies AS (
  INSERT INTO event_bodies (stream, seq, salt, body) SELECT stream, seq, salt, body FROM event
), remembered AS (
  INSERT INTO commands (stream, participant, command_id, content_hash, seq)
  SELECT stream, participant, command_id, content_hash, seq FROM command JOIN verdict v USING (grp) WHERE v.verdict = 'ok'
  ON CONFLICT DO NOTHING
)
SELECT grp, verdict FROM verdict`,
} as const;

const columns = (rows: readonly unknown[][], width: number): unknown[][] =>
  Array.from({ length: width }, (_, i) => rows.map((row) => row[i]));

/** The parameters of `APPEND`: one array for each column. */
export const appendValues = (groups: readonly AppendGroup[]): unknown[][] => {
  const wanted = groups.flatMap(({ parts }, grp) =>
    parts.map(({ stream, expected, records }) => {
      const last = records.at(-1);
      return [grp, stream, expected, last?.seq ?? expected, last?.hash ?? ''];
    }),
  );
  const commands = groups.flatMap(({ command: c }, grp) =>
    c ? [[grp, c.stream, c.participant, c.commandId, c.contentHash, c.seq]] : [],
  );
  const events = groups.flatMap(({ parts }, grp) =>
    parts.flatMap(({ records }) =>
      records.map((r) => [
        grp,
        r.stream,
        r.seq,
        r.prev,
        r.commitment,
        r.hash,
        r.content?.salt,
        r.content?.body,
      ]),
    ),
  );
  return [...columns(wanted, 5), ...columns(commands, 6), ...columns(events, 8)];
};
