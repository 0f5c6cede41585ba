import { type ChainFault, type LogRecord, type StreamKind, verifyChain } from '@relevo/domain';
import { type Queryable, readRecords, type StreamRow } from '../log/log.queries';
import { sha256 } from '../log/sha256';
import { type ReportFault, verifyReports } from './verify-reports';

const PAGE = 1000;

export interface StreamVerdict {
  readonly stream: string;
  readonly kind: StreamKind;
  readonly events: number;
  /** Places whose body was erased. */
  readonly erased: number;
  readonly reports: number;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly fault?: { readonly seq: number; readonly kind: ChainFault | ReportFault | 'cut-short' };
}

const allRecords = async (db: Queryable, stream: string): Promise<LogRecord[]> => {
  const records: LogRecord[] = [];
  for (;;) {
    const page = await readRecords(db, stream, records.at(-1)?.seq ?? 0, PAGE);
    records.push(...page);
    if (page.length < PAGE) return records;
  }
};

const verifyStream = async (db: Queryable, row: StreamRow): Promise<StreamVerdict> => {
  const records = await allRecords(db, row.id);
  const chain = verifyChain(row.id, records, sha256);
  const base = {
    stream: row.id,
    kind: row.kind,
    events: chain.checked,
    erased: chain.hidden,
    head: chain.head,
    reports: 0,
  };
  if (chain.fault) return { ...base, fault: chain.fault };
  // The head is kept apart: events taken from the end leave it behind.
  if (chain.head.seq !== row.version || chain.head.hash !== row.hash)
    return { ...base, fault: { seq: chain.head.seq + 1, kind: 'cut-short' } };
  if (row.kind !== 'session') return base;
  const reports = await verifyReports(row.id, records);
  return { ...base, reports: reports.checked, ...(reports.fault && { fault: reports.fault }) };
};

/** The session of an id, or of a session number (the last one that had it). */
export const findSession = async (db: Queryable, which: string): Promise<string | undefined> => {
  const { rows } = await db.query<{ id: string }>({
    text: `SELECT session_id AS id FROM streams WHERE session_id::text = $1
      UNION ALL (SELECT id FROM sessions WHERE number = $2 ORDER BY created_at DESC LIMIT 1)`,
    values: [which.toLowerCase(), which.replace(/[\s-]/g, '')],
  });
  return rows[0]?.id;
};

/** Checks every stream of a session: the chain, its head, and the signatures of devices. */
export const verifySession = async (db: Queryable, session: string): Promise<StreamVerdict[]> => {
  const { rows } = await db.query<StreamRow>({
    text: `SELECT id, kind, session_id AS "sessionId", version, head_hash AS hash
      FROM streams WHERE session_id = $1 ORDER BY kind DESC, id`,
    values: [session],
  });
  const verdicts: StreamVerdict[] = [];
  for (const row of rows) verdicts.push(await verifyStream(db, row));
  return verdicts;
};
