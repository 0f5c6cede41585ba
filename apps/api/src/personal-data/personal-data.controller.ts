import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type CustomerParts,
  customerParts,
  customersQuery,
  type ErasedCustomers,
  eraseCustomersBody,
  erasedCustomers,
  exportCustomersBody,
  type PersonalDataFile,
  personalDataFile,
} from '@relevo/contracts';
import type { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { type Limit, RateLimits } from '../platform/rate-limit/rate-limits';
import { PersonalDataService } from './personal-data.service';

/** Each may read whole logs. */
const HEAVY: Limit = { name: 'personal-data', points: 30, seconds: 60 };

/** What is known of one customer, for who answers for the site. */
@ApiTags('customers')
@Controller('customers')
export class PersonalDataController {
  constructor(
    private readonly data: PersonalDataService,
    private readonly limits: RateLimits,
  ) {}

  @Get()
  @SignedIn('customers.manage')
  @Answers(customerParts)
  async find(
    @CurrentAccount() who: AccountPrincipal,
    @Query({ schema: customersQuery }) { name }: z.output<typeof customersQuery>,
  ): Promise<CustomerParts> {
    await this.limits.consume(HEAVY, who.accountId);
    return this.data.find(name);
  }

  @Post('export')
  @SignedIn('customers.manage')
  @Answers(personalDataFile)
  async export(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: exportCustomersBody }) body: z.output<typeof exportCustomersBody>,
  ): Promise<PersonalDataFile> {
    await this.limits.consume(HEAVY, who.accountId);
    return this.data.export(who, body);
  }

  /** What is gone cannot be had again: the password is asked for. */
  @Post('erase')
  @SignedIn('customers.manage')
  @Answers(erasedCustomers)
  async erase(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: eraseCustomersBody }) body: z.output<typeof eraseCustomersBody>,
  ): Promise<ErasedCustomers> {
    await this.limits.consume(HEAVY, who.accountId);
    return this.data.erase(who, body);
  }
}
