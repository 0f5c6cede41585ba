import helmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '../config';
import { DOCS_PATH } from '../openapi/openapi';
import type { ServerCertificate } from '../tls/server-certificate';
import { wayIn } from './way-in';

const STRICT = 'max-age=31536000';

const PERMISSIONS_POLICY = [
  'camera=(self)',
  'microphone=(self)',
  'display-capture=(self)',
  'fullscreen=(self)',
  'clipboard-read=(self)',
  'clipboard-write=(self)',
  'picture-in-picture=(self)',
  'geolocation=()',
  'payment=()',
  'usb=()',
  'serial=()',
  'hid=()',
].join(', ');

/** What a page of ours may load and talk to: this site and nothing else. */
const directives = (publicUrl: string): Record<string, string[]> => ({
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  // Style attributes that React sets are not style text. The component library's variables are built into a file.
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'"],
  mediaSrc: ["'self'", 'blob:'],
  workerSrc: ["'self'"],
  // The look of a mail, which has a policy of its own.
  frameSrc: ["'self'"],
  manifestSrc: ["'self'"],
  connectSrc: ["'self'", publicUrl.replace(/^http/, 'ws')],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
  // `relevo-policy.js` makes the one policy: scripts of our own origin, and no HTML from text.
  trustedTypes: ['default'],
  requireTrustedTypesFor: ["'script'"],
});

/** The page that describes the interface comes from a library that builds it from strings. */
const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Where the look of a mail is shown: in a frame of ours, without scripts, and loading nothing. */
const MAIL_PAGE = /^\/api\/v1\/sessions\/[^/]+\/invites\/[^/]+\/message\.html$/;
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";

/** Sets the headers that tell browsers what our pages may do, and forbids caching of what the API answers. */
export const secureHeaders = async (
  app: NestFastifyApplication,
  { publicUrl, trustProxy }: Pick<Config, 'publicUrl' | 'trustProxy'>,
  certificate: ServerCertificate | null,
): Promise<void> => {
  const https = publicUrl.startsWith('https:');
  // Behind HSTS nobody can accept a certificate that the browser does not know.
  const strict = https && certificate?.selfSigned !== true;
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: directives(publicUrl) },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
    frameguard: { action: 'deny' },
    xPoweredBy: false,
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', (request, reply, payload, done) => {
      reply.header('permissions-policy', PERMISSIONS_POLICY);
      // RFC 6797 7.2: not over plain HTTP.
      if (strict && wayIn(request, publicUrl, trustProxy.length > 0) === 'tls')
        reply.header('strict-transport-security', STRICT);
      const path = request.url.split('?', 1)[0] ?? '';
      if (path === `/${DOCS_PATH}` || path.startsWith(`/${DOCS_PATH}/`))
        reply.header('content-security-policy', docsPolicy);
      if (MAIL_PAGE.test(path)) {
        reply.header('content-security-policy', mailPolicy);
        reply.header('x-frame-options', 'SAMEORIGIN');
      }
      if (path.startsWith('/api/') && !reply.hasHeader('cache-control'))
        reply.header('cache-control', 'no-store');
      done(null, payload);
    });
};
