import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import type { DestinationStream } from 'pino';
import { AccountsModule } from './accounts/accounts.module';
import { ApiKeysModule } from './api-keys/api-keys.module';
import { ColleaguesModule } from './colleagues/colleagues.module';
import { DeliveriesModule } from './deliveries/deliveries.module';
import { DevicesModule } from './devices/devices.module';
import { ExpertsModule } from './experts/experts.module';
import { HealthModule } from './health/health.module';
import { HistoryModule } from './history/history.module';
import { InvitesModule } from './invites/invites.module';
import { PersonalDataModule } from './personal-data/personal-data.module';
import { AccessGuard } from './platform/access/access.guard';
import type { Clock } from './platform/clock';
import type { Config } from './platform/config';
import { DatabaseModule } from './platform/database/database.module';
import { ApiErrorFilter } from './platform/errors/api-error.filter';
import { ContractPipe } from './platform/errors/contract.pipe';
import { JobsModule } from './platform/jobs/jobs.module';
import { logsModule } from './platform/logs/logs.module';
import { QuietLogger } from './platform/logs/quiet-logger';
import { MetricsModule } from './platform/metrics/metrics.module';
import { PlatformModule } from './platform/platform.module';
import type { ServerCertificate } from './platform/tls/server-certificate';
import { PostSettingsModule } from './post/post-settings.module';
import { QueuesModule } from './queues/queues.module';
import { ReportsModule } from './reports/reports.module';
import { SessionsModule } from './sessions/sessions.module';
import { SignallingModule } from './signalling/signalling.module';
import { SiteModule } from './site/site.module';
import { StartsModule } from './starts/starts.module';
import { StreamsModule } from './streams/streams.module';
import { SupervisionModule } from './supervision/supervision.module';
import { TeamsModule } from './teams/teams.module';
import { WebhooksModule } from './webhooks/webhooks.module';

export interface AppParts {
  readonly clock: Clock;
  readonly logs?: DestinationStream;
  /** null = plain HTTP. */
  readonly certificate: ServerCertificate | null;
}

/** Everything that the server is made of: the platform first, then one module per noun. */
@Module({})
export class AppModule {
  static with(config: Config, { clock, logs, certificate }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, clock, certificate),
        logsModule(config, logs),
        DatabaseModule,
        MetricsModule,
        JobsModule,
        HealthModule,
        HistoryModule,
        AccountsModule,
        ApiKeysModule,
        ReportsModule,
        SiteModule,
        StreamsModule,
        SessionsModule,
        DevicesModule,
        InvitesModule,
        StartsModule,
        DeliveriesModule,
        PostSettingsModule,
        ColleaguesModule,
        ExpertsModule,
        SupervisionModule,
        WebhooksModule,
        QueuesModule,
        TeamsModule,
        PersonalDataModule,
        SignallingModule,
      ],
      providers: [
        QuietLogger,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: ContractPipe },
        { provide: APP_FILTER, useClass: ApiErrorFilter },
      ],
    };
  }
}
