import type { LogRecord } from '@relevo/domain';
import { verifySignature } from '../keys/key';
import type { StreamAlarm } from '../sync/types';
import type { Claim } from './report-proof';
import type { ApplyResult, StreamLog } from './stream-log';

/** Why records could not all be applied. */
export type Stop = Exclude<ApplyResult, 'applied' | 'known' | { readonly claim: Claim }>;

/** A signature that must be checked before the first of `rest` can be applied. */
export interface Unproven {
  readonly claim: Claim;
  readonly rest: readonly [LogRecord, ...LogRecord[]];
}

export const isUnproven = (stop: Stop | Unproven | undefined): stop is Unproven =>
  typeof stop === 'object' && 'claim' in stop;

/** The alarm that a report at this place is not its device's. */
export const forgedAt = (stream: string, seq: number): StreamAlarm => ({
  stream,
  kind: 'forged-report',
  seq,
});

/**
 * Applies records until one does not fit or needs a proof; at once.
 * @param proven what the first record was found to be signed with
 */
export const fill = <State>(
  log: StreamLog<State>,
  records: readonly LogRecord[],
  proven?: Claim,
): Stop | Unproven | undefined => {
  for (const [at, record] of records.entries()) {
    const result = log.apply(record, at === 0 ? proven : undefined);
    if (result === 'applied' || result === 'known') continue;
    if (typeof result === 'object' && 'claim' in result)
      return { claim: result.claim, rest: [record, ...records.slice(at + 1)] };
    return result;
  }
  return undefined;
};

/** Checks one signature, then applies what follows to the log as it is then; does nothing more when `givenUp`. */
const proveOne = async <State>(
  log: () => StreamLog<State>,
  { claim, rest }: Unproven,
  givenUp: () => boolean,
): Promise<Stop | Unproven | undefined> => {
  const signed = await verifySignature(claim.key, claim.text, claim.signature);
  if (givenUp()) return undefined;
  return signed ? fill(log(), rest, claim) : { alarm: forgedAt(rest[0].stream, rest[0].seq) };
};

/** Goes on with what `fill` could not apply at once, one signature after the other, in the order of the log. */
export const fillProving = async <State>(
  log: () => StreamLog<State>,
  first: Stop | Unproven | undefined,
  givenUp: () => boolean,
): Promise<Stop | undefined> => {
  let stop = first;
  while (isUnproven(stop)) stop = await proveOne(log, stop, givenUp);
  return stop;
};
