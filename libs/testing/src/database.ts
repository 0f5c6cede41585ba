import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** An empty database for one test file. */
export interface TestDatabase {
  /** As the role that the server works with. */
  url: string;
  /** As the role that owns the database: for migrations. */
  ownerUrl: string;
  /** As the superuser: for tests that play a thief of the database. */
  adminUrl: string;
  /** Throws the database away, with every connection to it. */
  drop(): Promise<void>;
}

function adminUrlOf(database: string): URL {
  const given = process.env.TEST_DATABASE_ADMIN_URL;
  if (!given) throw new Error('TEST_DATABASE_ADMIN_URL is not set: run this test through Jest');
  const url = new URL(given);
  url.pathname = `/${database}`;
  return url;
}

const as = (role: string, url: URL): string => {
  const other = new URL(url);
  other.username = role;
  return other.href;
};

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: adminUrlOf('postgres').href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/**
 * Makes a fresh database, with the same roles as an installation: an owner, and the server's own.
 * @param template the database that it begins as a copy of; without one it has no tables
 */
export async function createTestDatabase(template = 'template1'): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(`CREATE DATABASE ${name} OWNER relevo_owner TEMPLATE ${template}`);
  const admin = adminUrlOf(name);
  return {
    url: as('relevo_app', admin),
    ownerUrl: as('relevo_owner', admin),
    adminUrl: admin.href,
    drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
