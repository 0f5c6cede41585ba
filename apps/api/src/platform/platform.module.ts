import { type DynamicModule, Global, Module } from '@nestjs/common';
import { CLOCK, type Clock } from './clock';
import { CONFIG, type Config, configProvider } from './config';
import { RateLimits } from './rate-limit/rate-limits';

/** What every feature may use without importing it. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, clock: Clock): DynamicModule {
    return {
      module: PlatformModule,
      providers: [configProvider(config), { provide: CLOCK, useValue: clock }, RateLimits],
      exports: [CONFIG, CLOCK, RateLimits],
    };
  }
}
