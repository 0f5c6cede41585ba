import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AuditPage, auditPage, auditQuery } from '@relevo/contracts';
import type { z } from 'zod';
import { SignedIn } from '../platform/access/marks';
import { Database } from '../platform/database/database';
import { Answers } from '../platform/openapi/answers';
import { auditEntries } from './audit.queries';

const PAGE = 50;

@ApiTags('site')
@Controller('audit')
export class AuditController {
  constructor(private readonly database: Database) {}

  @Get()
  @SignedIn('accounts.manage')
  @Answers(auditPage)
  async list(@Query({ schema: auditQuery }) { before }: z.infer<typeof auditQuery>): Promise<AuditPage> {
    const found = await auditEntries(this.database.manager, before, PAGE + 1);
    const entries = found.slice(0, PAGE).map((entry) => ({
      id: entry.id,
      at: entry.at.getTime(),
      actor: entry.actorName,
      subject: entry.subjectName,
      action: entry.action,
      before: entry.before,
      after: entry.after,
    }));
    return { entries, more: found.length > PAGE };
  }
}
