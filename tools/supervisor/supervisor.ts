import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type RawEnvironment, readEnvironment } from '../../apps/api/src/platform/config/config';
import { runMigrations } from '../../apps/api/src/platform/database/run-migrations';
import { ApiProcess } from './api-process';
import { DataFolder } from './data-folder';
import { greeting } from './greeting';
import { Output } from './output';
import { type DatabaseUrls, EmbeddedPostgres } from './postgres/embedded';
import { waitUntil } from './processes';

export interface SupervisorOptions {
  env: RawEnvironment;
  /** The checkout. */
  root: string;
  /** Absolute path. */
  dataFolder: string;
  /** Whether a person reads the terminal: then the server's log goes to a file. */
  terminal: boolean;
  say: (line: string) => void;
}

type Settings = ReturnType<typeof readEnvironment>;

const START_LIMIT = 120_000;

/** Fails with words when the port is taken, before anything is started. */
const checkPort = (port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', (error: NodeJS.ErrnoException) => {
        const why =
          error.code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be used: ${error.message}`;
        reject(new Error(`PORT ${port} on HOST ${host} ${why}. Example: PORT=${port + 1} npm start`));
      })
      .listen(port, host, () => probe.close(() => resolve()));
  });

const localAddress = ({ HOST, PORT }: Settings): string => {
  const host =
    HOST === '0.0.0.0' ? '127.0.0.1' : HOST === '::' ? '[::1]' : HOST.includes(':') ? `[${HOST}]` : HOST;
  return `http://${host}:${PORT}/api/v1`;
};

/** Everything that `npm start` runs: data folder, database, server. */
export class Supervisor {
  private readonly settings: Settings;
  private readonly output: Output;
  private readonly logFile: string | null;
  private folder: DataFolder | null = null;
  private postgres: EmbeddedPostgres | null = null;
  private api: ApiProcess | null = null;
  private starting: Promise<void> | null = null;
  private stopping: Promise<void> | null = null;

  /** @throws ConfigError when the environment is wrong. */
  constructor(private readonly options: SupervisorOptions) {
    this.settings = readEnvironment(options.env);
    this.logFile = options.terminal ? join(options.dataFolder, 'logs', 'server.log') : null;
    this.output = new Output(this.logFile);
  }

  /** Resolves when the server answers; rejects with words for a person when it cannot. */
  start(): Promise<void> {
    this.starting ??= this.begin();
    return this.starting;
  }

  private async begin(): Promise<void> {
    const { PORT, HOST } = this.settings;
    this.folder = await DataFolder.take(this.options.dataFolder, PORT);
    await checkPort(PORT, HOST);
    const urls = await this.database(this.folder);
    if (this.stopping) return;
    await runMigrations(urls.owner, urls.app);
    if (this.stopping) return;
    const setupToken = this.settings.SETUP_TOKEN ?? randomBytes(16).toString('base64url');
    this.api = new ApiProcess({
      dist: join(this.options.root, 'dist'),
      env: this.serverEnvironment(this.folder, urls, setupToken),
      output: this.output.write,
      say: this.options.say,
    });
    await this.untilReady(this.api);
    if (this.stopping) return;
    this.api.markReady();
    await this.greet(setupToken);
  }

  /** Resolves when the server ended for good. */
  async ended(): Promise<void> {
    await this.api?.ended;
  }

  /** Ends server, database and lock, in this order. */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  private async end(): Promise<void> {
    // What is half started must be whole before it can be ended.
    await this.starting?.catch(() => {});
    await this.api?.stop();
    await this.postgres?.stop();
    this.folder?.release();
  }

  private async database(folder: DataFolder): Promise<DatabaseUrls> {
    const { DATABASE_URL: app, DATABASE_OWNER_URL: owner } = this.settings;
    if (app) return { app, owner: owner ?? app };
    this.postgres = await EmbeddedPostgres.start(folder, this.options.say);
    return this.postgres.urls;
  }

  private serverEnvironment(folder: DataFolder, urls: DatabaseUrls, setupToken: string): NodeJS.ProcessEnv {
    const { DATABASE_OWNER_URL: _, ...env } = this.options.env;
    return {
      ...env,
      NODE_ENV: env.NODE_ENV ?? 'production',
      DATA_DIR: folder.path,
      DATABASE_URL: urls.app,
      SITE_SECRET: this.settings.SITE_SECRET ?? folder.secret('site-secret'),
      SETUP_TOKEN: setupToken,
    };
  }

  private async untilReady(api: ApiProcess): Promise<void> {
    const failed = api.ended.catch((error: unknown) => {
      const text = this.output.unseen;
      throw text ? new Error(`${String(error instanceof Error ? error.message : error)}\n${text}`) : error;
    });
    const ready = waitUntil(
      async () => this.stopping !== null || (await answers(`${localAddress(this.settings)}/health/ready`)),
      START_LIMIT,
    );
    const answered = await Promise.race([ready, failed.then(() => true)]);
    if (!answered) throw new Error('The server did not become ready within two minutes.');
  }

  private async greet(setupToken: string): Promise<void> {
    const publicUrl = this.settings.PUBLIC_URL ?? `http://localhost:${this.settings.PORT}`;
    const answer = await fetch(`${localAddress(this.settings)}/setup`);
    const { needed } = (await answer.json()) as { needed?: boolean };
    const { dataFolder } = this.options;
    this.options.say(
      greeting({ publicUrl, setupToken: needed ? setupToken : null, dataFolder, logFile: this.logFile }),
    );
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
