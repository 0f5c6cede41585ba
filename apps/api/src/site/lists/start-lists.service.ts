import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type {
  AuditAction,
  AuditFacts,
  addSessionTypeBody,
  addTrackingCodeBody,
  changeSessionTypeBody,
  changeTrackingCodeBody,
  SessionTypeView,
  StartListsView,
  TrackingCodeView,
} from '@relevo/contracts';
import { NO_LISTS } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { type Actor, recordChange } from '../../audit/audit.queries';
import { changesOf, named } from '../../audit/changes';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Notifications } from '../../platform/database/notifications';
import { Transactions } from '../../platform/database/transactions';
import { isUniqueViolation } from '../../platform/database/unique-violation';
import { ApiError, refused } from '../../platform/errors/api-error';
import { Mirror } from '../mirror';
import { storeCodeForm, storedCodeForm } from '../site-settings.queries';
import { SessionTypeEntity } from './session-type.entity';
import { codeView, lockLists, readLists, sessionTypes, typeView } from './start-lists.queries';
import { TrackingCodeEntity } from './tracking-code.entity';

const CHANNEL = 'relevo_start_lists';
/** More would be no list to choose from. */
const MOST = { types: 200, codes: 5000 };

const typeFacts = ({ id: _, names, ...type }: SessionTypeView): AuditFacts => ({
  ...type,
  names: Object.values(names).join(', '),
});
const codeFacts = ({ id: _, ...code }: TrackingCodeView): AuditFacts => code;

/** The site's lists of session types and tracking codes (W7), the same on every node a moment after a change. */
@Injectable()
export class StartListsService implements OnApplicationBootstrap {
  private readonly lists: Mirror<StartListsView>;

  constructor(
    database: Database,
    private readonly transactions: Transactions,
    notifications: Notifications,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const none: StartListsView = { ...NO_LISTS, types: [], codes: [] };
    this.lists = new Mirror(notifications, CHANNEL, none, () => readLists(database.manager));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.lists.read();
  }

  current(): StartListsView {
    return this.lists.current;
  }

  /** @throws ApiError NAME_TAKEN, LIST_FULL */
  addType(actor: Actor, body: z.output<typeof addSessionTypeBody>): Promise<void> {
    return this.change(async (manager) => {
      const all = await sessionTypes(manager);
      if (all.length >= MOST.types) throw refused('LIST_FULL');
      if (body.standard) await manager.update(SessionTypeEntity, { standard: true }, { standard: false });
      const place = Math.max(0, ...all.map((type) => type.place)) + 1;
      const row = manager.create(SessionTypeEntity, { id: uuid(), ...body, place, archivedAt: null });
      await manager.insert(SessionTypeEntity, row);
      await this.record(manager, actor, 'sessionType.added', row, { after: typeFacts(typeView(row)) });
    });
  }

  /** @throws ApiError NOT_FOUND, NAME_TAKEN */
  changeType(actor: Actor, id: string, body: z.output<typeof changeSessionTypeBody>): Promise<void> {
    return this.change(async (manager) => {
      const row = await manager.findOneBy(SessionTypeEntity, { id });
      if (!row) throw new ApiError('NOT_FOUND');
      if (body.standard && !row.standard)
        await manager.update(SessionTypeEntity, { standard: true }, { standard: false });
      const before = typeView(row);
      const { archived, ...fields } = body;
      Object.assign(row, fields, { archivedAt: archived ? (row.archivedAt ?? this.now()) : null });
      await manager.save(SessionTypeEntity, row);
      const after = typeView(row);
      const action = named('sessionType', before, after);
      await this.record(manager, actor, action, row, changesOf(typeFacts(before), typeFacts(after)));
    });
  }

  /** @throws ApiError CONFLICT when these are not all types, each once: somebody else has changed the list */
  orderTypes(actor: Actor, ids: readonly string[]): Promise<void> {
    return this.change(async (manager) => {
      const all = await sessionTypes(manager);
      const known = new Map(all.map((type) => [type.id, type]));
      const next = ids.flatMap((id) => known.get(id) ?? []);
      if (next.length !== all.length || new Set(ids).size !== all.length) throw refused('CONFLICT');
      for (const [place, { id }] of next.entries())
        await manager.update(SessionTypeEntity, { id }, { place: place + 1 });
      const said = (types: readonly SessionTypeEntity[]) => ({
        order: types.map(({ name }) => name).join(', '),
      });
      const subject = { id: null, name: '' };
      const facts = { before: said(all), after: said(next) };
      await this.record(manager, actor, 'sessionType.ordered', subject, facts);
    });
  }

  /** @throws ApiError NAME_TAKEN, LIST_FULL */
  addCode(actor: Actor, body: z.output<typeof addTrackingCodeBody>): Promise<void> {
    return this.change(async (manager) => {
      if ((await manager.count(TrackingCodeEntity)) >= MOST.codes) throw refused('LIST_FULL');
      const row = manager.create(TrackingCodeEntity, { id: uuid(), ...body, archivedAt: null });
      await manager.insert(TrackingCodeEntity, row);
      const facts = { after: codeFacts(codeView(row)) };
      await this.record(manager, actor, 'trackingCode.added', { id: row.id, name: row.code }, facts);
    });
  }

  /** @throws ApiError NOT_FOUND */
  changeCode(actor: Actor, id: string, body: z.output<typeof changeTrackingCodeBody>): Promise<void> {
    return this.change(async (manager) => {
      const row = await manager.findOneBy(TrackingCodeEntity, { id });
      if (!row) throw new ApiError('NOT_FOUND');
      const before = codeView(row);
      row.label = body.label;
      row.archivedAt = body.archived ? (row.archivedAt ?? this.now()) : null;
      await manager.save(TrackingCodeEntity, row);
      const after = codeView(row);
      const facts = changesOf(codeFacts(before), codeFacts(after));
      const subject = { id, name: row.code };
      await this.record(manager, actor, named('trackingCode', before, after), subject, facts);
    });
  }

  setCodeForm(actor: Actor, codeForm: string): Promise<void> {
    return this.change(async (manager) => {
      const before = await storedCodeForm(manager);
      await storeCodeForm(manager, codeForm, this.now());
      const facts = { before: { codeForm: before }, after: { codeForm } };
      await this.record(manager, actor, 'trackingCode.form', { id: null, name: '' }, facts);
    });
  }

  /** One change after the other; it holds on this node when this has returned. */
  private async change(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    try {
      await this.lists.change(this.transactions, async (manager) => {
        await lockLists(manager);
        await work(manager);
      });
    } catch (fault) {
      const taken = ['session_types_name', 'tracking_codes_code'].some((name) =>
        isUniqueViolation(fault, name),
      );
      throw taken ? refused('NAME_TAKEN') : fault;
    }
  }

  private record(
    manager: EntityManager,
    actor: Actor,
    action: AuditAction,
    subject: { id: string | null; name: string },
    facts: { before?: AuditFacts; after?: AuditFacts },
  ): Promise<void> {
    const { id, name } = subject;
    return recordChange(manager, { at: this.now(), actor, subject: { id, name }, action, ...facts });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
