import { ApiError, refused } from '../errors/api-error';
import { type Permission, roleMay } from '../permissions';
import type { AccountPrincipal, Principal } from '../principal';
import type { RestrictedAccess } from './marks';

/** SEC-A3: a key does what its scopes name and nothing else, and that only while the role may. */
const keyMay = ({ apiKey }: AccountPrincipal, permission: Permission): boolean =>
  apiKey === undefined || (apiKey.scopes as readonly string[]).includes(permission);

/** W39, SEC-A2: what belongs to the one session of an expert, and the few doors that say so. */
const openToExperts = (access: RestrictedAccess): boolean =>
  access.by === 'participant' || (access.by === 'account' && access.experts === true);

const lacksStep = (who: Principal): boolean => who.kind === 'account' && who.secondStepMissing;

/**
 * Whether a handler is for somebody who is proven.
 * @throws ApiError FORBIDDEN, SECOND_STEP_REQUIRED
 */
export const checkAccess = (access: RestrictedAccess, who: Principal): void => {
  if (access.by !== 'participant' && access.by !== who.kind)
    throw new ApiError('FORBIDDEN', 'for another kind of caller');
  if (who.kind === 'account' && who.role === 'expert') {
    if (openToExperts(access)) return;
    throw new ApiError('FORBIDDEN', 'an expert from outside lacks what this is for');
  }
  if (lacksStep(who) && (access.by === 'device' || access.permission !== 'account.enter'))
    throw refused('SECOND_STEP_REQUIRED');
  if (who.kind === 'account' && access.by !== 'device' && !roleMay(who.role, access.permission))
    throw new ApiError('FORBIDDEN', `${who.role} lacks ${access.permission}`);
  if (who.kind === 'account' && access.by !== 'device' && !keyMay(who, access.permission))
    throw new ApiError('FORBIDDEN', `the key lacks ${access.permission}`);
};
