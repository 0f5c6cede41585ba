import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATIENCE_MS, type TestDatabase, until } from '@relevo/testing';
import { Pool } from 'pg';
import { ACCOUNT_ENTITIES } from '../../apps/api/src/accounts/account-entities';
import { createAccount } from '../../apps/api/src/accounts/create-account';
import { withDatabase } from '../../apps/api/src/platform/database/with-database';
import type { AccountPrincipal, Principal } from '../../apps/api/src/platform/principal';
import { freePort } from '../../tools/supervisor/postgres/server';
import { SETUP_TOKEN, type TestApi } from './api';
import { createMigratedDatabase } from './migrated-database';
import { Csr } from './people';

const MAIN = join(__dirname, '../../dist/apps/api/src/main.js');

/** The compiled server in a process of its own: what it does not catch ends it. */
export class WatchedApi {
  output = '';

  private constructor(
    readonly child: ChildProcess,
    readonly url: string,
    readonly database: TestDatabase,
    private readonly db: Pool,
  ) {
    const note = (data: Buffer) => {
      this.output += data.toString();
    };
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
  }

  static async start(): Promise<WatchedApi> {
    const database = await createMigratedDatabase();
    const port = String(await freePort());
    const child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'],
        PORT: port,
        PUBLIC_URL: `http://localhost:${port}`,
        DATABASE_URL: database.url,
        DATA_DIR: join(tmpdir(), `relevo-test-data-${port}`),
        SITE_SECRET: randomBytes(32).toString('base64url'),
        SETUP_TOKEN,
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const db = new Pool({ connectionString: database.ownerUrl, max: 2 });
    const api = new WatchedApi(child, `http://127.0.0.1:${port}`, database, db);
    await until('the server answers', PATIENCE_MS, async () => {
      if (!api.alive) throw new Error(api.output);
      return fetch(`${api.url}/api/v1/health/ready`).then(
        ({ ok }) => ok || null,
        () => null,
      );
    });
    return api;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** For what calls a server by its address. */
  get api(): TestApi {
    return {
      url: this.url,
      env: { PUBLIC_URL: this.url.replace('127.0.0.1', 'localhost') },
    } as unknown as TestApi;
  }

  /** Lines that the server wrote about faults of its own. */
  get faults(): string[] {
    return this.output.split('\n').filter((line) => line !== '' && !/"level":(10|20|30|40)\b/.test(line));
  }

  /** Another CSR of the site, and who they are to the server. */
  async another(name: string): Promise<{ csr: Csr; principal: AccountPrincipal }> {
    const email = `${randomBytes(6).toString('hex')}@example.org`;
    const password = 'a quiet green kettle sings';
    const account = { email, name, password, role: 'csr', language: 'en' } as const;
    const { id: accountId } = await withDatabase(this.database.url, ACCOUNT_ENTITIES, (manager) =>
      createAccount(manager, account),
    );
    const csr = await Csr.signIn(this.api, email, password);
    const { rows } = await this.db.query<{ id: string }>('SELECT id FROM sign_ins WHERE account_id = $1', [
      accountId,
    ]);
    const signInId = rows[0]?.id ?? '';
    const principal = {
      kind: 'account',
      accountId,
      name,
      email,
      role: 'csr',
      expertIn: null,
      language: 'en',
      autoInvite: true,
      timeZone: null,
      signInId,
      secondStepMissing: false,
    } as const;
    return { csr, principal };
  }

  /** A ticket for somebody, past the limits for asking. */
  async ticket(principal: Principal): Promise<string> {
    const ticket = randomBytes(32).toString('base64url');
    await this.db.query(
      `INSERT INTO socket_tickets (hash, principal, expires_at) VALUES ($1, $2, now() + interval '1 minute')`,
      [createHash('sha256').update(ticket).digest(), JSON.stringify(principal)],
    );
    return ticket;
  }

  async close(): Promise<void> {
    await this.db.end();
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.alive) {
      this.child.kill('SIGTERM');
      await ended;
    }
    await this.database.drop();
  }
}
