import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Report,
  type ReportExportQuery,
  type ReportQuery,
  report,
  reportExportQuery,
  reportQuery,
} from '@relevo/contracts';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { attachment, FILE } from '../platform/files/attachment';
import { CSV_TYPE } from '../platform/files/csv';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { ReportsService } from './reports.service';

/** Figures of one's own sessions, and of those of the site for who answers for them. */
@ApiTags('history')
@Controller()
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  @Get('reports')
  @SignedIn('session.read')
  @Answers(report)
  own(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: reportQuery }) query: ReportQuery,
  ): Promise<Report> {
    return this.reports.report(who, false, query);
  }

  @Get('reports/export')
  @SignedIn('session.read')
  @Answers(FILE)
  exportOwn(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: reportExportQuery }) query: ReportExportQuery,
  ): Promise<StreamableFile> {
    return this.send(who, false, query);
  }

  @Get('site/reports')
  @SignedIn('history.site')
  @Answers(report)
  ofSite(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: reportQuery }) query: ReportQuery,
  ): Promise<Report> {
    return this.reports.report(who, true, query);
  }

  @Get('site/reports/export')
  @SignedIn('history.site')
  @Answers(FILE)
  exportSite(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: reportExportQuery }) query: ReportExportQuery,
  ): Promise<StreamableFile> {
    return this.send(who, true, query);
  }

  private async send(
    who: AccountPrincipal,
    everybody: boolean,
    query: ReportExportQuery,
  ): Promise<StreamableFile> {
    const csv = await this.reports.export(who, everybody, query);
    return attachment(Buffer.from(csv), `relevo-report-${query.by}.csv`, CSV_TYPE);
  }
}
