import { Inject, Injectable } from '@nestjs/common';
import { type DeviceCredential, type InvitePreview, type joinBody, joinTranscript } from '@relevo/contracts';
import {
  type Actor,
  decideSession,
  inviteVerdict,
  isRefusal,
  ownerOf,
  type RefusalCode,
  staleInviteTried,
} from '@relevo/domain';
import type { z } from 'zod';
import { andAttach } from '../devices/attaching';
import { type Entering, EntrancesService } from '../devices/entrances.service';
import { CLOCK, type Clock } from '../platform/clock';
import { isUniqueViolation } from '../platform/database/unique-violation';
import { ApiError, refused } from '../platform/errors/api-error';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { SitePolicyService } from '../site/site-policy.service';
import { SessionChanges } from '../streams/log/session-changes';
import { inviteNotFound, ProofsService, type ProvenInvite } from './proofs.service';

/** What somebody may go on trying with a stale link before the log stops noting each time. */
export const STALE: Limit = { name: 'invites:stale', points: 10, seconds: 60 };

/** Refusals whose true reason the holder of a token hears, with their status when it is not the usual one. */
const TRUE_REASONS: Partial<Record<RefusalCode, number | undefined>> = {
  SESSION_NOT_STARTED: 409,
  SESSION_PARKED: 409,
  SESSION_ENDED: 410,
  INVITE_USED: 410,
  INVITE_EXPIRED: 410,
  INVITE_REVOKED: 410,
  INVITE_FOR_COLLEAGUE: 409,
};

export type Joining = Omit<z.output<typeof joinBody>, 'proof'>;

/** What the holder of an invite can do: look, come in, or say that the call was unexpected. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly proofs: ProofsService,
    private readonly entrances: EntrancesService,
    private readonly changes: SessionChanges,
    private readonly policies: SitePolicyService,
    private readonly limits: RateLimits,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Who is calling. Does not use the invite up. */
  async preview(proof: unknown, address: string): Promise<InvitePreview> {
    const proven = await this.proofs.prove(proof, address);
    const { state } = proven.session;
    const verdict = inviteVerdict(state, proven.inviteId, this.clock.now());
    if (verdict) throw await this.refusal(proven, verdict);
    const invite = state.invites[proven.inviteId];
    const caller = invite && state.participants[invite.createdBy];
    return {
      organisation: state.organisation,
      csrName: (caller ?? ownerOf(state))?.name ?? '',
      subject: state.subject,
      expiresAt: invite?.expiresAt ?? 0,
    };
  }

  /**
   * Uses the invite up: its holder becomes a participant, with the device that asks, in one transaction. The same again,
   * after an answer that was lost, gives that device a fresh credential and changes nothing.
   */
  async join(shown: unknown, { signature, ...person }: Joining, address: string): Promise<DeviceCredential> {
    const proof = await this.proofs.read(shown, address);
    const { participantId, device } = person;
    const { deviceId, key } = device;
    const transcript = joinTranscript({ proof, participantId, deviceId, key });
    const entering = { device, transcript, signature };
    await this.entrances.prove(entering, address);
    return (
      (await this.entrances.again(entering)) ??
      this.enter(await this.proofs.find(proof, address), person, entering)
    );
  }

  private async enter(
    proven: ProvenInvite | undefined,
    { participantId, name, language, device }: Omit<Joining, 'signature'>,
    entering: Entering,
  ): Promise<DeviceCredential> {
    // Refused where it has just become true: the same request may have been on its way twice.
    const refuse = async (why: () => ApiError | Promise<ApiError>): Promise<DeviceCredential> => {
      const meanwhile = await this.entrances.again(entering);
      if (meanwhile) return meanwhile;
      throw await why();
    };
    if (!proven) return refuse(inviteNotFound);
    const { session, inviteId } = proven;
    const entrance = { sessionId: session.id, conversationId: session.state.conversationId, participantId };
    const { shown, keep } = this.entrances.first(entering, entrance);
    const data = { inviteId, participantId, name, language };
    try {
      const answer = await this.changes.apply({
        entry: session,
        session,
        decide: (state) => {
          const context = this.context({ kind: 'participant', participantId });
          const joined = decideSession(state, { type: 'participant.join', data }, context);
          return andAttach(state, joined, participantId, device, context);
        },
        work: keep,
      });
      if (isRefusal(answer)) return await refuse(() => this.refusal(proven, answer.refused));
    } catch (fault) {
      if (isUniqueViolation(fault, 'device_credentials_pk'))
        throw new ApiError('CONFLICT', 'the id is taken');
      throw fault;
    }
    return shown;
  }

  /** "I was called unexpectedly": ends the session and says why. */
  async report(proof: unknown, address: string): Promise<void> {
    const proven = await this.proofs.prove(proof, address);
    const { session, inviteId } = proven;
    const answer = await this.changes.apply({
      entry: session,
      session,
      decide: (state) => {
        const verdict = inviteVerdict(state, inviteId, this.clock.now());
        if (verdict && verdict !== 'SESSION_NOT_STARTED' && verdict !== 'SESSION_PARKED')
          return { refused: verdict };
        return decideSession(state, { type: 'session.report', data: { inviteId } }, this.context());
      },
    });
    if (isRefusal(answer)) throw await this.refusal(proven, answer.refused);
  }

  /** The true reason for the holder of a customer's or colleague's token, the uniform answer for everything else. */
  private async refusal({ session, inviteId, byToken }: ProvenInvite, code: RefusalCode): Promise<ApiError> {
    // Nor does anybody learn here that a link is for an expert.
    if (!byToken || session.state.invites[inviteId]?.csr?.expert) return inviteNotFound();
    if (!(code in TRUE_REASONS)) return refused(code);
    // The CSR hears that somebody tried; a limit keeps a script from filling the log.
    if (await this.limits.allows(STALE, inviteId)) {
      await this.changes.apply({
        entry: session,
        session,
        decide: (state) => staleInviteTried(state, inviteId, this.context()),
      });
    }
    return refused(code, { status: TRUE_REASONS[code] });
  }

  private context(actor: Actor = { kind: 'system' }) {
    return { now: this.clock.now(), actor, policy: this.policies.current() };
  }
}
