import { resolve } from 'node:path';
import { type Environment, environment, noteOf, type SettingName } from './environment';

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
  /** What the key is made from that signs checkpoints of the log. */
  logKey: string;
  /** The one before, where it shall vouch for the new one; the word `lost` where it cannot. */
  logKeyBefore: string | null;
  setupToken: string | null;
  /** Absolute paths of certificate and key; null = plain HTTP. */
  tls: { cert: string; key: string } | null;
  trustProxy: string[];
  /** Addresses and networks that may read the metrics. */
  metricsFrom: string[];
  iceUrls: string[];
  turnSecret: string | null;
  metricsToken: string | null;
  /** null = what administrators have set. */
  mail: { url: string; from: string } | null;
  sms: { url: string; secret: string } | null;
  /** Addresses and networks that are not public and may be posted to all the same. */
  outboundAllow: string[];
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

/** What a person must mend in the environment; one line per variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  }
}

/** Settings of which none means anything without the other. */
const PAIRS = [
  ['TLS_CERT', 'TLS_KEY'],
  ['SMTP_URL', 'MAIL_FROM'],
  ['SMS_URL', 'SMS_SECRET'],
] as const satisfies readonly (readonly [SettingName, SettingName])[];

/** What is wrong with settings that are right one by one. */
const wholeProblem = (values: Environment): string | null => {
  const { TURN_SECRET, ICE_URLS, TLS_CERT, PUBLIC_URL } = values;
  const example = (name: SettingName): string => `Example: ${name}=${noteOf(name).example}`;
  if (TURN_SECRET && !ICE_URLS.some((url) => url.startsWith('turn')))
    return `TURN_SECRET is set but ICE_URLS names no turn: server. ${example('ICE_URLS')}`;
  for (const [one, other] of PAIRS) {
    if ((values[one] === undefined) === (values[other] === undefined)) continue;
    const [given, missing] = values[one] === undefined ? [other, one] : [one, other];
    return `${given} is set but ${missing} is not. ${example(missing)}`;
  }
  if (TLS_CERT && PUBLIC_URL?.startsWith('http:'))
    return `PUBLIC_URL must begin with https:// when TLS_CERT is set (it is "${PUBLIC_URL}"). ${example('PUBLIC_URL')}`;
  return null;
};

/** The address that people open. */
export const publicUrlOf = ({ PUBLIC_URL, TLS_CERT, PORT }: Environment): string =>
  PUBLIC_URL ?? `${TLS_CERT ? 'https' : 'http'}://localhost:${PORT}`;

/** Absolute paths of certificate and key; null = plain HTTP. */
export const tlsFilesOf = ({ TLS_CERT, TLS_KEY }: Environment): Config['tls'] =>
  TLS_CERT && TLS_KEY ? { cert: resolve(TLS_CERT), key: resolve(TLS_KEY) } : null;

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
    // What is wrong first is what a person must mend: the rest may follow from it.
    if (problems.has(name)) continue;
    const note = noteOf(name);
    const value = note.secret ? '' : ` (it is "${given[name]}")`;
    problems.set(name, `${name} ${issue.message}${value}. Example: ${name}=${note.example}`);
  }
  if (!parsed.success) throw new ConfigError([...problems.values()]);
  const values = parsed.data;
  const whole = wholeProblem(values);
  if (whole) throw new ConfigError([whole]);
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
    publicUrl: publicUrlOf(values),
    dataDir: resolve(values.DATA_DIR ?? 'data'),
    databaseUrl,
    databasePool: values.DATABASE_POOL,
    redisUrl: values.REDIS_URL ?? null,
    siteSecret,
    logKey: values.LOG_KEY ?? siteSecret,
    logKeyBefore: values.LOG_KEY_BEFORE ?? null,
    setupToken: values.SETUP_TOKEN ?? null,
    tls: tlsFilesOf(values),
    trustProxy: values.TRUST_PROXY,
    metricsFrom: values.METRICS_FROM,
    iceUrls: values.ICE_URLS,
    turnSecret: values.TURN_SECRET ?? null,
    metricsToken: values.METRICS_TOKEN ?? null,
    mail: values.SMTP_URL && values.MAIL_FROM ? { url: values.SMTP_URL, from: values.MAIL_FROM } : null,
    sms: values.SMS_URL && values.SMS_SECRET ? { url: values.SMS_URL, secret: values.SMS_SECRET } : null,
    outboundAllow: values.OUTBOUND_ALLOW,
    logLevel: values.LOG_LEVEL,
  };
}
