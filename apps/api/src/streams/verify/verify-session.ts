import { id, type LogFault, readBody, type StreamVerdict } from '@relevo/contracts';
import { GENESIS, isHidden, type LogRecord, readRecord, type StreamKind, verifyLog } from '@relevo/domain';
import { findStreams, type Queryable, readRecords, type StreamRow } from '../log/log.queries';
import { sha256 } from '../log/sha256';
import { type Evidence, openEvidence, type ProvenCheckpoints } from './checkpoint-proof';
import { verifyReports } from './verify-reports';

const PAGE = 1000;

/** A stream as the log of its session names it, and what the database says of it. */
interface Named {
  readonly id: string;
  readonly kind: StreamKind;
  readonly session: string;
  readonly row: StreamRow | undefined;
  readonly records: readonly LogRecord[];
}

const allRecords = async (db: Queryable, stream: string): Promise<LogRecord[]> => {
  const records: LogRecord[] = [];
  for (;;) {
    const page = await readRecords(db, stream, records.at(-1)?.seq ?? 0, PAGE);
    records.push(...page);
    if (page.length < PAGE) return records;
  }
};

/** Places of which the log says that they were erased: only what stood there before can be meant, and never a beginning. */
const erasedOf = (records: readonly LogRecord[]): Set<number> =>
  new Set(
    records.flatMap((record) => {
      const event = readRecord(record);
      if (isHidden(event) || event.type !== 'body.erased') return [];
      return (event.data as { seqs: number[] }).seqs.filter((seq) => seq > 1 && seq < event.seq);
    }),
  );

const isMalformed = ({ content }: LogRecord, kind: StreamKind): boolean =>
  content !== undefined && readBody(kind, content.body) === 'malformed';

const verifyStream = async (
  { id, kind, session, row, records }: Named,
  { good, forged }: ProvenCheckpoints,
): Promise<StreamVerdict> => {
  const head = { seq: row?.version ?? 0, hash: row?.hash ?? GENESIS };
  const chain = verifyLog({ stream: id, records, head, checkpoints: good }, sha256);
  const base = {
    stream: id,
    kind,
    events: chain.checked,
    erased: chain.hidden.length,
    reports: 0,
    checkpoints: good.length,
    signedTo: good.reduce((most, { seq }) => Math.max(most, seq), 0),
    head: chain.head,
  };
  const found = (seq: number, fault: LogFault): StreamVerdict => ({ ...base, fault: { seq, kind: fault } });
  if (chain.fault) return { ...base, fault: chain.fault };
  if (records.length === 0) return found(1, 'truncated');
  if (forged !== undefined) return found(forged, 'forged-checkpoint');
  if (row?.kind !== kind || row.sessionId !== session) return found(1, 'moved');
  const malformed = records.find((record) => isMalformed(record, kind));
  if (malformed) return found(malformed.seq, 'unreadable');
  const erased = erasedOf(records);
  const lost = chain.hidden.find((seq) => !erased.has(seq));
  if (lost !== undefined) return found(lost, 'deleted');
  if (kind !== 'session') return base;
  const reports = await verifyReports(id, records);
  const told = { ...base, reports: reports.checked };
  return reports.forged === undefined
    ? told
    : { ...found(reports.forged, 'forged-report'), reports: told.reports };
};

/**
 * The session of an id, or of a session number (the last one that had it). One of which only something is left is found
 * too: what is missing is for the verdict to say.
 */
export const findSession = async (db: Queryable, which: string): Promise<string | undefined> => {
  const { rows } = await db.query<{ id: string }>({
    text: `SELECT session_id AS id FROM streams WHERE session_id = $1::uuid
      UNION ALL SELECT id FROM sessions WHERE id = $1::uuid
      UNION ALL SELECT stream FROM event_headers WHERE stream = $1::uuid AND seq = 1
      UNION ALL SELECT stream FROM checkpoints WHERE stream = $1::uuid
      UNION ALL (SELECT id FROM sessions WHERE number = $2 ORDER BY created_at DESC LIMIT 1)`,
    values: [id.safeParse(which.toLowerCase()).data ?? null, which.replace(/[\s-]/g, '')],
  });
  return rows[0]?.id;
};

/** The conversation that the log itself names where it begins; the database's word for it is not taken. */
const conversationOf = (first: LogRecord | undefined): string | undefined => {
  const event = first?.content && readBody('session', first.content.body);
  return typeof event === 'object' ? (event.data as { conversationId?: string }).conversationId : undefined;
};

/**
 * Checks every stream of a session: that those are there which its log names and no others, their chains, their heads, their
 * checkpoints, and the signatures of devices.
 */
export const verifySession = async (
  db: Queryable,
  session: string,
  evidence: Evidence,
): Promise<StreamVerdict[]> => {
  const { rows } = await db.query<{ id: string }>({
    text: 'SELECT id FROM streams WHERE session_id = $1 ORDER BY id',
    values: [session],
  });
  const records = await allRecords(db, session);
  const named = conversationOf(records[0]);
  const others = rows.map(({ id }) => id).filter((id) => id !== session && id !== named);
  const ids = [session, ...(named === undefined ? [] : [named]), ...others];
  const rowOf = new Map((await findStreams(db, ids)).map((row) => [row.id, row]));
  const checkpointsOf = await openEvidence(db, evidence);
  const verdicts: StreamVerdict[] = [];
  for (const id of ids) {
    const kind = id === session ? 'session' : 'conversation';
    const read = id === session ? records : await allRecords(db, id);
    const verdict = await verifyStream(
      { id, kind, session, row: rowOf.get(id), records: read },
      await checkpointsOf(id),
    );
    const strange = named !== undefined && others.includes(id);
    verdicts.push(strange && !verdict.fault ? { ...verdict, fault: { seq: 1, kind: 'added' } } : verdict);
  }
  return verdicts;
};
