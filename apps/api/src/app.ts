import { randomUUID } from 'node:crypto';
import type { Server as TlsServer } from 'node:tls';
import cookie from '@fastify/cookie';
import { Logger, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { API_PREFIX } from '@relevo/contracts';
import type { DestinationStream } from 'pino';
import { AppModule } from './app.module';
import { type Clock, systemClock } from './platform/clock';
import type { Config } from './platform/config';
import { secureHeaders } from './platform/headers/security-headers';
import { logRequests } from './platform/logs/log-requests';
import { QuietLogger } from './platform/logs/quiet-logger';
import { Metrics } from './platform/metrics/metrics';
import { serveDocs } from './platform/openapi/openapi';
import { ServerCertificate } from './platform/tls/server-certificate';
import { SocketAdapter } from './streams/socket/adapter';
import { serveWeb } from './web/serve-web';

/** Largest request body: a signed report has 16 KiB. */
const BODY_LIMIT = 64 * 1024;
/** A request that has not arrived whole by then is dropped. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface AppOptions {
  readonly clock?: Clock;
  /** Where the logs go instead of standard output. */
  readonly logs?: DestinationStream;
  /** Folder with the built pages instead of dist/web. */
  readonly webDir?: string;
}

/** A renewed certificate is served without a restart, and the log says so. */
function followCertificate(app: NestFastifyApplication, certificate: ServerCertificate): void {
  const log = new Logger('Tls');
  const server = app.getHttpServer() as unknown as TlsServer;
  const stop = certificate.follow(server, (what, problem) =>
    problem === undefined ? log.log(what) : log.error(`${what}: ${problem.message}`),
  );
  server.once('close', stop);
}

/** Builds the server, ready to listen. The same for production and tests. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<NestFastifyApplication> {
  const certificate = config.tls && ServerCertificate.read(config.tls);
  const adapter = new FastifyAdapter({
    ...(certificate && { https: certificate.pem }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    trustProxy: config.trustProxy.length > 0 ? config.trustProxy : false,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, { clock: options.clock ?? systemClock, logs: options.logs, certificate }),
    adapter,
    { bufferLogs: true, bodyParser: false, abortOnError: false },
  );
  app.useLogger(app.get(QuietLogger));
  // For REST alone: as a part of the module it would also stand, idle, in the way of every message of a socket.
  app.useGlobalInterceptors(new StandardSchemaSerializerInterceptor(app.get(Reflector)));
  app.setGlobalPrefix(API_PREFIX, { exclude: ['metrics'] });
  const server = adapter.getInstance();
  // JSON is the only kind of body: a form of another site cannot send it.
  server.removeContentTypeParser('text/plain');
  logRequests(server);
  await app.register(cookie);
  await secureHeaders(app, config, certificate);
  app.useWebSocketAdapter(app.get(SocketAdapter));
  app.get(Metrics).observe(server);
  serveDocs(app);
  await serveWeb(app, config, options.webDir);
  if (certificate) followCertificate(app, certificate);
  await app.init().catch(async (fault: unknown) => {
    await app.close().catch(() => undefined);
    throw fault;
  });
  return app;
}
