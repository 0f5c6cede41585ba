import { Inject, Injectable } from '@nestjs/common';
import type { DeviceAuthenticator } from '../platform/access/authenticators';
import { CLOCK, type Clock } from '../platform/clock';
import type { DevicePrincipal } from '../platform/principal';
import { hashSecret } from '../platform/secret';
import { LogService } from '../streams/log/log.service';
import { findByCredential } from './devices.queries';

/** Knows devices by their credential. */
@Injectable()
export class DeviceAuthenticatorService implements DeviceAuthenticator {
  constructor(
    private readonly log: LogService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async authenticate(credential: string): Promise<DevicePrincipal | null> {
    return (await findByCredential(this.log.db, hashSecret(credential), this.clock.now())) ?? null;
  }
}
