import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import {
  type ExportQuery,
  HISTORY_PAGE,
  type HistoryPage,
  type HistoryPeople,
  type HistoryQuery,
  MAX_EXPORTED,
} from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { actorOf, recordChange } from '../audit/audit.queries';
import { namesOf } from '../audit/names.queries';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { ApiError } from '../platform/errors/api-error';
import { roleMay } from '../platform/permissions';
import type { AccountPrincipal } from '../platform/principal';
import { writeExport } from './export';
import {
  countHistory,
  eachHistory,
  findHistory,
  historyPeople,
  type Place,
  type Scope,
} from './history.queries';

/** Whether they may open what they had no part in. A program in their name may not. */
export const isSupervisor = (who: AccountPrincipal): boolean =>
  who.apiKey === undefined && roleMay(who.role, 'session.supervise');

/** The zone in which somebody's days are meant, when they do not say. */
export const zoneOf = (who: AccountPrincipal, zone: string | undefined): string =>
  zone ?? who.timeZone ?? 'UTC';

/** Teams are for those who lead. @throws ApiError FORBIDDEN when somebody else looks by one */
export const checkTeam = (who: AccountPrincipal, { team }: { readonly team?: string | undefined }): void => {
  if (team !== undefined && !roleMay(who.role, 'history.site')) throw new ApiError('FORBIDDEN');
};

/** What was chosen, as it is called. */
const inNames = async (
  manager: EntityManager,
  chosen: Pick<ExportQuery, 'csr' | 'team' | 'type'>,
): Promise<Partial<ExportQuery>> => {
  const [[csr], [team], [type]] = await Promise.all([
    namesOf(manager, 'account', chosen.csr ? [chosen.csr] : []),
    namesOf(manager, 'team', chosen.team ? [chosen.team] : []),
    namesOf(manager, 'sessionType', chosen.type ? [chosen.type] : []),
  ]);
  return { ...chosen, ...(csr && { csr }), ...(team && { team }), ...(type && { type }) };
};

const placeOf = (after: string): Place => {
  const [at = '', id = ''] = after.split('_');
  return { begunAt: new Date(Number(at)), id };
};

/** Lists of sessions that were, and files of them. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async page(who: AccountPrincipal, everybody: boolean, query: HistoryQuery): Promise<HistoryPage> {
    checkTeam(who, query);
    const { after, zone, ...filters } = query;
    const found = await findHistory(
      this.database.pool,
      this.scope(who, everybody),
      { ...filters, zone: zoneOf(who, zone) },
      after === undefined ? undefined : placeOf(after),
      HISTORY_PAGE + 1,
    );
    const sessions = found.slice(0, HISTORY_PAGE);
    const last = sessions.at(-1);
    return { sessions, after: found.length > HISTORY_PAGE && last ? `${last.begunAt}_${last.id}` : null };
  }

  async people(): Promise<HistoryPeople> {
    return { people: await historyPeople(this.database.pool) };
  }

  /**
   * Exactly what the filters show, as a file. One of other people's sessions stands in the audit list.
   * @throws ApiError EXPORT_TOO_LARGE
   */
  async export(who: AccountPrincipal, everybody: boolean, query: ExportQuery): Promise<Readable> {
    checkTeam(who, query);
    const { format, zone: wanted, ...filters } = query;
    const zone = zoneOf(who, wanted);
    const scope = this.scope(who, everybody);
    const search = { ...filters, zone };
    const count = await countHistory(this.database.pool, scope, search, MAX_EXPORTED);
    if (count > MAX_EXPORTED) throw new ApiError('EXPORT_TOO_LARGE', `more than ${MAX_EXPORTED} sessions`);
    if (everybody) {
      // What was searched for may be somebody's name, and the record cannot be erased.
      const { text: _, ...kept } = filters;
      const { manager } = this.database;
      await recordChange(manager, {
        at: new Date(this.clock.now()),
        actor: actorOf(who),
        subject: { id: null, name: '' },
        action: 'history.exported',
        after: { sessions: count, format, ...(await inNames(manager, kept)) },
      });
    }
    return writeExport(eachHistory(this.database.pool, scope, search), format, zone);
  }

  private scope(who: AccountPrincipal, everybody: boolean): Scope {
    return { accountId: who.accountId, everybody, supervisor: isSupervisor(who) };
  }
}
