import { ApiError } from '../errors/api-error';
import { roleMay } from '../permissions';
import type { Principal } from '../principal';
import type { RestrictedAccess } from './marks';

/**
 * Whether a handler is for somebody who is proven.
 * @throws ApiError FORBIDDEN
 */
export const checkAccess = (access: RestrictedAccess, who: Principal): void => {
  if (access.by !== 'participant' && access.by !== who.kind)
    throw new ApiError('FORBIDDEN', 'for another kind of caller');
  if (who.kind === 'account' && access.by !== 'device' && !roleMay(who.role, access.permission))
    throw new ApiError('FORBIDDEN', `${who.role} lacks ${access.permission}`);
};
