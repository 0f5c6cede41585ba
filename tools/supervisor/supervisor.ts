import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import {
  publicUrlOf,
  type RawEnvironment,
  readEnvironment,
  tlsFilesOf,
} from '../../apps/api/src/platform/config/config';
import { ServerCertificate } from '../../apps/api/src/platform/tls/server-certificate';
import { DataFolder } from './data-folder';
import { type EarlyServer, startEarly, withoutOwner } from './early-server';
import { checkGivenDatabase } from './given-database';
import { greeting, type Lan } from './greeting';
import { lanAddresses, lanEnvironment, lanNames } from './lan';
import type { LocalCertificate } from './local-certificate';
import { askOwnServer } from './own-server';
import { type DatabaseUrls, EmbeddedPostgres } from './postgres/embedded';
import { waitUntil } from './processes';
import { buildOf, isMarked, mark } from './schema-mark';

export interface SupervisorOptions {
  env: RawEnvironment;
  /** The checkout. */
  root: string;
  /** Absolute path. */
  dataFolder: string;
  /** For the whole network by HTTPS, with a certificate of our own. */
  lan: boolean;
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

/** A renewed certificate is needed long after the start, too. */
const CERTIFICATE_LOOK = 12 * 3_600_000;

/** Everything that `npm start` runs: data folder, database, server. */
export class Supervisor {
  private settings: Settings;
  private env: RawEnvironment;
  private lan: Lan | null = null;
  private readonly server: EarlyServer;
  private folder: DataFolder | null = null;
  private postgres: EmbeddedPostgres | null = null;
  private starting: Promise<void> | null = null;
  private stopping: Promise<void> | null = null;

  /** @throws ConfigError when the environment or a certificate that it names is wrong. */
  constructor(
    private readonly options: SupervisorOptions,
    server?: EarlyServer,
  ) {
    this.env = options.env;
    this.settings = readEnvironment(options.env);
    if (options.lan && this.settings.TLS_CERT)
      throw new Error(
        '--lan makes a certificate of its own: leave TLS_CERT and TLS_KEY out, or leave --lan out.',
      );
    const tls = tlsFilesOf(this.settings);
    if (tls) ServerCertificate.read(tls);
    this.server = server ?? startEarly(options);
  }

  /** Resolves when the server answers; rejects with words for a person when it cannot. */
  start(): Promise<void> {
    this.starting ??= this.begin();
    return this.starting;
  }

  private async begin(): Promise<void> {
    const { PORT } = this.settings;
    this.folder = await DataFolder.take(this.options.dataFolder, PORT);
    this.server.output.begin();
    if (this.options.lan) await this.openToNetwork(this.folder);
    await checkPort(PORT, this.settings.HOST);
    const urls = await this.migratedDatabase(this.folder);
    if (this.stopping) return;
    const setupToken = this.settings.SETUP_TOKEN ?? randomBytes(16).toString('base64url');
    this.server.process.tell(this.serverEnvironment(this.folder, urls, setupToken));
    await this.untilReady();
    if (this.stopping) return;
    this.server.process.markReady();
    await this.greet(setupToken);
  }

  /** Resolves when the server ended for good. */
  async ended(): Promise<void> {
    await this.server.process.ended;
  }

  /** Ends server, database and lock, in this order. */
  stop(): Promise<void> {
    this.stopping ??= this.end();
    return this.stopping;
  }

  /** Cuts the server's orderly end short; the database still ends in order. */
  hurry(): void {
    this.server.process.hurry();
  }

  private async end(): Promise<void> {
    // What is half started must be whole before it can be ended.
    await this.starting?.catch(() => {});
    await this.server.process.stop();
    await this.postgres?.stop();
    this.folder?.release();
  }

  private async openToNetwork(folder: DataFolder): Promise<void> {
    const { localCertificate } = await import('./local-certificate.js');
    const addresses = await lanAddresses(this.env.HOST?.trim());
    const make = (): Promise<LocalCertificate> =>
      localCertificate(join(folder.path, 'secrets'), lanNames(addresses), Date.now());
    const certificate = await make();
    this.env = lanEnvironment(this.env, this.settings.PORT, addresses, certificate);
    this.settings = readEnvironment(this.env);
    this.lan = { fingerprint: certificate.fingerprint };
    // The server sees by itself that the files have changed.
    setInterval(
      () => void make().catch((error) => this.options.say(String(error))),
      CERTIFICATE_LOOK,
    ).unref();
  }

  private async migratedDatabase(folder: DataFolder): Promise<DatabaseUrls> {
    const urls = await this.database(folder);
    // Of a database that somebody gives us we know nothing: who else changes it, and as whom the server works.
    const build = this.postgres && buildOf(this.options.root);
    if (build && (await isMarked(urls.owner, build))) return urls;
    if (this.stopping) return urls;
    const { runMigrations } = await import('../../apps/api/src/platform/database/run-migrations.js');
    await runMigrations(urls.owner, urls.app);
    if (build) await mark(urls.owner, build);
    return urls;
  }

  private async database(folder: DataFolder): Promise<DatabaseUrls> {
    const { DATABASE_URL: app, DATABASE_OWNER_URL: owner } = this.settings;
    if (app) {
      await checkGivenDatabase('DATABASE_URL', app);
      if (owner) await checkGivenDatabase('DATABASE_OWNER_URL', owner);
      return { app, owner: owner ?? app };
    }
    this.postgres = await EmbeddedPostgres.start(folder, this.options.say);
    return this.postgres.urls;
  }

  private serverEnvironment(folder: DataFolder, urls: DatabaseUrls, setupToken: string): NodeJS.ProcessEnv {
    return {
      ...withoutOwner(this.env),
      DATA_DIR: folder.path,
      DATABASE_URL: urls.app,
      SITE_SECRET: this.settings.SITE_SECRET ?? folder.secret('site-secret'),
      SETUP_TOKEN: setupToken,
    };
  }

  private async untilReady(): Promise<void> {
    const failed = this.server.process.ended.catch((error: unknown) => {
      const text = this.server.output.unseen;
      throw text ? new Error(`${String(error instanceof Error ? error.message : error)}\n${text}`) : error;
    });
    const ready = waitUntil(
      async () => this.stopping !== null || (await answers(this.settings)),
      START_LIMIT,
    );
    const answered = await Promise.race([ready, failed.then(() => true)]);
    if (!answered) throw new Error('The server did not become ready within two minutes.');
  }

  private async greet(setupToken: string): Promise<void> {
    const publicUrl = publicUrlOf(this.settings);
    const { body } = await askOwnServer(this.settings, '/setup');
    const { needed } = body as { needed?: boolean };
    const { dataFolder } = this.options;
    this.options.say(
      greeting({
        publicUrl,
        setupToken: needed ? setupToken : null,
        dataFolder,
        logFile: this.server.logFile,
        lan: this.lan,
      }),
    );
  }
}

async function answers(settings: Settings): Promise<boolean> {
  try {
    return (await askOwnServer(settings, '/health/ready')).ok;
  } catch {
    return false;
  }
}
