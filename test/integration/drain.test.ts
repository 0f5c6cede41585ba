import { connect } from 'node:net';
import { newId } from '@relevo/client';
import { PATIENCE_MS, seeded, until } from '@relevo/testing';
import { SETUP_TOKEN } from '../support/api';
import { openConsole, openCustomer } from '../support/clients';
import { Cluster } from '../support/cluster';
import { Talk } from '../support/talk';

jest.setTimeout(180_000);

let cluster: Cluster;
const closing: (() => void)[] = [];

beforeAll(async () => {
  cluster = await Cluster.start(2);
});
afterAll(async () => {
  for (const close of closing) close();
  await cluster?.close();
});

const soon = (what: string, look: () => unknown): Promise<unknown> =>
  until(what, PATIENCE_MS, async () => (look() ? true : null));

/** A CSR and some customers in one session, by way of the balancer. */
const aCrew = async (customers: number) => {
  const person = { email: 'ana@example.org', password: 'a quiet green kettle sings' };
  const csr = await openConsole(cluster.origin, ({ setup }) =>
    setup({ ...person, token: SETUP_TOKEN, name: 'Ana Ruiz' }),
  );
  closing.push(csr.close);
  const { id } = await csr.rest.startSession({ sessionId: newId(), subject: 'Invoices' });
  const session = csr.home.open(id);
  const crew = [{ ...csr, session }];
  for (let n = 0; n < customers; n += 1) {
    const invite = await csr.rest.createInvite(id, { inviteId: newId() });
    const customer = await openCustomer(cluster.origin, invite);
    closing.push(customer.close);
    const { participantId } = customer;
    await soon('who waits', () => session.snapshot.session.participants[participantId]);
    await session.command('participant.admit', { participantId }).outcome;
    await soon('who is in', () => customer.session.snapshot.conversation.sessionId);
    crew.push({ ...csr, ...customer });
  }
  return { session, crew };
};

test('SEC-R3 SIGTERM: a node says that it is not ready, sends its clients to the other one, answers what it took, and ends', async () => {
  const talk = new Talk(seeded(1), 600);
  const { session, crew } = await aCrew(7);
  // Whether an answer was lost shows on the wire: nothing may be asked twice.
  const unanswered: string[] = [];
  for (const { line } of crew) {
    const { request } = line;
    line.request = async (name, data) => {
      const answer = await request.call(line, name, data);
      if (!answer.ok && name === 'command' && answer.error.message !== 'no line')
        unanswered.push(answer.error.message);
      return answer as never;
    };
  }
  const writing = Promise.all(crew.map((party, n) => talk.write(`writer ${n}`, party)));
  talk.finish();
  await soon('they write', () => talk.history.count > 100 && talk.inFlight > 3);

  const pid = cluster.pid(0);
  process.kill(Number(pid), 'SIGTERM');
  await cluster.readyIs(0, 503);
  await soon('the node has ended', () => cluster.pid(0) !== pid);
  await writing;
  expect(unanswered).toEqual([]);
  expect(talk.history.open).toBe(0);
  expect(await talk.faults(cluster.databaseUrl, session.snapshot.session.conversationId)).toEqual([]);
  await cluster.allReady();
});

test('SEC-R3 a second SIGTERM forces the exit of a node that still waits for somebody', async () => {
  // A request whose body never comes.
  const held = connect(cluster.port(1), '127.0.0.1').on('error', () => undefined);
  const head = [
    'POST /api/v1/sign-in HTTP/1.1',
    'host: x',
    'content-type: application/json',
    'content-length: 99',
  ];
  held.write(`${head.join('\r\n')}\r\n\r\n{`);
  await cluster.readyIs(1, 200);
  const pid = Number(cluster.pid(1));
  process.kill(pid, 'SIGTERM');
  // It takes nothing new any more, and waits.
  await cluster.readyIs(1, 0);
  expect(cluster.pid(1)).toBe(pid);
  process.kill(pid, 'SIGTERM');
  await soon('the node has ended', () => cluster.pid(1) !== pid);
  expect(cluster.output).toContain('The server has ended (exit code 1)');
  held.destroy();
  await cluster.allReady();
});

test('SEC-R2 PostgreSQL restarted, Redis emptied and gone: no process ends, and health turns and returns', async () => {
  const pids = [cluster.pid(0), cluster.pid(1)];
  const status = async () => {
    const answers = await Promise.all([0, 1].map((node) => cluster.health(node)));
    return answers.join(' ');
  };
  const becomes = (wanted: string) =>
    until(wanted, PATIENCE_MS, async () => ((await status()) === wanted ? true : null));
  await becomes('ok ok');
  await cluster.redis?.client.flushall();
  expect(await status()).toBe('ok ok');

  cluster.restartPostgres('SIGQUIT');
  await Promise.all([0, 1].map((node) => cluster.readyIs(node, 503)));
  await becomes('ok ok');

  await cluster.redis?.kill();
  await becomes('degraded degraded');
  expect(await Promise.all([cluster.ready(0), cluster.ready(1)])).toEqual([200, 200]);
  await cluster.redis?.run();
  await becomes('ok ok');
  expect([cluster.pid(0), cluster.pid(1)]).toEqual(pids);
});
