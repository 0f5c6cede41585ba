import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { DataFolder } from '../data-folder';
import { binaries, runAs } from './binaries';
import { makeCluster } from './cluster';
import { clusterPlace, SHARED } from './place';
import { type PostgresOptions, type PostgresServer, startPostgres } from './server';

const DATABASE = 'relevo';
const ROLES = { owner: 'relevo_owner', app: 'relevo_app' } as const;

export interface DatabaseUrls {
  /** The role that owns the tables; for migrations. */
  owner: string;
  /** The role that the server works with. */
  app: string;
}

/** Addresses of the embedded database, from a data folder's secrets. */
export const embeddedUrls = (port: number, secret: (name: string) => string): DatabaseUrls => ({
  owner: `postgres://${ROLES.owner}:${secret('database-owner')}@127.0.0.1:${port}/${DATABASE}`,
  app: `postgres://${ROLES.app}:${secret('database-app')}@127.0.0.1:${port}/${DATABASE}`,
});

/** Makes roles and database, or heals what an interrupted start left half done. */
async function provision(port: number, password: string, urls: DatabaseUrls): Promise<void> {
  const admin = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  await admin.connect();
  try {
    for (const [key, role] of Object.entries(ROLES)) {
      const known = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      const verb = known.rowCount ? 'ALTER' : 'CREATE';
      const secret = admin.escapeLiteral(new URL(urls[key as keyof DatabaseUrls]).password);
      await admin.query(`${verb} ROLE ${role} LOGIN PASSWORD ${secret}`);
    }
    const known = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!known.rowCount) await admin.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLES.owner}`);
  } finally {
    await admin.end();
  }
}

/** The PostgreSQL inside a data folder. It is started again, on the same port, when it dies unasked. */
export class EmbeddedPostgres {
  private stopping = false;

  private constructor(
    private readonly options: PostgresOptions,
    private server: PostgresServer,
    private readonly say: (line: string) => void,
    readonly urls: DatabaseUrls,
  ) {
    this.watch();
  }

  static async start(folder: DataFolder, say: (line: string) => void): Promise<EmbeddedPostgres> {
    const as = runAs();
    const bin = binaries(as, SHARED);
    const password = folder.secret('database-superuser');
    const place = clusterPlace(folder.path, as);
    makeCluster(bin, place, password, as);
    const logFile = join(folder.path, 'postgres.log');
    // Without a size, it would follow from the pieces of its log, and small ones mean frequent checkpoints.
    const settings = { max_connections: '200', max_wal_size: '1GB' };
    const options = { bin, folder: place, password, as, logFile, settings };
    const server = await startPostgres(options);
    const urls = embeddedUrls(server.port, (name) => folder.secret(name));
    await provision(server.port, password, urls);
    folder.publishDatabasePort(server.port);
    return new EmbeddedPostgres(options, server, say, urls);
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.server.stop();
  }

  private watch(): void {
    void this.server.ended.then(() => this.revive());
  }

  private async revive(): Promise<void> {
    const { port } = this.server;
    while (!this.stopping) {
      this.say('PostgreSQL has ended unasked; starting it again.');
      try {
        this.server = await startPostgres(this.options, port);
        if (this.stopping) await this.server.stop();
        else this.watch();
        return;
      } catch (error) {
        this.say(error instanceof Error ? error.message : String(error));
        await sleep(1000);
      }
    }
  }
}
