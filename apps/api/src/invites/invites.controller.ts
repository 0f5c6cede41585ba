import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  createInviteBody,
  type DeviceCredential,
  deviceCredential,
  type InvitePreview,
  type InviteView,
  id,
  invitePreview,
  inviteView,
  joinBody,
  previewBody,
  reportBody,
} from '@relevo/contracts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { Public, SignedIn } from '../platform/access/marks';
import { Answers, AnswersNothing } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { clientAddress } from '../platform/rate-limit/client-address';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { InvitesService } from './invites.service';
import { JoiningService } from './joining.service';

/** A malformed proof is answered like a wrong one (SEC-J2), so it is not the schema's to refuse. */
const shown = { proof: z.unknown() };
const previewing = previewBody.extend(shown).meta({ id: 'InvitePreviewRequest' });
const joining = joinBody.extend(shown).meta({ id: 'Join' });
const reporting = reportBody.extend(shown).meta({ id: 'ReportCall' });

const MADE: Limit = { name: 'invites:made', points: 60, seconds: 60 };

@ApiTags('invites')
@Controller()
export class InvitesController {
  constructor(
    private readonly invites: InvitesService,
    private readonly holders: JoiningService,
    private readonly limits: RateLimits,
  ) {}

  @Post('sessions/:id/invites')
  @SignedIn('invite.create')
  @Answers(inviteView, 201)
  async create(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) sessionId: string,
    @Body({ schema: createInviteBody }) body: z.output<typeof createInviteBody>,
  ): Promise<InviteView> {
    await this.limits.consume(MADE, who.accountId);
    return this.invites.create(who, sessionId, body);
  }

  @Post('invites/preview')
  @Public('proves itself with the token or code of an invite')
  @Answers(invitePreview)
  preview(
    @Body({ schema: previewing }) { proof }: z.output<typeof previewing>,
    @Req() request: FastifyRequest,
  ): Promise<InvitePreview> {
    return this.holders.preview(proof, clientAddress(request.ip));
  }

  @Post('invites/join')
  @Public('proves itself with the token or code of an invite')
  @Answers(deviceCredential, 201)
  join(
    @Body({ schema: joining }) { proof, ...body }: z.output<typeof joining>,
    @Req() request: FastifyRequest,
  ): Promise<DeviceCredential> {
    return this.holders.join(proof, body, clientAddress(request.ip));
  }

  @Post('invites/report')
  @Public('proves itself with the token or code of an invite')
  @AnswersNothing()
  async report(
    @Body({ schema: reporting }) { proof }: z.output<typeof reporting>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.holders.report(proof, clientAddress(request.ip));
  }
}
