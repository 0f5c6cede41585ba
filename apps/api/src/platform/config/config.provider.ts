import type { ValueProvider } from '@nestjs/common';
import type { Config } from './config';

/** `@Inject(CONFIG) config: Config` */
export const CONFIG = Symbol('Config');

/** Makes settings that were read once injectable everywhere. */
export const configProvider = (config: Config): ValueProvider<Config> => ({
  provide: CONFIG,
  useValue: config,
});
