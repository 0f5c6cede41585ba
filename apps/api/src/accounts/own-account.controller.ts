import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  beginSecondStepBody,
  changePasswordBody,
  confirmSecondStepBody,
  id,
  provenBody,
  recoveryCodes,
  type SecondStepSecret,
  type SecondStepView,
  secondStepSecret,
  secondStepView,
  signInList,
} from '@relevo/contracts';
import type { z } from 'zod';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers, AnswersNothing } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { ChangePasswordService } from './change-password.service';
import { SecondStepService } from './second-step/second-step.service';
import { SignInsService } from './sign-ins.service';

/** What people do with their own account: password, second step, sign-ins. */
@ApiTags('accounts')
@Controller('me')
export class OwnAccountController {
  constructor(
    private readonly passwords: ChangePasswordService,
    private readonly secondStep: SecondStepService,
    private readonly signIns: SignInsService,
  ) {}

  @Post('password')
  @SignedIn('account.self')
  @AnswersNothing()
  changePassword(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: changePasswordBody }) { current, next }: z.infer<typeof changePasswordBody>,
  ): Promise<void> {
    return this.passwords.change(who, current, next);
  }

  @Get('sign-ins')
  @SignedIn('account.self')
  @Answers(signInList)
  async listSignIns(@CurrentAccount() who: AccountPrincipal): Promise<z.infer<typeof signInList>> {
    return { signIns: await this.signIns.listOf(who) };
  }

  @Post('sign-ins/:id/end')
  @SignedIn('account.self')
  @AnswersNothing()
  endSignIn(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) signInId: string,
  ): Promise<void> {
    return this.signIns.endOwn(who, signInId);
  }

  @Post('sign-ins/end-others')
  @SignedIn('account.self')
  @AnswersNothing()
  endOtherSignIns(@CurrentAccount() who: AccountPrincipal): Promise<void> {
    return this.signIns.endOthersOf(who);
  }

  @Get('second-step')
  @SignedIn('account.enter')
  @Answers(secondStepView)
  secondStepState(@CurrentAccount() who: AccountPrincipal): Promise<SecondStepView> {
    return this.secondStep.state(who);
  }

  @Post('second-step/begin')
  @SignedIn('account.enter')
  @Answers(secondStepSecret)
  beginSecondStep(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: beginSecondStepBody }) { password }: z.infer<typeof beginSecondStepBody>,
  ): Promise<SecondStepSecret> {
    return this.secondStep.begin(who, password);
  }

  @Post('second-step/confirm')
  @SignedIn('account.enter')
  @Answers(recoveryCodes)
  async confirmSecondStep(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: confirmSecondStepBody }) { code }: z.output<typeof confirmSecondStepBody>,
  ): Promise<z.infer<typeof recoveryCodes>> {
    return { codes: await this.secondStep.confirm(who, code) };
  }

  @Post('second-step/recovery-codes')
  @SignedIn('account.self')
  @Answers(recoveryCodes)
  async renewRecoveryCodes(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: provenBody }) { password, code }: z.output<typeof provenBody>,
  ): Promise<z.infer<typeof recoveryCodes>> {
    return { codes: await this.secondStep.renewCodes(who, password, code) };
  }

  @Post('second-step/off')
  @SignedIn('account.self')
  @AnswersNothing()
  turnSecondStepOff(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: provenBody }) { password, code }: z.output<typeof provenBody>,
  ): Promise<void> {
    return this.secondStep.turnOff(who, password, code);
  }
}
