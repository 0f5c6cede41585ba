import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Call {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody on the loopback to whom things are posted; answers what it is told to. */
export class WebhookServer {
  readonly calls: Call[] = [];
  answer: (call: Call) => { status: number; headers?: Record<string, string>; body?: string } = () => ({
    status: 200,
  });

  private constructor(private readonly server: Server) {}

  static async start(): Promise<WebhookServer> {
    const server = createServer();
    const hook = new WebhookServer(server);
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        const call = { path: request.url ?? '', headers: request.headers, body };
        hook.calls.push(call);
        const { status, headers, body: said } = hook.answer(call);
        response.writeHead(status, headers).end(said);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return hook;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/sms`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
