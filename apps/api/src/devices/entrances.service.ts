import { Inject, Injectable } from '@nestjs/common';
import type { DeviceCredential, NewDevice } from '@relevo/contracts';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { ApiError } from '../platform/errors/api-error';
import { hashSecret, newSecret } from '../platform/secret';
import { signedBy } from '../streams/commands/device-signature';
import type { Queryable } from '../streams/log/log.queries';
import { LogService } from '../streams/log/log.service';
import { type Entrance, insertCredential, replaceCredential } from './devices.queries';
import { GuessLimits } from './guess-limits';
import { hashTranscript } from './secrets';

/** A device that wants to come in: what it signed, with the key that it shows. */
export interface Entering {
  readonly device: NewDevice;
  readonly transcript: string;
  readonly signature: string;
}

/** The credentials with which devices come back; a device whose answer was lost comes in again by signing the same. */
@Injectable()
export class EntrancesService {
  constructor(
    private readonly log: LogService,
    private readonly limits: GuessLimits,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Proves that a device holds its key. Says nothing of whether there is an entrance at all.
   * @throws ApiError SIGNATURE_WRONG, TOO_MANY_REQUESTS
   */
  async prove({ device, transcript, signature }: Entering, address: string): Promise<void> {
    await this.limits.signature(address);
    if (!(await signedBy(device.key, transcript, signature))) throw new ApiError('SIGNATURE_WRONG');
  }

  /**
   * A fresh credential for a proven device that came in by these very words before, and whose part is not over. Its earlier
   * one is worth nothing from now on.
   */
  async again({ device, transcript }: Entering): Promise<DeviceCredential | undefined> {
    const credential = newSecret();
    const entrance = await replaceCredential(
      this.log.db,
      device.deviceId,
      hashTranscript(transcript, this.config.siteSecret),
      hashSecret(credential),
    );
    return entrance && { credential, ...entrance, deviceId: device.deviceId };
  }

  /** The credential of a device that comes in now, and how it is kept in the transaction of the attaching. */
  first({ device, transcript }: Entering, entrance: Entrance) {
    const credential = newSecret();
    const shown: DeviceCredential = { credential, ...entrance, deviceId: device.deviceId };
    const keep = (db: Queryable): Promise<void> =>
      insertCredential(db, {
        ...entrance,
        deviceId: device.deviceId,
        deviceKind: device.kind,
        credentialHash: hashSecret(credential),
        entranceHash: hashTranscript(transcript, this.config.siteSecret),
        now: this.clock.now(),
      });
    return { shown, keep };
  }
}
