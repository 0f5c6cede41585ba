import type { Language, Receipt, ReceiptDifference } from '@relevo/contracts';
import type { Head, SignedReport } from '@relevo/domain';
import type { SessionSnapshot } from '../sync/types';
import { factOf, givenBy } from './given';

export interface ReceiptInput {
  readonly snapshot: SessionSnapshot;
  /** Where the streams that were read stand. */
  readonly heads: readonly Head[];
  readonly deviceId: string;
  /** This device's public key, canonical JWK. */
  readonly key: string;
  /** What this device signed since the page was loaded, whether the log has it or not. */
  readonly own: readonly SignedReport[];
  readonly language: Language;
  /** ms since the epoch. */
  readonly now: number;
  /** When the customer left here, whether the server knows of it or not. */
  readonly leftAt: number | null;
}

/** Where what this device signed and what the log shows of it are not the same. */
const differencesOf = (
  { snapshot, own }: ReceiptInput,
  logged: readonly SignedReport[],
): ReceiptDifference[] => {
  const { alarm, sessionId } = snapshot;
  const reports = own.flatMap((report): ReceiptDifference[] => {
    const other = logged.find(({ deviceId, seq }) => deviceId === report.deviceId && seq === report.seq);
    if (other?.text === report.text) return [];
    const fact = factOf(sessionId, report);
    return [{ kind: other ? 'different' : 'missing', what: fact?.type ?? '', at: fact?.at ?? null }];
  });
  return alarm ? [...reports, { kind: 'alarm', what: alarm.kind, at: null }] : reports;
};

/**
 * What this device knows of the session: its own signed words, those of the customer's other devices as they stand in the
 * log (their signatures were checked when they were folded), and its own fold. Needs no server. undefined before the
 * log has told who we are.
 */
export const makeReceipt = (input: ReceiptInput): Receipt | undefined => {
  const { snapshot, heads, deviceId, key, own, language, now, leftAt } = input;
  const { session, sessionId, timeline, me } = snapshot;
  if (!me) return undefined;
  const isMine = (id: string): boolean => session.devices[id]?.participantId === me.id;
  const logged = timeline.flatMap(({ report }) => (report && isMine(report.deviceId) ? [report] : []));
  const unlogged = own.filter((report) => !logged.some(({ text }) => text === report.text));
  const reports = [...logged, ...unlogged].map((report) => ({
    ...report,
    key: report.deviceId === deviceId ? key : (session.devices[report.deviceId]?.key ?? key),
  }));
  const people = Object.values(session.participants)
    .filter(({ joinedSeq }) => joinedSeq !== undefined)
    .map((person) => ({
      id: person.id,
      name: person.name,
      part: person.expert ? ('guest' as const) : person.kind,
      from: person.joinedAt ?? null,
      to: (person.id === me.id ? (leftAt ?? person.leftAt) : person.leftAt) ?? session.endedAt ?? null,
    }));
  const left = leftAt ?? me.leftAt;
  const over =
    session.endedAt !== undefined && (left === undefined || session.endedAt <= left)
      ? { how: session.endReason ?? 'ended', at: session.endedAt }
      : left === undefined
        ? null
        : { how: 'left' as const, at: left };
  const names = {
    person: (id: string) => session.participants[id]?.name ?? '',
    device: (id: string) => session.devices[id]?.name ?? '',
  };
  return {
    v: 1,
    sessionId,
    number: session.number,
    organisation: session.organisation,
    language,
    madeAt: now,
    device: { id: deviceId, participantId: me.id, key },
    people,
    over,
    given: givenBy({ sessionId, reports }, names),
    files: [],
    reports,
    streams: heads.map(({ stream, kind, seq, hash }) => ({ stream, kind, seq, hash })),
    differences: differencesOf(input, logged),
  };
};
