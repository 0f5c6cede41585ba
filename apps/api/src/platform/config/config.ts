import { resolve } from 'node:path';
import { environment, noteOf, type SettingName } from './environment';

/** The server's settings, checked. */
export interface Config {
  port: number;
  host: string;
  /** Origin that people open; never ends in a slash. */
  publicUrl: string;
  /** Absolute path. */
  dataDir: string;
  databaseUrl: string;
  databasePool: number;
  redisUrl: string | null;
  /** 32 random bytes or more, as base64url. */
  siteSecret: string;
  setupToken: string | null;
  trustProxy: string[];
  iceUrls: string[];
  turnSecret: string | null;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** What a person must mend in the environment; one line per variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  }
}

export type RawEnvironment = Record<string, string | undefined>;

/**
 * Reads every setting that the environment gives, with defaults for the others.
 * @throws ConfigError with one line per wrong variable: its name, what is wrong, an example. Secrets are not repeated.
 */
export function readEnvironment(env: RawEnvironment) {
  const given = Object.fromEntries(
    Object.keys(environment.shape).map((name) => [name, env[name]?.trim() || undefined]),
  );
  const parsed = environment.safeParse(given);
  const problems = new Map<string, string>();
  for (const issue of parsed.error?.issues ?? []) {
    const name = issue.path[0] as SettingName;
    const note = noteOf(name);
    const value = note.secret ? '' : ` (it is "${given[name]}")`;
    problems.set(name, `${name} ${issue.message}${value}. Example: ${name}=${note.example}`);
  }
  if (!parsed.success) throw new ConfigError([...problems.values()]);
  const values = parsed.data;
  if (values.TURN_SECRET && !values.ICE_URLS.some((url) => url.startsWith('turn')))
    throw new ConfigError([
      `TURN_SECRET is set but ICE_URLS names no turn: server. Example: ICE_URLS=${noteOf('ICE_URLS').example}`,
    ]);
  return values;
}

/**
 * Settings of the API process.
 * @throws ConfigError as {@link readEnvironment}, and when a variable is missing that `npm start` would have given.
 */
export function readConfig(env: RawEnvironment): Config {
  const values = readEnvironment(env);
  const { DATABASE_URL: databaseUrl, SITE_SECRET: siteSecret } = values;
  if (!databaseUrl || !siteSecret) {
    const missing = (['DATABASE_URL', 'SITE_SECRET'] as const).filter((name) => !values[name]);
    throw new ConfigError(
      missing.map((name) => `${name} is missing. Example: ${name}=${noteOf(name).example}`),
    );
  }
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    dataDir: resolve(values.DATA_DIR ?? 'data'),
    databaseUrl,
    databasePool: values.DATABASE_POOL,
    redisUrl: values.REDIS_URL ?? null,
    siteSecret,
    setupToken: values.SETUP_TOKEN ?? null,
    trustProxy: values.TRUST_PROXY,
    iceUrls: values.ICE_URLS,
    turnSecret: values.TURN_SECRET ?? null,
    logLevel: values.LOG_LEVEL,
  };
}
