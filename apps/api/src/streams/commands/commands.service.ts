import { Inject, Injectable } from '@nestjs/common';
import type { CommandEnvelope, CommandResult } from '@relevo/contracts';
import {
  type Actor,
  type ConversationCommand,
  decideConversation,
  decideSession,
  isRefusal,
  type SessionCommand,
  type SessionState,
} from '@relevo/domain';
import { SignInsService } from '../../accounts/sign-ins.service';
import { CLOCK, type Clock } from '../../platform/clock';
import { ApiError, refused } from '../../platform/errors/api-error';
import type { Principal } from '../../platform/principal';
import { StartListsService } from '../../site/lists/start-lists.service';
import { SitePolicyService } from '../../site/site-policy.service';
import { LogService } from '../log/log.service';
import { memberOf } from '../log/member';
import { SessionChanges } from '../log/session-changes';
import type { StreamEntry } from '../log/stream-entry';
import { StreamMetrics } from '../stream-metrics';
import { proveReport } from './device-report';

/** Takes commands from people and devices, by socket or REST alike. */
@Injectable()
export class CommandsService {
  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly policies: SitePolicyService,
    private readonly lists: StartListsService,
    private readonly signIns: SignInsService,
    private readonly metrics: StreamMetrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Decides a command and appends what follows. Resolves after the commit.
   * @throws ApiError with the reason of a refusal; NOT_FOUND for streams in which the sender has no part
   */
  give(who: Principal, envelope: CommandEnvelope): Promise<CommandResult> {
    return this.metrics.command(() => this.append(who, envelope));
  }

  private async append(who: Principal, envelope: CommandEnvelope): Promise<CommandResult> {
    const { entry, session, participant } = await this.place(who, envelope.stream);
    if ((envelope.type === 'message.post') !== (entry.kind === 'conversation'))
      throw new ApiError('BAD_REQUEST', `${envelope.type} is not for a ${entry.kind}`);
    const decide = await this.decision(envelope, session, participant);
    if (who.kind === 'account' && envelope.type === 'csr.presentKey') {
      if (isRefusal(decide(session.state))) await this.log.catchUp(session);
      // Before it counts: what this key holds must be known to be held when it is given. What is refused is not noted.
      if (!isRefusal(decide(session.state))) await this.signIns.noteKey(who, envelope.data.thumbprint);
    }
    const { type, data, commandId } = envelope;
    const answer = await this.changes.apply({
      entry,
      session,
      command: { participant, commandId, content: [type, data] },
      decide,
    });
    if (isRefusal(answer)) throw refused(answer.refused);
    return { stream: entry.id, seq: answer.seq };
  }

  private async place(who: Principal, stream: string) {
    const entry = await this.log.cache.get(stream);
    const session = entry && (entry.kind === 'session' ? entry : await this.log.cache.get(entry.sessionId));
    if (!entry || !session) throw new ApiError('NOT_FOUND');
    const participant = await this.member(session, who);
    if (!participant) throw new ApiError('NOT_FOUND');
    return { entry, session, participant };
  }

  /** The sender's part; looks again at the newest state before it says that there is none. */
  private async member(session: StreamEntry, who: Principal): Promise<string | undefined> {
    const known = memberOf(session.state, who);
    if (known) return known;
    await this.log.catchUp(session);
    return memberOf(session.state, who);
  }

  private async decision(envelope: CommandEnvelope, session: StreamEntry, participantId: string) {
    const policy = this.policies.current();
    const lists = this.lists.current();
    const context = (actor: Actor) => ({ now: this.clock.now(), actor, policy, lists });
    if (envelope.type === 'message.post') {
      const command: ConversationCommand = { type: envelope.type, data: envelope.data };
      return (state: SessionState) =>
        decideConversation(state, command, context({ kind: 'participant', participantId }));
    }
    if (envelope.type === 'device.report') {
      const { report } = envelope.data;
      if (!session.state.devices[report.deviceId]) await this.log.catchUp(session);
      const command = await proveReport(session.state, report);
      const owner = session.state.devices[report.deviceId]?.participantId ?? participantId;
      return (state: SessionState) =>
        decideSession(
          state,
          command,
          context({ kind: 'device', participantId: owner, deviceId: report.deviceId }),
        );
    }
    const command = { type: envelope.type, data: envelope.data } as SessionCommand;
    return (state: SessionState) =>
      decideSession(state, command, context({ kind: 'participant', participantId }));
  }
}
