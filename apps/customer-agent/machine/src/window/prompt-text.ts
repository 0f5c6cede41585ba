import { type Capability, ledgerGrants, type Prompt } from '@relevo/domain';
import type { AgentModel, Fact } from './agent-view';
import { durationsUpTo, longestOf } from './durations';
import { firstName, type Translate } from './words';

/** A question in words. */
export interface PromptText {
  readonly heading: string;
  readonly facts: readonly Fact[];
  /** Longest duration that can be chosen, in minutes; null = until stopped. */
  readonly longest: number | null;
  /** The exact words on the screen, one line each: what the answer is signed with. */
  readonly words: string;
}

const kindOf = (covers: readonly Capability[]): 'both' | Capability =>
  covers.length > 1 ? 'both' : (covers[0] ?? 'screen.view');

/** Under the name: for whom the CSR works, or, of somebody from outside, whose guest they are (W39). */
export const belongingOf = (
  { organisation }: Pick<AgentModel, 'organisation'>,
  guestOf: string | undefined,
  t: Translate,
): string => (guestOf === undefined ? organisation : t('ask.guestOf', { by: guestOf }));

/** Who asks, for what, what it lets them do and not do, and for how long. */
export const promptText = (
  prompt: Prompt,
  {
    ledger,
    minutes,
    machine,
    organisation,
  }: Pick<AgentModel, 'ledger' | 'minutes' | 'machine' | 'organisation'>,
  t: Translate,
): PromptText => {
  const { request, covers } = prompt;
  const name = firstName(request.csrName);
  const kind = kindOf(covers);
  const heading = t(`ask.${kind}.heading`, { name });
  const longest = longestOf(request.minutes, covers);
  const other = ledgerGrants(ledger).find(
    (grant) => grant.capability === 'input.control' && grant.csrId !== request.csrId,
  );
  const fact = (icon: string, text: string, change = ''): Fact => ({ icon, text, change });
  const facts = [
    ...(request.guestOf === undefined ? [] : [fact('person', t('ask.outside', { organisation }))]),
    fact('yes', t(`ask.${kind}.can`, { name })),
    fact('no', t(`ask.${kind}.cannot`, { name })),
    fact('screen', t('ask.screens')),
    ...(other && covers.includes('input.control')
      ? [fact('no', t('ask.replaces', { name: firstName(other.csrName) }))]
      : []),
    fact('hand', t('ask.scam')),
    // Last, so that the row of durations opens right under it.
    fact(
      'clock',
      minutes === null ? t('ask.untilStopped') : t('ask.minutes', { count: minutes }),
      durationsUpTo(longest).length > 1 ? t('ask.change') : '',
    ),
  ];
  const belonging = belongingOf({ organisation }, request.guestOf, t);
  const words = [machine, request.csrName, belonging, heading, ...facts.map((f) => f.text)].join('\n');
  return { heading, facts, longest, words };
};
