import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CLOCK, type Clock } from './clock';
import { CONFIG, type Config, configProvider } from './config';
import { Draining } from './draining';
import { RateLimits } from './rate-limit/rate-limits';
import { CERTIFICATE } from './tls/certificate.provider';
import type { ServerCertificate } from './tls/server-certificate';

/** What every feature may use without importing it. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, clock: Clock, certificate: ServerCertificate | null): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        configProvider(config),
        { provide: CLOCK, useValue: clock },
        { provide: CERTIFICATE, useValue: certificate },
        RateLimits,
        Draining,
      ],
      exports: [CONFIG, CLOCK, CERTIFICATE, RateLimits, Draining],
    };
  }
}
