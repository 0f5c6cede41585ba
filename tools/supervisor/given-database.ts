import { Client } from 'pg';

const PATIENCE_MS = 15_000;

/** A name with several addresses of which none answers has an error without words, but with a code. */
const words = (error: unknown): string => {
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || String(error);
};

/**
 * Signs in once to a database that the environment gives.
 * @throws Error naming the variable, the place and what was answered; never the password.
 */
export async function checkGivenDatabase(
  name: 'DATABASE_URL' | 'DATABASE_OWNER_URL',
  url: string,
): Promise<void> {
  const { host } = new URL(url);
  const client = new Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  try {
    await client.connect();
  } catch (error) {
    throw new Error(`${name}: the PostgreSQL at ${host} cannot be used: ${words(error)}`);
  } finally {
    await client.end().catch(() => {});
  }
}
