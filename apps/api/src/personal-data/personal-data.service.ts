import { Inject, Injectable } from '@nestjs/common';
import {
  type CustomerParts,
  type ErasedCustomers,
  type eraseCustomersBody,
  type exportCustomersBody,
  MOST_CUSTOMERS,
  type PersonalData,
  type PersonalDataFile,
} from '@relevo/contracts';
import { type ConversationEvent, eventsAbout, type SessionEvent, writtenBy } from '@relevo/domain';
import type { z } from 'zod';
import { PasswordAgain } from '../accounts/password-again';
import { actorOf, recordChange } from '../audit/audit.queries';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { SitePolicyService } from '../site/site-policy.service';
import { erasePerson, readAll } from '../streams/erase/erase-person';
import { LogService } from '../streams/log/log.service';
import { currentSession } from '../streams/log/member';
import type { StreamEntry } from '../streams/log/stream-entry';
import { customersNamed } from './personal-data.queries';

type Part = z.output<typeof exportCustomersBody>['parts'][number];

/** What is known of one customer: finding it, handing it over and erasing it. */
@Injectable()
export class PersonalDataService {
  constructor(
    private readonly database: Database,
    private readonly log: LogService,
    private readonly passwords: PasswordAgain,
    private readonly policy: SitePolicyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async find(name: string): Promise<CustomerParts> {
    const parts = await customersNamed(this.log.db, name, MOST_CUSTOMERS + 1);
    return { parts: parts.slice(0, MOST_CUSTOMERS), more: parts.length > MOST_CUSTOMERS };
  }

  /** @throws ApiError NOT_FOUND for somebody who is no customer of that session */
  async export(
    who: AccountPrincipal,
    { parts }: z.output<typeof exportCustomersBody>,
  ): Promise<PersonalDataFile> {
    const at = this.clock.now();
    const sessions: PersonalData[] = [];
    for (const part of parts) sessions.push(await this.dataOf(part));
    for (const { sessionId, number } of sessions)
      await this.record(who, sessionId, number, 'customer.exported');
    return { organisation: this.policy.current().organisation, at, sessions };
  }

  /** Only of sessions that are over. @throws ApiError WRONG_PASSWORD, NOT_FOUND, SESSION_NOT_OVER; nothing is erased then */
  async erase(
    who: AccountPrincipal,
    { parts, password }: z.output<typeof eraseCustomersBody>,
  ): Promise<ErasedCustomers> {
    await this.passwords.check(who.accountId, password);
    const sessions = await Promise.all(parts.map((part) => this.sessionOf(part)));
    if (sessions.some(({ state }) => state.phase !== 'ended')) throw refused('SESSION_NOT_OVER');
    const gone = { sessions: 0, lines: 0 };
    for (const [n, { sessionId, participantId }] of parts.entries()) {
      const { lines, namings } = await erasePerson(this.log, sessionId, participantId, this.clock.now());
      gone.lines += lines;
      gone.sessions += Number(lines + namings > 0);
      await this.record(who, sessionId, sessions[n]?.state.number ?? '', 'customer.erased');
    }
    return gone;
  }

  private async dataOf({ sessionId, participantId }: Part): Promise<PersonalData> {
    const session = await this.sessionOf({ sessionId, participantId });
    const events = await readAll<SessionEvent>(this.log, sessionId);
    const talk = await readAll<ConversationEvent>(this.log, session.state.conversationId);
    return {
      sessionId,
      participantId,
      number: session.state.number,
      name: session.state.participants[participantId]?.name ?? '',
      events: eventsAbout(session.state, events, participantId).map(({ seq, at, type, data }) => ({
        seq,
        at,
        type,
        data: { ...data },
      })),
      lines: writtenBy(talk, participantId).map(({ seq, at, data }) => ({ seq, at, text: data.text })),
    };
  }

  private async sessionOf({ sessionId, participantId }: Part): Promise<StreamEntry> {
    const session = await currentSession(this.log, sessionId);
    if (session.state.participants[participantId]?.kind !== 'customer') throw new ApiError('NOT_FOUND');
    return session;
  }

  /** By the number of the session: a name in the record of changes would outlive its erasure. */
  private async record(
    who: AccountPrincipal,
    sessionId: string,
    number: string,
    action: 'customer.exported' | 'customer.erased',
  ): Promise<void> {
    const subject = { id: sessionId, name: number };
    const at = new Date(this.clock.now());
    await recordChange(this.database.manager, { at, actor: actorOf(who), subject, action });
  }
}
