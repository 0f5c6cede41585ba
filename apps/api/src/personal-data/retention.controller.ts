import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type RetentionPreview, retentionPreview, retentionQuery } from '@relevo/contracts';
import type { z } from 'zod';
import { SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import { RetentionService } from './retention.service';

@ApiTags('site')
@Controller('site/retention')
export class RetentionController {
  constructor(private readonly retention: RetentionService) {}

  /** What a setting would touch, before it is saved. */
  @Get()
  @SignedIn('site.configure')
  @Answers(retentionPreview)
  async preview(
    @Query({ schema: retentionQuery }) { days }: z.output<typeof retentionQuery>,
  ): Promise<RetentionPreview> {
    return { sessions: await this.retention.preview(days) };
  }
}
