import type { RefusalCode } from '../shared/refusal';
import type { AbilityCommand, SessionCommandType } from './commands';
import type { Participant } from './state';

/** What the owner of a session can allow an outside expert, beside the chat. To control is also to see. */
export const EXPERT_RIGHTS = ['screen.view', 'input.control', 'notes'] as const;
export type ExpertRight = (typeof EXPERT_RIGHTS)[number];

/** A CSR from outside, for one session: whose guest they are, and what they were allowed. */
export interface ExpertPart {
  readonly by: string;
  readonly rights: readonly ExpertRight[];
}

/** The rights as they are kept: each once, in one order, and sight with control. */
export const tidiedRights = (rights: readonly ExpertRight[]): ExpertRight[] =>
  EXPERT_RIGHTS.filter(
    (right) => rights.includes(right) || (right === 'screen.view' && rights.includes('input.control')),
  );

/** What every expert may: talk, leave, and let go of what is their own. What is asked for is ruled by its capability. */
const ALWAYS: ReadonlySet<string> = new Set<AbilityCommand | SessionCommandType>([
  'participant.leave',
  'message.post',
  'grant.request',
  'grant.withdraw',
  'grant.stop',
]);

/** What needs a right. A link to the customer's computer, which tells addresses, is for those who may see it. */
const WITH_RIGHT: Partial<Record<AbilityCommand | SessionCommandType, ExpertRight>> = {
  'screen.view': 'screen.view',
  'input.control': 'input.control',
  'note.save': 'notes',
  'csr.presentKey': 'screen.view',
  'safety.confirm': 'screen.view',
  'safety.deny': 'screen.view',
};

/** Whether somebody holds a right: all who work here do, an expert what the owner ticked. */
export const holdsRight = ({ expert }: Participant, right: ExpertRight): boolean =>
  expert === undefined || expert.rights.includes(right);

/**
 * Whether somebody may be an end of a peer link, which tells addresses: a customer or CSR who is here; an expert only when they may see
 * the customer's computer, and have shown the key by which the other end knows them.
 */
export const mayHaveLink = (who: Participant | undefined): who is Participant =>
  who?.status === 'joined' &&
  holdsRight(who, 'screen.view') &&
  (!who.expert || who.keyThumbprint !== undefined);

/** Why an expert may not do something; `null` = nothing speaks against it, or they are none. What is not named here they may not (W39, SEC-A2). */
export const expertVerdict = (
  who: Participant,
  command: AbilityCommand | SessionCommandType,
): RefusalCode | null => {
  if (!who.expert || ALWAYS.has(command)) return null;
  const right = WITH_RIGHT[command];
  if (!right) return 'EXPERT_CANNOT';
  return holdsRight(who, right) ? null : 'RIGHT_NOT_GIVEN';
};
