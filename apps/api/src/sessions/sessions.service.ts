import { randomInt } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { SessionView, startSessionBody } from '@relevo/contracts';
import {
  type Actor,
  decideSession,
  GENESIS,
  isRefusal,
  noSession,
  opened,
  type SessionCommand,
} from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { CLOCK, type Clock } from '../platform/clock';
import { isUniqueViolation } from '../platform/database/unique-violation';
import { ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { SitePolicyService } from '../site/site-policy.service';
import { LogService } from '../streams/log/log.service';
import { memberOf } from '../streams/log/member';
import { SessionChanges } from '../streams/log/session-changes';
import { StreamEntry } from '../streams/log/stream-entry';
import { sessionsProjection } from './sessions.projection';
import { liveSessionsOf, recentSessionsOf, sessionOf } from './sessions.queries';

const RECENT = 30;
const ATTEMPTS = 5;

type StartBody = z.output<typeof startSessionBody>;

/** Nine digits without a zero in front. They find a session; they open nothing. */
const newNumber = (): string => String(randomInt(100_000_000, 1_000_000_000));

/** Starting sessions, and the lists of them. */
@Injectable()
export class SessionsService implements OnModuleInit {
  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly policies: SitePolicyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.log.addProjection(sessionsProjection);
  }

  /** Starts or prepares a session for this CSR. Pressed twice, it starts once: the second gets the same session. */
  async start(who: AccountPrincipal, body: StartBody): Promise<SessionView> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.open(who, body);
        break;
      } catch (fault) {
        // Somebody has this number already: another one is taken.
        if (attempt === ATTEMPTS || !isUniqueViolation(fault, 'sessions_live_number')) throw fault;
      }
    }
    const view = await sessionOf(this.log.db, who.accountId, body.sessionId);
    // The id is another person's session: it is not theirs to see.
    if (!view) throw new ApiError('CONFLICT', 'the id is taken');
    return view;
  }

  /** Starts a prepared session (W2). */
  async startPrepared(who: AccountPrincipal, sessionId: string): Promise<SessionView> {
    const entry = await this.log.cache.get(sessionId);
    const participantId = entry && memberOf(entry.state, who);
    if (!entry || !participantId) throw new ApiError('NOT_FOUND');
    const { number, conversationId, subject } = entry.state;
    const owner = { participantId, accountId: who.accountId, name: who.name };
    const command = { type: 'session.start', data: { number, conversationId, owner, subject } } as const;
    const answer = await this.changes.apply({
      entry,
      session: entry,
      decide: (state) => decideSession(state, command, this.context({ kind: 'participant', participantId })),
    });
    if (isRefusal(answer)) throw refused(answer.refused);
    return this.view(who, sessionId);
  }

  async view(who: AccountPrincipal, sessionId: string): Promise<SessionView> {
    const view = await sessionOf(this.log.db, who.accountId, sessionId);
    if (!view) throw new ApiError('NOT_FOUND');
    return view;
  }

  async list(who: AccountPrincipal, state: 'live' | 'recent' | undefined): Promise<SessionView[]> {
    const live = state === 'recent' ? [] : await liveSessionsOf(this.log.db, who.accountId);
    const recent = state === 'live' ? [] : await recentSessionsOf(this.log.db, who.accountId, RECENT);
    return [...live, ...recent];
  }

  private async open(who: AccountPrincipal, { sessionId, subject, start }: StartBody): Promise<void> {
    if (await this.log.cache.get(sessionId)) return;
    const conversationId = uuid();
    const participantId = uuid();
    const context = this.context({ kind: 'participant', participantId });
    const data = {
      number: newNumber(),
      conversationId,
      subject,
      owner: { participantId, accountId: who.accountId, name: who.name },
    };
    const command: SessionCommand = start
      ? { type: 'session.start', data }
      : { type: 'session.prepare', data };
    const decision = decideSession(noSession(sessionId), command, context);
    if (isRefusal(decision)) throw refused(decision.refused);
    const row = (id: string, kind: 'session' | 'conversation') =>
      new StreamEntry({ id, kind, sessionId, version: 0, hash: GENESIS }, GENESIS);
    // `stale` means that the same id was started a moment ago; the caller then finds that session.
    await this.log.open([
      { entry: row(sessionId, 'session'), events: decision },
      { entry: row(conversationId, 'conversation'), events: [opened(sessionId, context)] },
    ]);
  }

  private context(actor: Actor) {
    return { now: this.clock.now(), actor, policy: this.policies.current() };
  }
}
