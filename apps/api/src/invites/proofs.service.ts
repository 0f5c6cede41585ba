import { Inject, Injectable } from '@nestjs/common';
import { type InviteProof, inviteProof } from '@relevo/contracts';
import { GuessLimits } from '../devices/guess-limits';
import { hashCode } from '../devices/secrets';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { ApiError } from '../platform/errors/api-error';
import { hashSecret } from '../platform/secret';
import { LogService } from '../streams/log/log.service';
import type { StreamEntry } from '../streams/log/stream-entry';
import { findByCode, findByToken, type InvitePlace } from './invites.queries';

/** An invite whose secret was shown. */
export interface ProvenInvite {
  readonly inviteId: string;
  readonly session: StreamEntry;
  /** Shown by a right token: its holder hears the true reason of a refusal. */
  readonly byToken: boolean;
}

/** The one answer to everything but a right token (SEC-J2). */
export const inviteNotFound = (): ApiError => new ApiError('INVITE_NOT_FOUND', 'no such invite');

/** Finds the invite of a token or spoken code. */
@Injectable()
export class ProofsService {
  constructor(
    private readonly log: LogService,
    private readonly limits: GuessLimits,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @param shown what came in
   * @param address of the sender, for the limits
   * @throws ApiError INVITE_NOT_FOUND, TOO_MANY_REQUESTS
   */
  async prove(shown: unknown, address: string): Promise<ProvenInvite> {
    const proven = await this.find(await this.read(shown, address), address);
    if (!proven) throw inviteNotFound();
    return proven;
  }

  /** Reads a proof; anything malformed is a guess like a wrong code, of no code in particular. @throws ApiError INVITE_NOT_FOUND, TOO_MANY_REQUESTS */
  async read(shown: unknown, address: string): Promise<InviteProof> {
    const parsed = inviteProof.safeParse(shown);
    if (parsed.success) return parsed.data;
    await this.limits.malformed(address);
    throw inviteNotFound();
  }

  /** @throws ApiError TOO_MANY_REQUESTS */
  async find(proof: InviteProof, address: string): Promise<ProvenInvite | undefined> {
    const byToken = 'token' in proof;
    const place = byToken ? await this.byToken(proof.token, address) : await this.byCode(proof.code, address);
    const session = place && (await this.log.cache.get(place.sessionId));
    if (!session) return undefined;
    await this.log.catchUp(session);
    return { inviteId: place.inviteId, session, byToken };
  }

  private async byToken(token: string, address: string): Promise<InvitePlace | undefined> {
    await this.limits.token(address);
    return findByToken(this.log.db, hashSecret(token));
  }

  private async byCode(code: string, address: string): Promise<InvitePlace | undefined> {
    const hash = this.hash(code);
    await this.limits.code(address, hash);
    return findByCode(this.log.db, hash, this.clock.now());
  }

  private hash(code: string): Buffer {
    return hashCode('invite', code, this.config.siteSecret);
  }
}
