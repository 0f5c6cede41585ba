import type { SitePolicy } from '../session/policy';
import type { RefusalCode } from '../shared/refusal';

type Requirement = Pick<SitePolicy, 'requireTotp'>;

/**
 * Why a site may not begin to require a second step of everybody; null = it may. Whoever asks it of others knows that it
 * works, for they have one; taking the rule back is free.
 * @param ownStep whether the account that asks has a second step
 */
export const mayRequireTotp = (
  before: Requirement,
  after: Requirement,
  ownStep: boolean,
): RefusalCode | null =>
  after.requireTotp && !before.requireTotp && !ownStep ? 'SECOND_STEP_OWN_FIRST' : null;

/** Why nobody may turn their second step off here; null = they may. */
export const mayTurnStepOff = ({ requireTotp }: Requirement): RefusalCode | null =>
  requireTotp ? 'SECOND_STEP_REQUIRED' : null;
