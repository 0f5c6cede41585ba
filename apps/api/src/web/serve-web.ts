import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CHECK_PATH } from '@relevo/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../platform/config';
import { wayIn } from '../platform/headers/way-in';
import { ROOT } from '../platform/root';
import { insecurePage } from './insecure-page';
import { MANIFEST_PATH, manifest } from './manifest';
import { notBuilt } from './not-built';
import { askingFirst, asksFirst, openedByItsPerson, START_PATH } from './opened-by-its-person';
import { POLICY_PATH, policyScript } from './policy-script';
import { readPage } from './read-page';

const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_FIRST = 'no-cache';

/** Files beside the page. Those under assets/ carry a hash of their content in their name. */
const serveFiles = async (server: FastifyInstance, root: string, prefix: string): Promise<void> => {
  if (!existsSync(root)) return;
  await server.register(fastifyStatic, {
    root,
    prefix,
    decorateReply: false,
    index: false,
    // One route per file that is there: what is not there cannot be asked for.
    wildcard: false,
    globIgnore: ['index.html', '**/*.map', '**/*.br', '**/*.gz'],
    // What the build has compressed already, for a browser that takes it.
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response, path) =>
      void response.header('cache-control', path.includes(`${sep}assets${sep}`) ? FOR_EVER : ASK_FIRST),
  });
};

const sendPage = (reply: FastifyReply, folder: string): FastifyReply => {
  const page = readPage(folder);
  reply.header('cache-control', ASK_FIRST).type('text/html; charset=utf-8');
  return page === null ? reply.status(503).send(notBuilt) : reply.send(page);
};

/** The same place over TLS, or what to do about it. The part after `#` stays with the browser, also when it is sent on. */
const sendAway = (request: FastifyRequest, reply: FastifyReply, publicUrl: string): FastifyReply => {
  reply.header('cache-control', 'no-store');
  if (publicUrl.startsWith('https:')) return reply.redirect(`${publicUrl}${request.url}`, 308);
  const page = insecurePage(request.headers['accept-language'], request.host);
  return reply.status(403).type('text/html; charset=utf-8').send(page);
};

const isFile = (path: string): boolean => /\.[a-z0-9]{1,8}$/i.test(path);
const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/**
 * Serves the built pages: the customer's at `/join`, at the queues, `/q`, and at `/check`, the console everywhere else. A path of the console is not known
 * here: its page is sent, and its own router does the rest.
 */
export async function serveWeb(
  app: NestFastifyApplication,
  { publicUrl, trustProxy }: Pick<Config, 'publicUrl' | 'trustProxy'>,
  webDir = join(ROOT, 'dist/web'),
): Promise<void> {
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.get(POLICY_PATH, (_request, reply) =>
    reply.header('cache-control', ASK_FIRST).type('text/javascript; charset=utf-8').send(policyScript),
  );
  server.get(MANIFEST_PATH, (request, reply) =>
    reply
      .header('cache-control', ASK_FIRST)
      .header('vary', 'accept-language')
      .type('application/manifest+json; charset=utf-8')
      .send(JSON.stringify(manifest(request.headers['accept-language']))),
  );
  await serveFiles(server, join(webDir, 'customer'), '/join/');
  await serveFiles(server, join(webDir, 'console'), '/');
  server.get('/*', (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (isUnder(path.toLowerCase(), '/api') || isFile(path)) return reply.callNotFound();
    if (wayIn(request, publicUrl, trustProxy.length > 0) === 'plain')
      return sendAway(request, reply, publicUrl);
    // Before any page: a page that another site opened never loads at the address that starts by itself.
    if (path === START_PATH && !asksFirst(request.url) && !openedByItsPerson(request))
      return reply.header('cache-control', 'no-store').redirect(askingFirst(request.url), 302);
    const customers = ['/join', '/q', CHECK_PATH].some((folder) => isUnder(path, folder));
    return sendPage(reply, join(webDir, customers ? 'customer' : 'console'));
  });
}
