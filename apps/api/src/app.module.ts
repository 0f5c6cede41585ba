import { type DynamicModule, Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import type { DestinationStream } from 'pino';
import { AccountsModule } from './accounts/accounts.module';
import { DevicesModule } from './devices/devices.module';
import { HealthModule } from './health/health.module';
import { InvitesModule } from './invites/invites.module';
import { AccessGuard } from './platform/access/access.guard';
import type { Clock } from './platform/clock';
import type { Config } from './platform/config';
import { DatabaseModule } from './platform/database/database.module';
import { ApiErrorFilter } from './platform/errors/api-error.filter';
import { ContractPipe } from './platform/errors/contract.pipe';
import { logsModule } from './platform/logs/logs.module';
import { QuietLogger } from './platform/logs/quiet-logger';
import { MetricsModule } from './platform/metrics/metrics.module';
import { PlatformModule } from './platform/platform.module';
import { SessionsModule } from './sessions/sessions.module';
import { SignallingModule } from './signalling/signalling.module';
import { SiteModule } from './site/site.module';
import { StreamsModule } from './streams/streams.module';

export interface AppParts {
  readonly clock: Clock;
  readonly logs?: DestinationStream;
}

/** Everything that the server is made of: the platform first, then one module per noun. */
@Module({})
export class AppModule {
  static with(config: Config, { clock, logs }: AppParts): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.with(config, clock),
        logsModule(config, logs),
        DatabaseModule,
        MetricsModule,
        HealthModule,
        AccountsModule,
        SiteModule,
        StreamsModule,
        SessionsModule,
        DevicesModule,
        InvitesModule,
        SignallingModule,
      ],
      providers: [
        QuietLogger,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useClass: ContractPipe },
        { provide: APP_FILTER, useClass: ApiErrorFilter },
        {
          provide: APP_INTERCEPTOR,
          inject: [Reflector],
          useFactory: (reflector: Reflector) => new StandardSchemaSerializerInterceptor(reflector),
        },
      ],
    };
  }
}
