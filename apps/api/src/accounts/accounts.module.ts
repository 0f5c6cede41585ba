import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ACCOUNT_AUTHENTICATOR } from '../platform/access/authenticators';
import { AccountEntity } from './account.entity';
import { AccountsService } from './accounts.service';
import { SetupController } from './setup.controller';
import { SetupService } from './setup.service';
import { SignInController } from './sign-in.controller';
import { SignInEntity } from './sign-in.entity';
import { SignInService } from './sign-in.service';
import { SignInCookie } from './sign-in-cookie.service';
import { SignInEvents } from './sign-in-events';
import { SignInLimits } from './sign-in-limits';
import { SignInsCleaner } from './sign-ins.cleaner';
import { SignInsService } from './sign-ins.service';

@Module({
  imports: [TypeOrmModule.forFeature([AccountEntity, SignInEntity])],
  controllers: [SignInController, SetupController],
  providers: [
    AccountsService,
    SetupService,
    SignInCookie,
    SignInEvents,
    SignInLimits,
    SignInService,
    SignInsCleaner,
    SignInsService,
    { provide: ACCOUNT_AUTHENTICATOR, useExisting: SignInsService },
  ],
  exports: [ACCOUNT_AUTHENTICATOR, AccountsService, SignInEvents, SignInsService],
})
export class AccountsModule {}
