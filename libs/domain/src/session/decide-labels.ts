import { isRefusal, refuse } from '../shared/refusal';
import { chooseLabels, type LabelChoice, type Labels, NO_LISTS, standardType } from '../site/start-lists';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { may } from './may';
import type { SessionState } from './state';

const NOTHING: LabelChoice = { typeId: null, code: null, customerName: '' };

const sameLabels = (one: Labels | undefined, other: Labels): boolean =>
  one?.sessionType?.id === other.sessionType?.id && one?.trackingCode?.code === other.trackingCode?.code;

/** The events that a choice becomes: what is for reports, and the name apart from it, so that it can be erased alone. */
const labelled = (
  state: SessionState,
  choice: LabelChoice,
  by: string | null,
  context: DecideContext,
): SessionDecision => {
  const labels = chooseLabels(choice, context.lists ?? NO_LISTS, state.labels);
  if (isRefusal(labels)) return labels;
  const changed = by !== null || !sameLabels(state.labels, labels);
  const renamed = choice.customerName !== (state.expectedCustomer ?? '');
  return [
    ...(changed ? [happened(context, 'session.labelled', { ...labels, by })] : []),
    ...(renamed ? [happened(context, 'customer.expected', { name: choice.customerName })] : []),
  ];
};

/**
 * What a new session is (W7): the standard type when nothing was chosen.
 * @param by name of the API key that starts it in its owner's name; null = they do it themselves (W4)
 */
export const labelNew = (
  state: SessionState,
  given: LabelChoice | undefined,
  by: string | null,
  context: DecideContext,
): SessionDecision => {
  const choice = given ?? NOTHING;
  const typeId = choice.typeId ?? standardType(context.lists ?? NO_LISTS)?.id ?? null;
  return labelled(state, { ...choice, typeId }, by, context);
};

/** The owner says what the session is after all; the same again is nothing to do. */
export const decideLabels = (
  state: SessionState,
  choice: LabelChoice,
  context: DecideContext,
): SessionDecision => {
  const verdict = may(state, asker(context), 'session.label', context);
  return verdict ? refuse(verdict) : labelled(state, choice, null, context);
};
