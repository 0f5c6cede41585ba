import { z } from 'zod';

/** What docs/configuration.md and error messages say of a variable. */
export interface SettingNote {
  about: string;
  example: string;
  /** In words, when the default is not a plain value. */
  defaultNote?: string;
  /** A secret's value is never repeated in a message. */
  secret?: boolean;
}

const note = (text: SettingNote): Record<string, unknown> => ({ ...text });

const wholeNumber = (what: string, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be ${what}`)
    .transform(Number)
    .pipe(z.number().min(min, `must be ${what}`).max(max, `must be ${what}`));

const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);

const address = (schemes: readonly string[]) =>
  z.string().refine(
    (text) => {
      const url = urlOf(text);
      return url !== null && schemes.includes(url.protocol) && url.hostname !== '';
    },
    `must be an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`,
  );

const origin = address(['http:', 'https:'])
  .refine((text) => {
    const url = urlOf(text);
    return (
      url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
    );
  }, 'must be an address without path, query or user')
  .transform((text) => new URL(text).origin);

const list = <Entry extends z.ZodType<string, string>>(entry: Entry) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(entry));

const iceUrl = z
  .string()
  .regex(/^(stuns?|turns?):[^\s/?#]+(\?transport=(udp|tcp))?$/, 'must be a list of stun: or turn: addresses');

const network = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'must be a list of IP addresses or networks',
);

const mailAddress = z.email('must be an e-mail address').max(254);

const SECRET = /^[A-Za-z0-9_-]{43,86}$/;
const SECRET_WORDS = 'must be 32 to 64 random bytes as base64url';

const postgresUrl = address(['postgres:', 'postgresql:']);

/** Every environment variable that the server reads. Nothing else of the environment is looked at. */
export const environment = z.object({
  PORT: wholeNumber('a port number from 1 to 65535', 1, 65_535)
    .default(3000)
    .meta(note({ about: 'Port that the server listens on.', example: '8080' })),
  HOST: z
    .union([z.ipv4(), z.ipv6(), z.literal('localhost')], 'must be an IP address of this machine')
    .default('127.0.0.1')
    .meta(
      note({
        about:
          'Address that the server listens on. `0.0.0.0` or `::` opens it to the network: set `TLS_CERT`, or put a reverse proxy before it.',
        example: '0.0.0.0',
      }),
    ),
  PUBLIC_URL: origin.optional().meta(
    note({
      about:
        'The address that people open, without a path. Links are made with it and it is the only origin that may use the API.',
      example: 'https://support.example.org',
      defaultNote: '`http://localhost:` (with `TLS_CERT` `https://localhost:`) and `PORT`',
    }),
  ),
  DATA_DIR: z
    .string()
    .optional()
    .meta(
      note({
        about:
          'Folder for everything that must last: the embedded database, secrets, files. One server per folder.',
        example: '/var/lib/relevo',
        defaultNote: '`data` in the checkout',
      }),
    ),
  DATABASE_URL: postgresUrl.optional().meta(
    note({
      about:
        'PostgreSQL (16 or later) to use, signed in as the role that the server works with. Without it, `npm start` runs an embedded PostgreSQL in `DATA_DIR`.',
      example: 'postgres://relevo_app:password@db.example.org:5432/relevo',
      defaultNote: 'embedded PostgreSQL',
      secret: true,
    }),
  ),
  DATABASE_OWNER_URL: postgresUrl.optional().meta(
    note({
      about:
        'The same database, signed in as the role that owns the tables. Used by `npm start` for migrations only; the server itself never sees it.',
      example: 'postgres://relevo_owner:password@db.example.org:5432/relevo',
      defaultNote: '`DATABASE_URL`',
      secret: true,
    }),
  ),
  DATABASE_POOL: wholeNumber('a number of connections from 2 to 200', 2, 200)
    .default(10)
    .meta(note({ about: 'Most connections to PostgreSQL at once, per server.', example: '20' })),
  REDIS_URL: address(['redis:', 'rediss:'])
    .optional()
    .meta(
      note({
        about:
          'Redis (6.2 or later). Needed only when several servers serve one site. It holds nothing that must last.',
        example: 'redis://cache.example.org:6379',
        defaultNote: 'none, one server',
        secret: true,
      }),
    ),
  SITE_SECRET: z
    .string()
    .regex(SECRET, SECRET_WORDS)
    .optional()
    .meta(
      note({
        about:
          'Key that protects short codes and second steps in the database; when it is lost, people set their second step up anew. All servers of one site need the same one. `openssl rand 32 | basenc --base64url | tr -d =` makes one.',
        example: '(43 characters)',
        defaultNote: 'made at the first start and kept in `DATA_DIR/secrets`',
        secret: true,
      }),
    ),
  LOG_KEY: z
    .string()
    .regex(SECRET, SECRET_WORDS)
    .optional()
    .meta(
      note({
        about:
          'Secret from which the key is made that signs checkpoints of the log. All servers of one site need the same one.',
        example: '(43 characters)',
        defaultNote: '`SITE_SECRET`',
        secret: true,
      }),
    ),
  LOG_KEY_BEFORE: z
    .union([z.string().regex(SECRET), z.literal('lost')], `${SECRET_WORDS}, or "lost"`)
    .optional()
    .meta(
      note({
        about:
          'The earlier `LOG_KEY` (or `SITE_SECRET`, if there was none), for the first start with a new one: the old key vouches for the new, so that nobody is alarmed. `lost` starts without; whoever has seen the old key gets an alarm.',
        example: '(43 characters)',
        defaultNote: 'none',
        secret: true,
      }),
    ),
  SETUP_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22,64}$/, 'must be 16 or more random bytes as base64url')
    .optional()
    .meta(
      note({
        about: 'One-time right to make the first administrator. Worth nothing once an account exists.',
        example: '(22 characters)',
        defaultNote: 'made by `npm start` while there is no account',
        secret: true,
      }),
    ),
  TLS_CERT: z
    .string()
    .optional()
    .meta(
      note({
        about:
          'File with the certificate (PEM, with its chain) when the server speaks HTTPS itself. Read anew when it changes.',
        example: '/etc/relevo/tls/fullchain.pem',
        defaultNote: 'none: plain HTTP, for this machine or behind a reverse proxy',
      }),
    ),
  TLS_KEY: z
    .string()
    .optional()
    .meta(
      note({
        about: 'File with the key of `TLS_CERT` (PEM, without a password).',
        example: '/etc/relevo/tls/privkey.pem',
        defaultNote: 'none',
      }),
    ),
  TRUST_PROXY: list(network)
    .default([])
    .meta(
      note({
        about:
          'Addresses of reverse proxies whose `X-Forwarded-*` headers are believed, separated by commas.',
        example: '10.0.0.0/8,127.0.0.1',
        defaultNote: 'none',
      }),
    ),
  METRICS_FROM: list(network)
    .default(['127.0.0.0/8', '::1'])
    .meta(
      note({
        about:
          'Addresses that may read `/metrics` without a token, separated by commas. Requests that came through a proxy never may.',
        example: '127.0.0.0/8,10.0.3.4',
        defaultNote: 'this machine',
      }),
    ),
  ICE_URLS: list(iceUrl)
    .default([])
    .meta(
      note({
        about: 'STUN and TURN servers for peer links, separated by commas.',
        example: 'stun:turn.example.org:3478,turn:turn.example.org:3478',
        defaultNote: 'none: peers must reach each other directly',
      }),
    ),
  TURN_SECRET: z
    .string()
    .min(16, 'must have 16 characters or more')
    .optional()
    .meta(
      note({
        about:
          'Shared secret of the TURN servers (`static-auth-secret` of coturn); short-lived sign-ins are made from it.',
        example: '(a long random text)',
        defaultNote: 'none',
        secret: true,
      }),
    ),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/-]{22,256}=*$/, 'must be 22 to 256 letters, digits or signs of base64')
    .optional()
    .meta(
      note({
        about: 'Bearer token with which any other collector may read `/metrics`, also through a proxy.',
        example: '(22 characters or more)',
        defaultNote: 'none: `METRICS_FROM` alone',
        secret: true,
      }),
    ),
  SMTP_URL: address(['smtp:', 'smtps:'])
    .optional()
    .meta(
      note({
        about:
          'Mail server for invites and forgotten passwords: `smtps://` speaks TLS from the start, `smtp://` with STARTTLS (and never tells a password without it, except to this machine). Goes before what administrators set in the console.',
        example: 'smtp://relevo:password@mail.example.org:587',
        defaultNote: 'what administrators set; else no mail leaves, and the console shows what to send',
        secret: true,
      }),
    ),
  MAIL_FROM: mailAddress.optional().meta(
    note({
      about: 'Address that mails come from. Needed with `SMTP_URL`.',
      example: 'support@example.org',
      defaultNote: 'none',
    }),
  ),
  SMS_URL: address(['https:', 'http:'])
    .optional()
    .meta(
      note({
        about:
          'Address that SMS are posted to, see docs/integrate.md. Goes before what administrators set in the console.',
        example: 'https://sms.example.org/relevo',
        defaultNote: 'what administrators set; else no SMS leaves',
        secret: true,
      }),
    ),
  SMS_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{32,256}$/, 'must be 32 to 256 printable characters without spaces')
    .optional()
    .meta(
      note({
        about: 'Shared secret that signs what is posted to `SMS_URL`. Needed with it.',
        example: '(32 characters or more)',
        defaultNote: 'none',
        secret: true,
      }),
    ),
  OUTBOUND_ALLOW: list(network)
    .default([])
    .meta(
      note({
        about:
          'Addresses and networks of your own that the server may post to, separated by commas. Everything that is not public is refused otherwise, as are other ports than 443 and plain HTTP.',
        example: '10.0.5.7,fd00:5::/64',
        defaultNote: 'none: public addresses over HTTPS only',
      }),
    ),
  LOG_LEVEL: z
    .enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be one of fatal, error, warn, info, debug, trace, silent',
    )
    .default('info')
    .meta(note({ about: 'How much the server writes to its log.', example: 'warn' })),
});

export type Environment = z.infer<typeof environment>;
export type SettingName = keyof Environment;

/** The note of one variable. */
export const noteOf = (name: SettingName): SettingNote =>
  environment.shape[name].meta() as unknown as SettingNote;
