import 'reflect-metadata';
import { createApp } from './app';
import { ConfigError, readConfig } from './platform/config';
import { endWhenAsked } from './platform/ending';

/** Starts the server with the settings of the environment. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const app = await createApp(config);
  endWhenAsked(app);
  await app.listen(config.port, config.host);
  // A supervisor that started us knows then that a death from now on is an accident.
  process.send?.('ready');
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
