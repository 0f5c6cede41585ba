import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ROOT } from '../platform/root';
import { notBuilt } from './not-built';
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
    globIgnore: ['index.html', '**/*.map'],
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

const isFile = (path: string): boolean => /\.[a-z0-9]{1,8}$/i.test(path);
const isUnder = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/**
 * Serves the built pages: the customer's at `/join`, the console everywhere else. A path of the console is not known
 * here: its page is sent, and its own router does the rest.
 */
export async function serveWeb(app: NestFastifyApplication, webDir = join(ROOT, 'dist/web')): Promise<void> {
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.get(POLICY_PATH, (_request, reply) =>
    reply.header('cache-control', ASK_FIRST).type('text/javascript; charset=utf-8').send(policyScript),
  );
  await serveFiles(server, join(webDir, 'customer'), '/join/');
  await serveFiles(server, join(webDir, 'console'), '/');
  server.get('/*', (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (isUnder(path.toLowerCase(), '/api') || isFile(path)) return reply.callNotFound();
    return sendPage(reply, join(webDir, isUnder(path, '/join') ? 'customer' : 'console'));
  });
}
