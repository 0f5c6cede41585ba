import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module';
import { ACCOUNT_AUTHENTICATOR } from '../platform/access/authenticators';
import { PostModule } from '../post/post.module';
import { SiteModule } from '../site/site.module';
import { ACCOUNT_ENTITIES } from './account-entities';
import { AccountsService } from './accounts.service';
import { AdministrationController } from './administration/administration.controller';
import { AdministrationService } from './administration/administration.service';
import { ChangePasswordService } from './change-password.service';
import { AccountLinksController } from './links/account-links.controller';
import { AccountLinksService } from './links/account-links.service';
import { AccountMailJobs } from './mails/account-mail-jobs';
import { AccountMails } from './mails/account-mails';
import { ForgottenController } from './mails/forgotten.controller';
import { OwnAccountController } from './own-account.controller';
import { PasswordAgain } from './password-again';
import { CodesService } from './second-step/codes.service';
import { RequiredStepService } from './second-step/required-step.service';
import { SecondStepService } from './second-step/second-step.service';
import { SetupController } from './setup.controller';
import { SetupService } from './setup.service';
import { SignInController } from './sign-in.controller';
import { SignInService } from './sign-in.service';
import { SignInCookie } from './sign-in-cookie.service';
import { SignInEvents } from './sign-in-events';
import { SignInLimits } from './sign-in-limits';
import { SignInsCleaner } from './sign-ins.cleaner';
import { SignInsService } from './sign-ins.service';

@Module({
  imports: [TypeOrmModule.forFeature(ACCOUNT_ENTITIES), AuditModule, SiteModule, PostModule],
  controllers: [
    SignInController,
    SetupController,
    OwnAccountController,
    AdministrationController,
    AccountLinksController,
    ForgottenController,
  ],
  providers: [
    AccountLinksService,
    AccountMailJobs,
    AccountMails,
    AccountsService,
    AdministrationService,
    ChangePasswordService,
    CodesService,
    PasswordAgain,
    RequiredStepService,
    SecondStepService,
    SetupService,
    SignInCookie,
    SignInEvents,
    SignInLimits,
    SignInService,
    SignInsCleaner,
    SignInsService,
    { provide: ACCOUNT_AUTHENTICATOR, useExisting: SignInsService },
  ],
  exports: [
    ACCOUNT_AUTHENTICATOR,
    AccountsService,
    PasswordAgain,
    SignInCookie,
    SignInEvents,
    SignInsService,
  ],
})
export class AccountsModule {}
