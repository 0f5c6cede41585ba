import { Body, Controller, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AvailabilityView, availabilityBody, availabilityView } from '@relevo/contracts';
import type { z } from 'zod';
import { CurrentAccount } from '../../platform/access/current-principal';
import { SignedIn } from '../../platform/access/marks';
import { Answers } from '../../platform/openapi/answers';
import type { AccountPrincipal } from '../../platform/principal';
import { AvailabilityService } from './availability.service';

@ApiTags('queues')
@Controller('me/availability')
export class AvailabilityController {
  constructor(private readonly availability: AvailabilityService) {}

  @Put()
  @SignedIn('session.command')
  @Answers(availabilityView)
  say(
    @CurrentAccount() { accountId }: AccountPrincipal,
    @Body({ schema: availabilityBody }) body: z.output<typeof availabilityBody>,
  ): Promise<AvailabilityView> {
    return this.availability.say(accountId, body);
  }
}
