import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

jest.setTimeout(120_000);

const MAIN = join(__dirname, '../../dist/apps/customer-agent/machine/src/main.js');
const SITE = { organisation: 'Acme', version: '0.1.0', protocol: 1, maxControlMinutes: 30 };

type Answer = (path: string) => { status?: number; type?: string; body: string; location?: string } | null;

/** Runs the agent against a server of this kind; it has no desktop, so nobody has to press anything. */
const against = async (answer: Answer) => {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const given = answer(request.url ?? '');
    if (!given) return;
    const { status = 200, type = 'application/json', body, location } = given;
    response.writeHead(status, { 'content-type': type, ...(location && { location }) });
    response.end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = spawn(process.execPath, [MAIN, '123456789', '--server', `http://localhost:${port}`], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], LANG: 'en_GB.UTF-8' },
  });
  let output = '';
  for (const stream of [agent.stdout, agent.stderr])
    stream.on('data', (data: Buffer) => {
      output += data.toString();
    });
  const late = setTimeout(() => agent.kill('SIGKILL'), 60_000);
  const [status] = (await once(agent, 'exit')) as [number | null];
  clearTimeout(late);
  server.closeAllConnections();
  server.close();
  return { status, output, asked };
};

it.each<[string, Answer]>([
  ['nothing at all', () => null],
  ['a page', () => ({ type: 'text/html', body: '<html>Welcome to nginx!</html>' })],
  ['half of an answer', () => ({ body: JSON.stringify(SITE).slice(0, 20) })],
  ['a thousand brackets', () => ({ body: '['.repeat(100_000) })],
  [
    'ten million letters',
    () => ({ body: JSON.stringify({ ...SITE, organisation: 'x'.repeat(10_000_000) }) }),
  ],
  ['a way to another place', (path) => ({ status: 302, location: `http://localhost:1${path}`, body: '' })],
  [
    'an unknown error with terminal commands',
    () => ({
      status: 500,
      body: JSON.stringify({ code: 'INTERNAL', message: '\u001b]0;owned\u0007\u001b[2J' }),
    }),
  ],
  [
    'names that steer a terminal',
    (path) =>
      path.endsWith('/site')
        ? { body: JSON.stringify(SITE) }
        : {
            body: JSON.stringify({
              organisation: 'A\u001b[2Jcme',
              csrName: 'An\u001b]0;x\u0007a',
              customerName: 'M',
            }),
          },
  ],
])(
  'a server that answers with %s: the agent says so in words, writes no control characters, and ends',
  async (_how, answer) => {
    const { status, output, asked } = await against(answer);
    expect(asked.length).toBeGreaterThan(0);
    expect(status).toBe(1);
    expect(output.trim()).not.toBe('');
    expect(output.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(output).not.toMatch(/at .*\.js:\d+/);
  },
);
