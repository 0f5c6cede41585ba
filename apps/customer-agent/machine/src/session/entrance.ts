import { hostname, userInfo } from 'node:os';
import {
  ApiFailure,
  attachAgent,
  joinSession,
  newId,
  type RestClient,
  type SigningKey,
} from '@relevo/client';
import {
  type DeviceCredential,
  type Language,
  type NewDevice,
  PROTOCOL_VERSION,
  personName,
} from '@relevo/contracts';
import type { Capability } from '@relevo/domain';
import type { Invitation } from './invitation';

/** Whom the customer would let in: shown before anything is attached. */
export interface Caller {
  readonly organisation: string;
  readonly csrName: string;
  /** '' = this machine would be the first device of the session. */
  readonly customerName: string;
}

/** A way into a session that was looked at, but not taken yet. */
export interface Entrance {
  readonly caller: Caller;
  /** Takes it: attaches this machine, or joins with it as the first device. Throws `ApiFailure`. */
  enter(device: NewDevice, key: SigningKey, language: Language): Promise<DeviceCredential>;
}

const readable = (name: string, otherwise: string): string => {
  const parsed = personName.safeParse(name.slice(0, 80));
  return parsed.success ? parsed.data : otherwise;
};

/** This computer's name, as people know it. */
export const machineName = (): string => readable(hostname(), 'computer');

const byInvite = async (rest: RestClient, proof: { token: string } | { code: string }): Promise<Entrance> => {
  const { organisation, csrName } = await rest.previewInvite({ proof });
  return {
    caller: { organisation, csrName, customerName: '' },
    enter: (device, key, language) =>
      joinSession(rest, key, {
        proof,
        participantId: newId(),
        name: readable(userInfo().username, machineName()),
        language,
        device,
      }),
  };
};

const byDeviceCode = async (rest: RestClient, code: string): Promise<Entrance> => ({
  caller: await rest.previewDevice({ code }),
  enter: (device, key) => attachAgent(rest, key, { code, device }),
});

/** A server of another version is told from ours before anything is asked or told: nothing it says could be understood. */
const checkVersion = async (rest: RestClient): Promise<void> => {
  const { protocol } = await rest.site();
  if (protocol !== PROTOCOL_VERSION)
    throw new ApiFailure({ code: 'PROTOCOL_VERSION', message: `the server speaks ${protocol}` }, 0);
};

/** Looks who is behind a code or link. A code is the page's for this machine, or that of an unused invite. */
export const findEntrance = async (rest: RestClient, invitation: Invitation): Promise<Entrance> => {
  await checkVersion(rest);
  if ('token' in invitation) return byInvite(rest, { token: invitation.token });
  const { code } = invitation;
  try {
    return await byDeviceCode(rest, code);
  } catch (error) {
    if (!(error instanceof ApiFailure) || error.status !== 404) throw error;
    return byInvite(rest, { code });
  }
};

/** How this machine introduces itself: only with what really works here. */
export const introduction = (deviceId: string, key: SigningKey, can: readonly Capability[]): NewDevice => ({
  deviceId,
  kind: 'machine',
  name: machineName(),
  key: key.publicKey,
  can: [...can],
});
