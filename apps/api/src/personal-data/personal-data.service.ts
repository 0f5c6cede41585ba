import { Inject, Injectable } from '@nestjs/common';
import {
  type AuditAction,
  type ChosenPart,
  type CustomerParts,
  type ErasedCustomers,
  type eraseCustomersBody,
  type exportCustomersBody,
  MOST_CUSTOMERS,
  type PersonalDataFile,
} from '@relevo/contracts';
import type { z } from 'zod';
import { PasswordAgain } from '../accounts/password-again';
import { actorOf, recordChange } from '../audit/audit.queries';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { ApiError, refused } from '../platform/errors/api-error';
import type { AccountPrincipal } from '../platform/principal';
import { WaitingDataService } from '../queues/tickets/waiting-data.service';
import { SitePolicyService } from '../site/site-policy.service';
import { eraseExpected } from '../streams/erase/erase-expected';
import { erasePerson, wasErased } from '../streams/erase/erase-person';
import { LogService } from '../streams/log/log.service';
import { currentSession } from '../streams/log/member';
import type { StreamEntry } from '../streams/log/stream-entry';
import { customersNamed, expectedNamed } from './personal-data.queries';
import { dataOfCustomer, dataOfExpected } from './session-data';

type InSession = Exclude<ChosenPart, { kind: 'waits' }>;

const inSessions = (parts: readonly ChosenPart[]): InSession[] =>
  parts.filter((part): part is InSession => part.kind !== 'waits');
const atQueues = (parts: readonly ChosenPart[]): string[] =>
  parts.flatMap((part) => (part.kind === 'waits' ? [part.ticketId] : []));

/** What is known of one customer: finding it, handing it over and erasing it. */
@Injectable()
export class PersonalDataService {
  constructor(
    private readonly database: Database,
    private readonly log: LogService,
    private readonly passwords: PasswordAgain,
    private readonly policy: SitePolicyService,
    private readonly waiting: WaitingDataService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The newest first, wherever they are known. */
  async find(name: string): Promise<CustomerParts> {
    const most = MOST_CUSTOMERS + 1;
    const found = await Promise.all([
      this.waiting.find(name, most),
      customersNamed(this.log.db, name, most),
      expectedNamed(this.log.db, name, most),
    ]);
    const parts = found.flat().sort((one, other) => other.at - one.at);
    return { parts: parts.slice(0, MOST_CUSTOMERS), more: parts.length > MOST_CUSTOMERS };
  }

  /** @throws ApiError NOT_FOUND for somebody who is no customer of that session; CUSTOMER_TAKEN, CUSTOMER_GONE for who waits no more */
  async export(
    who: AccountPrincipal,
    { parts }: z.output<typeof exportCustomersBody>,
  ): Promise<PersonalDataFile> {
    const file: PersonalDataFile = {
      organisation: this.policy.current().organisation,
      at: this.clock.now(),
      sessions: [],
      waiting: [],
    };
    for (const part of inSessions(parts)) {
      const session = await this.sessionOf(part);
      file.sessions.push(
        part.kind === 'came'
          ? await dataOfCustomer(this.log, session, part.participantId)
          : await dataOfExpected(this.log, session),
      );
    }
    for (const id of atQueues(parts)) file.waiting.push(await this.waiting.read(id));
    for (const { sessionId, number } of file.sessions)
      await this.record(who, 'customer.exported', sessionId, number);
    for (const { queueId, queue } of file.waiting) await this.record(who, 'waiting.exported', queueId, queue);
    return file;
  }

  /**
   * Only of sessions that are over; who is at a queue is taken off it.
   * @throws ApiError WRONG_PASSWORD, NOT_FOUND, SESSION_NOT_OVER, CUSTOMER_TAKEN, CUSTOMER_GONE; nothing is erased then
   */
  async erase(
    who: AccountPrincipal,
    { parts, password }: z.output<typeof eraseCustomersBody>,
  ): Promise<ErasedCustomers> {
    await this.passwords.check(who.accountId, password);
    const sessions: [InSession, StreamEntry][] = [];
    for (const part of inSessions(parts)) sessions.push([part, await this.sessionOf(part)]);
    if (sessions.some(([, { state }]) => state.phase !== 'ended')) throw refused('SESSION_NOT_OVER');
    const queues = await this.waiting.takeOff(atQueues(parts));
    for (const { id, name } of queues) await this.record(who, 'waiting.erased', id, name);
    const gone = { sessions: 0, lines: 0, waiting: queues.length };
    for (const [part, session] of sessions) {
      const { lines, namings } = await this.eraseIn(part, session);
      gone.lines += lines;
      gone.sessions += Number(lines + namings > 0);
      await this.record(who, 'customer.erased', session.id, session.state.number);
    }
    return gone;
  }

  private async eraseIn(part: InSession, session: StreamEntry): Promise<{ lines: number; namings: number }> {
    const now = this.clock.now();
    if (part.kind === 'came') return erasePerson(this.log, session.id, part.participantId, now);
    return { lines: 0, namings: await eraseExpected(this.log, session, now) };
  }

  private async sessionOf(part: InSession): Promise<StreamEntry> {
    const session = await currentSession(this.log, part.sessionId);
    if (part.kind !== 'came') return session;
    const { sessionId, participantId } = part;
    const known = session.state.participants[participantId]?.kind === 'customer';
    // Erased before: the same again, after an answer that was lost, is no harm.
    if (!known && !(await wasErased(this.log, sessionId, participantId))) throw new ApiError('NOT_FOUND');
    return session;
  }

  /** By the number of the session or the name of the queue: a person's name in the record of changes would outlive its erasure. */
  private async record(who: AccountPrincipal, action: AuditAction, id: string, name: string): Promise<void> {
    const at = new Date(this.clock.now());
    await recordChange(this.database.manager, { at, actor: actorOf(who), subject: { id, name }, action });
  }
}
