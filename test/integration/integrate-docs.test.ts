import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  historyPage,
  queueDoor,
  sessionList,
  startedSession,
  startLists,
  ticketView,
} from '@relevo/contracts';
import { startApi, type TestApi } from '../support/api';
import { Program } from '../support/api-key';
import { Csr } from '../support/people';
import { aQueue } from '../support/queue';

const EXAMPLE = 'https://support.example';

/** The commands that docs/integrate.md gives to copy, in their order: paragraphs of code that begin with curl. */
const COMMANDS = readFileSync(join(__dirname, '../../docs/integrate.md'), 'utf8')
  .split(/\n{2,}/)
  .filter((paragraph) => /^ {4}curl /.test(paragraph));

let api: TestApi;
let ana: Csr;

beforeAll(async () => {
  api = await startApi();
  ana = await Csr.first(api);
});
afterAll(() => api.close());

/** Those of programs with a key; the others are for everybody. */
const KEYED = COMMANDS.filter((command) => command.includes('$RELEVO_KEY'));
const OPEN = COMMANDS.filter((command) => !KEYED.includes(command));

/** Runs a command as a person would who has put their own address and key into it. */
const run = async (command: string, key: string): Promise<{ status: number; body: unknown }> => {
  const text = `${command.replaceAll(EXAMPLE, api.url)} -s -w '\n%{http_code}'`;
  const { stdout } = await promisify(execFile)('sh', ['-c', text], {
    env: { ...process.env, RELEVO_KEY: key },
  });
  const [body = '', status] = stdout.split(/\n(?=\d{3}$)/);
  return { status: Number(status), body: JSON.parse(body) };
};

test('W4 every command of docs/integrate.md does what is said there', async () => {
  expect(KEYED).toHaveLength(4);
  const { secret } = (await Program.of(ana)).made;
  const [start, lists, sessions, past] = await Promise.all(KEYED.map((command) => run(command, secret)));
  expect([start, lists, sessions, past].map((one) => one?.status)).toEqual([201, 200, 200, 200]);
  const started = startedSession.parse(start?.body);
  expect(started.invite?.link).toContain('/join#');
  expect(startLists.parse(lists?.body).types).toEqual([]);
  expect(sessionList.parse(sessions?.body).sessions.length).toBeLessThanOrEqual(1);
  expect(historyPage.parse(past?.body)).toEqual({ sessions: [], after: null });
  // The same call again is the same session and the same link.
  const again = startedSession.parse((await run(KEYED[0] ?? '', secret)).body);
  expect(again).toEqual(started);
});

test('SEC-A3 without the key each of them is refused, in words that a program understands', async () => {
  for (const command of KEYED)
    expect(await run(command, 'rlv_nothing')).toEqual({
      status: 401,
      body: expect.objectContaining({ code: 'NOT_SIGNED_IN' }),
    });
});

test('W5 a program lets somebody into a queue and asks where they are', async () => {
  await aQueue(ana, 'help');
  const answers = [];
  for (const command of OPEN) answers.push(await run(command, ''));
  expect(answers.map(({ status }) => status)).toEqual([200, 201, 200]);
  expect(queueDoor.parse(answers[0]?.body)).toMatchObject({ open: true, waiting: 0 });
  expect(ticketView.parse(answers[2]?.body)).toMatchObject({ state: 'waiting', position: 1 });
});
