import { randomInt } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { SessionView, startSessionBody } from '@relevo/contracts';
import {
  type Actor,
  csrOf,
  decideAll,
  decideSession,
  GENESIS,
  isRefusal,
  noSession,
  opened,
  type SessionCommand,
  type SessionState,
} from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { CLOCK, type Clock } from '../platform/clock';
import { isUniqueViolation } from '../platform/database/unique-violation';
import { ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { StartListsService } from '../site/lists/start-lists.service';
import { SitePolicyService } from '../site/site-policy.service';
import { LogService, type Work } from '../streams/log/log.service';
import { sessionOfMember } from '../streams/log/member';
import { SessionChanges } from '../streams/log/session-changes';
import { StreamEntry } from '../streams/log/stream-entry';
import { sessionsProjection } from './sessions.projection';
import { liveSessionsOf, recentSessionsOf, sessionOf } from './sessions.queries';

const RECENT = 30;
const ATTEMPTS = 5;

/** In whose name a server's command stands in the log: the CSR whom it is about, known there or just coming. */
const actorOf = (state: SessionState, { data }: SessionCommand): Actor => {
  if (!('accountId' in data)) return { kind: 'system' };
  const known = csrOf(state, data.accountId)?.id;
  const participantId = known ?? ('participantId' in data ? data.participantId : undefined);
  return participantId === undefined ? { kind: 'system' } : { kind: 'participant', participantId };
};

type StartBody = z.output<typeof startSessionBody>;

/** What belongs to a start: further commands of its owner, and rows of the same transaction. */
export interface WithStart {
  readonly commands: readonly SessionCommand[];
  readonly work: Work;
}

const ALONE: WithStart = { commands: [], work: async () => undefined };

/** Nine digits without a zero in front. They find a session; they open nothing. */
const newNumber = (): string => String(randomInt(100_000_000, 1_000_000_000));

/** Starting sessions, and the lists of them. */
@Injectable()
export class SessionsService implements OnModuleInit {
  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly policies: SitePolicyService,
    private readonly lists: StartListsService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.log.addProjection(sessionsProjection);
  }

  /**
   * Starts or prepares a session for this CSR. Pressed twice, it starts once: the second gets the same session.
   * @throws ApiError the domain's refusals, CONFLICT; whatever `more.work` throws, and then nothing has started
   */
  async start(who: AccountPrincipal, body: StartBody, more: WithStart = ALONE): Promise<SessionView> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.open(who, body, more);
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
    const { session, participantId } = await sessionOfMember(this.log, who, sessionId);
    const { number, conversationId, subject } = session.state;
    const owner = { participantId, accountId: who.accountId, name: who.name };
    const command = { type: 'session.start', data: { number, conversationId, owner, subject } } as const;
    const answer = await this.changes.apply({
      entry: session,
      session,
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

  /**
   * Gives a command that only the server makes, about a session that goes on.
   * @param check throws what forbids it in the newest state, beside the domain's own rules
   * @throws ApiError NOT_FOUND; the domain's refusals
   */
  async serve(
    sessionId: string,
    command: SessionCommand,
    check: (state: SessionState) => void = () => undefined,
  ): Promise<void> {
    const entry = await this.log.cache.get(sessionId);
    if (!entry) throw new ApiError('NOT_FOUND');
    const answer = await this.changes.apply({
      entry,
      session: entry,
      decide: (state) => {
        check(state);
        return decideSession(state, command, this.context(actorOf(state, command)));
      },
    });
    if (isRefusal(answer)) throw refused(answer.refused);
  }

  private async open(who: AccountPrincipal, body: StartBody, more: WithStart): Promise<void> {
    const { sessionId, subject, start, typeId, code, customerName } = body;
    if (await this.log.cache.get(sessionId)) return;
    const conversationId = uuid();
    const participantId = uuid();
    const context = this.context({ kind: 'participant', participantId });
    const data = {
      number: newNumber(),
      conversationId,
      subject,
      owner: { participantId, accountId: who.accountId, name: who.name },
      labels: { typeId, code, customerName },
      by: who.apiKey?.name,
    };
    const command: SessionCommand = start
      ? { type: 'session.start', data }
      : { type: 'session.prepare', data };
    const decision = decideAll(noSession(sessionId), [command, ...more.commands], context);
    if (isRefusal(decision)) throw refused(decision.refused);
    const row = (id: string, kind: 'session' | 'conversation') =>
      new StreamEntry({ id, kind, sessionId, version: 0, hash: GENESIS }, GENESIS);
    // `stale` means that the same id was started a moment ago; the caller then finds that session.
    await this.log.open(
      [
        { entry: row(sessionId, 'session'), events: decision },
        { entry: row(conversationId, 'conversation'), events: [opened(sessionId, context)] },
      ],
      more.work,
    );
  }

  private context(actor: Actor) {
    const lists = this.lists.current();
    return { now: this.clock.now(), actor, policy: this.policies.current(), lists };
  }
}
