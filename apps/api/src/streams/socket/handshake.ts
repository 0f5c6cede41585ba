import { handshake, PROTOCOL_VERSION } from '@relevo/contracts';
import { z } from 'zod';
import { ApiError } from '../../platform/errors/api-error';
import { errorBodyOf, toApiError } from '../../platform/errors/to-api-error';

const versioned = z.looseObject({ v: z.int() });

/**
 * Reads what a socket shows at its handshake. Another version is named as such, whatever else it may have sent.
 * @throws ApiError PROTOCOL_VERSION, BAD_REQUEST
 */
export const readHandshake = (shown: unknown): z.infer<typeof handshake> => {
  const version = versioned.safeParse(shown);
  if (version.success && version.data.v !== PROTOCOL_VERSION)
    throw new ApiError('PROTOCOL_VERSION', `this server speaks version ${PROTOCOL_VERSION}`);
  const parsed = handshake.safeParse(shown);
  if (!parsed.success) throw new ApiError('BAD_REQUEST', 'the handshake does not fit the contract');
  return parsed.data;
};

/** A refusal in the form that Socket.IO hands to the client: `error.data` is our error body. */
export const handshakeError = (fault: unknown): Error => {
  const error = toApiError(fault);
  return Object.assign(new Error(error.code), { data: errorBodyOf(error) });
};
