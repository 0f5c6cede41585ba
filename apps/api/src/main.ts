import 'reflect-metadata';
import { createApp } from './app';
import { ConfigError, readConfig } from './platform/config';

/** Starts the server with the settings of the environment. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const app = await createApp(config);
  await app.listen(config.port, config.host);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
