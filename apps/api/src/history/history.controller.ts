import { Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type EventPage,
  type ExportQuery,
  eventPage,
  exportQuery,
  type HistoryPage,
  type HistoryPeople,
  type HistoryQuery,
  historyEventsQuery,
  historyPage,
  historyPeople,
  historyQuery,
  id,
  type OpenedHistory,
  openedHistory,
  type VerifiedHistory,
  verifiedHistory,
} from '@relevo/contracts';
import type { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { attachment, FILE } from '../platform/files/attachment';
import { CSV_TYPE } from '../platform/files/csv';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { HistoryService } from './history.service';
import { ReadingService } from './reading.service';

/** What reads much at once. */
const HEAVY: Limit = { name: 'history-heavy', points: 20, seconds: 60 };

/** Sessions that were: one's own, and those of the site for who answers for them. */
@ApiTags('history')
@Controller()
export class HistoryController {
  constructor(
    private readonly history: HistoryService,
    private readonly reading: ReadingService,
    private readonly limits: RateLimits,
  ) {}

  @Get('history')
  @SignedIn('session.read')
  @Answers(historyPage)
  own(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: historyQuery }) query: HistoryQuery,
  ): Promise<HistoryPage> {
    return this.history.page(who, false, query);
  }

  @Get('history/export')
  @SignedIn('session.read')
  @Answers(FILE)
  exportOwn(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: exportQuery }) query: ExportQuery,
  ): Promise<StreamableFile> {
    return this.send(who, false, query);
  }

  @Get('site/history')
  @SignedIn('history.site')
  @Answers(historyPage)
  ofSite(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: historyQuery }) query: HistoryQuery,
  ): Promise<HistoryPage> {
    return this.history.page(who, true, query);
  }

  @Get('site/history/export')
  @SignedIn('history.site')
  @Answers(FILE)
  exportSite(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: exportQuery }) query: ExportQuery,
  ): Promise<StreamableFile> {
    return this.send(who, true, query);
  }

  @Get('site/history/people')
  @SignedIn('history.site')
  @Answers(historyPeople)
  people(): Promise<HistoryPeople> {
    return this.history.people();
  }

  @Get('history/:id')
  @SignedIn('session.read')
  @Answers(openedHistory)
  open(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
  ): Promise<OpenedHistory> {
    return this.reading.open(who, sessionId);
  }

  @Get('history/:id/events')
  @SignedIn('session.read')
  @Answers(eventPage)
  events(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Query({ schema: historyEventsQuery }) query: z.output<typeof historyEventsQuery>,
  ): Promise<EventPage> {
    return this.reading.events(who, sessionId, query);
  }

  @Post('history/:id/verify')
  @SignedIn('session.read')
  @Answers(verifiedHistory)
  async verify(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
  ): Promise<VerifiedHistory> {
    await this.limits.consume(HEAVY, who.accountId);
    return this.reading.verify(who, sessionId);
  }

  private async send(who: AccountPrincipal, everybody: boolean, query: ExportQuery): Promise<StreamableFile> {
    await this.limits.consume(HEAVY, who.accountId);
    const sessions = await this.history.export(who, everybody, query);
    const type = query.format === 'csv' ? CSV_TYPE : 'application/json';
    return attachment(sessions, `relevo-sessions.${query.format}`, type);
  }
}
