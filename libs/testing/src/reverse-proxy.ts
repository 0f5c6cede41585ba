import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface ReverseProxy {
  readonly port: number;
  close(): Promise<void>;
}

/** What nginx does with `$proxy_add_x_forwarded_for`, `$scheme` and `$host`. */
const forwarded = (request: IncomingMessage, scheme: string): http.OutgoingHttpHeaders => {
  const { remoteAddress = '' } = request.socket;
  const before = request.headers['x-forwarded-for'];
  return {
    ...request.headers,
    'x-forwarded-for': before === undefined ? remoteAddress : `${String(before)}, ${remoteAddress}`,
    'x-forwarded-proto': scheme,
  };
};

/**
 * A reverse proxy on the loopback, as operators put one before the server: it ends TLS (when it is given a certificate)
 * and passes requests and upgrades on, with the usual headers.
 * @param port of the server behind it
 */
export const startReverseProxy = async (
  port: number,
  tls: { cert: string; key: string } | null = null,
): Promise<ReverseProxy> => {
  const scheme = tls ? 'https' : 'http';
  const towards = (request: IncomingMessage): RequestOptions => ({
    host: '127.0.0.1',
    port,
    method: request.method,
    path: request.url,
    headers: forwarded(request, scheme),
  });
  const server = tls ? https.createServer(tls) : http.createServer();
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', (request, response) => {
    const onward = http.request(towards(request), (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    request.pipe(onward);
  });
  server.on('upgrade', (request: IncomingMessage, near: Socket, head: Buffer) => {
    const onward = http.request(towards(request));
    const drop = (): void => void near.destroy();
    onward.on('error', drop);
    onward.on('response', drop);
    onward.on('upgrade', (answer, far, first) => {
      const lines = answer.rawHeaders.flatMap((_, at, all) => (at % 2 ? [] : [`${all[at]}: ${all[at + 1]}`]));
      near.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'));
      near.write(first);
      far.write(head);
      far.on('error', drop).pipe(near);
      near.on('error', () => void far.destroy()).pipe(far);
    });
    onward.end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
