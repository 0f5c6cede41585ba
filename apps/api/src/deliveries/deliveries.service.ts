import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { InvitePreviewMessage, Language, previewInviteBody, SendInviteBody } from '@relevo/contracts';
import {
  decideSession,
  type Invite,
  invitedAs,
  isRefusal,
  may,
  type SessionState,
  sendVerdict,
} from '@relevo/domain';
import { type Message, renderMail, renderSms } from '@relevo/i18n';
import type { z } from 'zod';
import { InvitesService } from '../invites/invites.service';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { ApiError, refused } from '../platform/errors/api-error';
import { type Attempt, JobFailure } from '../platform/jobs/job-kind';
import { JobRunner } from '../platform/jobs/job-runner';
import { Jobs } from '../platform/jobs/jobs.service';
import type { AccountPrincipal } from '../platform/principal';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { hiddenAddress } from '../platform/secret';
import { Post } from '../post/post.service';
import { PostSettings } from '../post/post-settings.service';
import { SessionsService } from '../sessions/sessions.service';
import { SiteLook } from '../site/look/site-look.service';
import { SitePolicyService } from '../site/site-policy.service';
import { LogService } from '../streams/log/log.service';
import { sessionOfMember } from '../streams/log/member';
import { SessionChanges } from '../streams/log/session-changes';
import { DELIVERY, type DeliveryPayload, failureOf } from './delivery.job';

/** By one CSR. */
const BY_CSR: Limit = { name: 'deliveries:csr', points: 20, seconds: 600 };
/** To one address, by whomever. */
const TO_ADDRESS: Limit = { name: 'deliveries:address', points: 5, seconds: 3600 };
/** From the whole site: nobody makes a mail cannon of it. */
const FROM_SITE: Limit = { name: 'deliveries:site', points: 300, seconds: 3600 };

/** What the link of an invite is sent with. */
const MESSAGES = { customer: 'invite', csr: 'colleague', expert: 'expert' } as const;

/** Sends the links of invites, by jobs (W11). */
@Injectable()
export class DeliveriesService implements OnModuleInit {
  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly sessions: SessionsService,
    private readonly invites: InvitesService,
    private readonly policies: SitePolicyService,
    private readonly look: SiteLook,
    private readonly settings: PostSettings,
    private readonly post: Post,
    private readonly jobs: Jobs,
    private readonly runner: JobRunner,
    private readonly limits: RateLimits,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onModuleInit(): void {
    this.runner.handle(DELIVERY, {
      run: (payload, attempt) => this.deliver(payload, attempt),
      gaveUp: (payload, reason, jobId) => this.tell(payload, jobId, failureOf(reason)),
    });
  }

  /** @throws ApiError MAIL_OFF, SMS_OFF, TOO_MANY_REQUESTS; the domain's refusals */
  async send(
    who: AccountPrincipal,
    sessionId: string,
    inviteId: string,
    { deliveryId, channel, to, language }: SendInviteBody,
  ): Promise<void> {
    const { session, participantId } = await this.open(who, sessionId);
    if (!(await this.settings.channels())[channel])
      throw new ApiError(channel === 'email' ? 'MAIL_OFF' : 'SMS_OFF');
    await this.limits.consume(BY_CSR, who.accountId);
    await this.limits.consume(TO_ADDRESS, hiddenAddress(to, this.config.siteSecret));
    await this.limits.consume(FROM_SITE, 'site');
    const payload = { sessionId, inviteId, channel, to, language, by: who.name };
    const job = this.jobs.prepare(DELIVERY, payload, deliveryId);
    const answer = await this.changes.apply({
      entry: session,
      session,
      decide: (state) =>
        decideSession(
          state,
          { type: 'invite.send', data: { inviteId, deliveryId, channel, to } },
          {
            now: this.clock.now(),
            actor: { kind: 'participant', participantId },
            policy: this.policies.current(),
          },
        ),
      work: (db) => this.jobs.write((text, values) => db.query({ text, values }), job),
    });
    if (isRefusal(answer)) throw refused(answer.refused);
    await this.jobs.handOver(job);
  }

  /** What would be sent, with a link that works, for whoever sends it themselves. @throws ApiError the domain's refusals */
  async message(
    who: AccountPrincipal,
    sessionId: string,
    inviteId: string,
    { channel, language }: z.infer<typeof previewInviteBody>,
  ): Promise<InvitePreviewMessage> {
    const { session, participantId } = await this.open(who, sessionId);
    const { state } = session;
    if (state.participants[participantId]?.status !== 'joined') throw refused('NOT_IN_SESSION');
    const invite = state.invites[inviteId];
    if (!invite) throw refused('INVITE_UNKNOWN');
    const mayNot =
      invite.csr?.expert && may(state, participantId, 'expert.invite', { now: this.clock.now() });
    if (mayNot) throw refused(mayNot);
    const verdict = sendVerdict(state, invite, this.clock.now());
    if (verdict) throw refused(verdict);
    await this.limits.consume(BY_CSR, who.accountId);
    const message = await this.messageWithLink(state, invite, who.name);
    const sender = this.look.sender(state.organisation, language);
    const { subject, text, html } = renderMail(message, sender);
    return channel === 'email'
      ? { subject, text, html }
      : { subject, text: renderSms(message, sender), html: null };
  }

  /** How the mail looks, with an example in place of the link. @throws ApiError NOT_FOUND, INVITE_UNKNOWN */
  async page(
    who: AccountPrincipal,
    sessionId: string,
    inviteId: string,
    language: Language,
  ): Promise<string> {
    const { session } = await this.open(who, sessionId);
    const invite = session.state.invites[inviteId];
    if (!invite) throw refused('INVITE_UNKNOWN');
    const message = this.messageOf(session.state, invite, who.name, this.invites.linkOf(invite.csr, '…'));
    return renderMail(message, this.look.sender(session.state.organisation, language)).html;
  }

  private async deliver(payload: DeliveryPayload, attempt: Attempt): Promise<void> {
    const { sessionId, inviteId, channel, to, language, by } = payload;
    const session = await this.log.cache.get(sessionId);
    if (!session) throw new JobFailure('over', true);
    await this.log.catchUp(session);
    const { state } = session;
    const invite = state.invites[inviteId];
    const delivery = invite?.deliveries?.find(({ id }) => id === attempt.jobId);
    // Sent already: the process died before it could write that down.
    if (delivery && delivery.status !== 'queued') return;
    const verdict = invite && sendVerdict(state, { ...invite, deliveries: [] }, this.clock.now());
    if (!invite || verdict) throw new JobFailure('over', true);
    const message = await this.messageWithLink(state, invite, by);
    const sender = this.look.sender(state.organisation, language);
    await this.post.inJob(
      (id) =>
        channel === 'email'
          ? this.post.mail(to, message, sender, id)
          : this.post.text(to, message, sender, id, attempt.signal),
      attempt,
    );
    await this.tell(payload, attempt.jobId, null);
  }

  private async tell(
    { sessionId, inviteId }: DeliveryPayload,
    deliveryId: string,
    failure: ReturnType<typeof failureOf> | null,
  ): Promise<void> {
    await this.sessions.serve(sessionId, {
      type: 'invite.sendEnded',
      data: { inviteId, deliveryId, failure },
    });
  }

  private async messageWithLink(state: SessionState, invite: Invite, by: string): Promise<Message> {
    return this.messageOf(state, invite, by, await this.invites.furtherLink(invite));
  }

  private messageOf(state: SessionState, invite: Invite, by: string, link: string): Message {
    return {
      kind: MESSAGES[invitedAs(invite.csr)],
      by,
      about: state.subject,
      link,
      minutes: Math.max(1, Math.floor((invite.expiresAt - this.clock.now()) / 60_000)),
    };
  }

  private async open(who: AccountPrincipal, sessionId: string): ReturnType<typeof sessionOfMember> {
    const opened = await sessionOfMember(this.log, who, sessionId);
    await this.log.catchUp(opened.session);
    return opened;
  }
}
