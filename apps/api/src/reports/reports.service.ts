import { Injectable } from '@nestjs/common';
import {
  daysOf,
  MAX_REPORT_ROWS,
  type Report,
  type ReportExportQuery,
  type ReportFigures,
  type ReportQuery,
  type ReportRow,
} from '@relevo/contracts';
import { checkTeam, zoneOf } from '../history/history.service';
import { Database } from '../platform/database/database';
import { csvOf, seconds } from '../platform/files/csv';
import { roleMay } from '../platform/permissions';
import type { AccountPrincipal } from '../platform/principal';
import { countSessions, type Group } from './reports.queries';

const NOTHING: ReportFigures = {
  sessions: 0,
  ended: 0,
  averageMs: null,
  totalMs: 0,
  averageWaitMs: null,
  longestWaitMs: null,
};

/** Figures of the sessions that were started in some days. */
@Injectable()
export class ReportsService {
  constructor(private readonly database: Database) {}

  async report(who: AccountPrincipal, everybody: boolean, query: ReportQuery): Promise<Report> {
    checkTeam(who, query);
    const zone = zoneOf(who, query.zone);
    const scope = { owner: everybody ? null : who.accountId };
    const groups = await countSessions(this.database.pool, scope, query, zone);
    const of = (part: Group['part']): ReportRow[] =>
      groups.filter((group) => group.part === part).map(({ key, figures }) => ({ key, ...figures }));
    const days = new Map(of('day').map((row) => [row.key, row]));
    return {
      zone,
      totals: groups.find(({ part }) => part === null)?.figures ?? NOTHING,
      // A day without a session is a day too.
      day: daysOf(query.from, query.to).map((key) => days.get(key) ?? { key, ...NOTHING }),
      type: of('type').slice(0, MAX_REPORT_ROWS),
      code: of('code').slice(0, MAX_REPORT_ROWS),
      csr: of('csr').slice(0, MAX_REPORT_ROWS),
      // The names of teams are for those who lead.
      team: roleMay(who.role, 'history.site') ? of('team').slice(0, MAX_REPORT_ROWS) : [],
    };
  }

  /** One part of a report as CSV. */
  async export(who: AccountPrincipal, everybody: boolean, query: ReportExportQuery): Promise<string> {
    const { by, ...rest } = query;
    const report = await this.report(who, everybody, rest);
    return csvOf(
      report[by].map((row) => ({
        [by]: row.key,
        sessions: row.sessions,
        ended: row.ended,
        average_duration_seconds: seconds(row.averageMs),
        total_duration_seconds: seconds(row.totalMs),
        average_wait_seconds: seconds(row.averageWaitMs),
        longest_wait_seconds: seconds(row.longestWaitMs),
        time_zone: report.zone,
      })),
      [
        by,
        'sessions',
        'ended',
        'average_duration_seconds',
        'total_duration_seconds',
        'average_wait_seconds',
        'longest_wait_seconds',
        'time_zone',
      ],
    );
  }
}
