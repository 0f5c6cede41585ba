import {
  type AttachBody,
  attachTranscript,
  type DeviceCredential,
  inviteProof,
  type JoinBody,
  joinTranscript,
  spokenCode,
} from '@relevo/contracts';
import type { SigningKey } from '../keys/key';
import { Backoff } from '../sync/backoff';
import type { RestClient } from './client';
import { ApiFailure } from './failure';

/** Ways into a session. */
type Door = Pick<RestClient, 'join' | 'attachDevice'>;

/** So long an entrance is tried again by itself while no answer comes, in ms. */
const PATIENCE_MS = 20_000;

/**
 * Asks again while no answer comes: an entrance may have been counted although its answer was lost, and the same words
 * again are the same entrance.
 */
const untilAnswered = async <T>(ask: () => Promise<T>): Promise<T> => {
  const backoff = new Backoff(500, 4000, Math.random);
  const start = performance.now();
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const away = error instanceof ApiFailure && error.code === 'UNAVAILABLE';
      if (!away || performance.now() - start > PATIENCE_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, backoff.next()));
    }
  }
};

/**
 * Joins by an invite, as the device whose key this is. May be called again with the same ids and key after UNAVAILABLE: it
 * is the same join. Throws `ApiFailure`.
 */
export const joinSession = async (
  rest: Door,
  key: SigningKey,
  body: Omit<JoinBody, 'signature'>,
): Promise<DeviceCredential> => {
  const { participantId, device } = body;
  const proof = inviteProof.parse(body.proof);
  const words = joinTranscript({ proof, participantId, deviceId: device.deviceId, key: device.key });
  const signature = await key.sign(words);
  return untilAnswered(() => rest.join({ ...body, proof, signature }));
};

/** Attaches a machine agent by a device code; repeatable like `joinSession`. Throws `ApiFailure`. */
export const attachAgent = async (
  rest: Door,
  key: SigningKey,
  { code, device }: Omit<AttachBody, 'signature'>,
): Promise<DeviceCredential> => {
  const digits = spokenCode.parse(code);
  const words = attachTranscript({ code: digits, deviceId: device.deviceId, key: device.key });
  const signature = await key.sign(words);
  return untilAnswered(() => rest.attachDevice({ code: digits, device, signature }));
};
