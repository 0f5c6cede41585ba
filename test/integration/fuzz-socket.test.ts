import { answerOf, CLIENT_MESSAGES, type EventPage } from '@relevo/contracts';
import { readRecord } from '@relevo/domain';
import { Grammar, Mutations, seeded } from '@relevo/testing';
import { z } from 'zod';
import type { Principal } from '../../apps/api/src/platform/principal';
import { Line } from '../support/line';
import { aSessionWithMaria, Caller, Csr, type Guest } from '../support/people';
import { WatchedApi } from '../support/watched-api';

jest.setTimeout(300_000);

const SEED = 20261127;
const MESSAGES = 30_000;
/** Hostile sockets at once. */
const AT_ONCE = 6;
/** A socket sends no more than its limit allows at once, so that most messages are looked at. */
const PER_SOCKET = 190;
const EACH = MESSAGES / AT_ONCE;

type Name = keyof typeof CLIENT_MESSAGES;
const NAMES = Object.keys(CLIENT_MESSAGES) as Name[];
const STRANGE_NAMES = ['toString', '__proto__', 'constructor', 'events', 'x'.repeat(200), ''];
const refusal = answerOf(z.never());

let api: WatchedApi;
beforeAll(async () => {
  api = await WatchedApi.start();
});
afterAll(() => api?.close());

const principalOf = ({ credential, device }: Guest): Principal => ({
  kind: 'device',
  sessionId: credential.sessionId,
  conversationId: credential.conversationId,
  participantId: credential.participantId,
  deviceId: device.id,
  deviceKind: device.kind,
});

/** Everybody who sends what they should not: a CSR of the same site, and both devices of another session's customer. */
class Hostile {
  private sent = 0;
  private readonly grammars: Record<Name, Grammar>;
  private readonly mutations: Mutations;

  constructor(
    private readonly random: () => number,
    /** Who they are, and a session in which they have a part. */
    private readonly people: readonly { principal: Principal; own: string }[],
    private readonly tally: Map<string, number>,
    ids: readonly string[],
  ) {
    this.mutations = new Mutations(random);
    this.grammars = Object.fromEntries(
      NAMES.map((name) => [name, new Grammar(CLIENT_MESSAGES[name].in, random, ids)]),
    ) as Record<Name, Grammar>;
  }

  /** Sends its part of all messages; opens another socket when one is over. */
  async run(): Promise<void> {
    while (this.sent < EACH) {
      const person = this.people[Math.floor(this.random() * this.people.length)];
      if (!person) throw new Error('nobody');
      const { principal, own } = person;
      const line = await Line.open(new Caller(api.api), { ticket: await api.ticket(principal) });
      this.count('sockets');
      for (let n = 0; n < PER_SOCKET && !line.closed && this.sent < EACH; n += 1) await this.send(line, own);
      if (line.closed) this.count('sockets cut');
      line.close();
    }
  }

  private count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }

  private async send(line: Line, own: string): Promise<void> {
    this.sent += 1;
    const dice = this.random();
    const name = NAMES[Math.floor(this.random() * NAMES.length)] as Name;
    const good = this.grammars[name].next();
    if (dice < 0.02) {
      // Bytes as they come: broken packets end the socket, others have the answer of their kind or none.
      line.socket.io.engine.write(this.mutations.text(`2${JSON.stringify([name, good])}`));
      this.count('bytes');
      return;
    }
    if (dice < 0.3) {
      // What is right now and then: three wrong ones in a row end a socket.
      await this.ask(line, 'subscribe', { stream: own, since: 0, limit: 1 });
      return;
    }
    if (dice < 0.34) {
      const strange = STRANGE_NAMES[Math.floor(this.random() * STRANGE_NAMES.length)] ?? '';
      await this.ask(line, strange, good);
      return;
    }
    const times = Math.floor(this.random() * 3);
    const message = Array.from({ length: times }).reduce((value) => this.mutations.value(value), good);
    await this.ask(line, name, message);
  }

  private async ask(line: Line, name: string, message: unknown): Promise<void> {
    const gone = new Promise<'gone'>((resolve) => line.socket.once('disconnect', () => resolve('gone')));
    const answer = line.socket.emitWithAck(name, message) as Promise<unknown>;
    const first = await Promise.race([answer.catch(() => 'gone' as const), gone]);
    if (first === 'gone') return this.count('closed instead of an answer');
    const known = name in CLIENT_MESSAGES && Object.hasOwn(CLIENT_MESSAGES, name);
    const form = known ? answerOf(CLIENT_MESSAGES[name as Name].out) : refusal;
    const read = form.safeParse(first);
    if (!read.success) throw new Error(`${name} was answered with ${JSON.stringify(first)}`);
    const code = read.data.ok ? 'done' : read.data.error.code;
    if (code === 'INTERNAL') throw new Error(`${name} broke the server: ${JSON.stringify(message)}`);
    this.count(code);
  }
}

it(`SEC-W3 ${MESSAGES} generated socket messages: each has a typed answer or a clean close, while honest people talk undisturbed`, async () => {
  const ana = await Csr.first(api.api);
  const { session, maria } = await aSessionWithMaria(ana);
  const { session: other, maria: eve } = await aSessionWithMaria(ana);
  const agent = await eve.agent();
  const mallory = await api.another('Mallory');
  const own = await mallory.csr.start();
  const tally = new Map<string, number>();
  const ids = [session, other, own].flatMap(({ id, conversationId, participantId }) => [
    id,
    conversationId,
    participantId,
  ]);
  const known = [...ids, maria.id, eve.id, agent.device.id];
  const people = [
    { principal: mallory.principal, own: own.id },
    { principal: principalOf(eve), own: other.id },
    { principal: principalOf(agent), own: other.id },
  ];
  const hostile = Array.from(
    { length: AT_ONCE },
    (_, n) => new Hostile(seeded(SEED + n), people, tally, known),
  );
  const honest = [
    await Line.open(ana, { ticket: await ticketOf(ana) }),
    await Line.open(maria, { ticket: await ticketOf(maria) }),
  ];
  for (const line of honest) await line.subscribe(session.conversationId);

  let over = false;
  const said: string[] = [];
  const talk = async (): Promise<void> => {
    for (let n = 0; !over; n += 1) {
      const line = honest[n % honest.length] as Line;
      expect(await line.say(session.conversationId, `line ${n}`)).toMatchObject({ ok: true });
      said.push(`line ${n}`);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  };
  const talking = talk();
  await Promise.all(hostile.map((one) => one.run())).finally(() => {
    over = true;
  });
  await talking;

  process.stdout.write(
    `reached: ${[...tally].map(([what, n]) => `${what} ${n}`).join(', ')}; honest ${said.length}\n`,
  );
  expect(api.faults).toEqual([]);
  expect(api.alive).toBe(true);
  for (const code of ['BAD_REQUEST', 'NOT_FOUND', 'FORBIDDEN', 'done'])
    expect(tally.get(code)).toBeGreaterThan(0);
  for (const line of honest) {
    expect(line.closed).toBe(false);
    await line.until('every line', () => line.types(session.conversationId).length === said.length);
  }
  expect(await chatOf(ana, session.conversationId)).toEqual(said);
  for (const line of honest) line.close();
});

const ticketOf = async (who: Caller): Promise<string> =>
  (await who.must<{ ticket: string }>('POST', '/socket-tickets')).ticket;

/** The lines of a conversation, from its log. */
const chatOf = async (who: Caller, stream: string): Promise<string[]> => {
  const lines: string[] = [];
  for (let since = 0, more = true; more; ) {
    const page = await who.must<EventPage>('GET', `/streams/${stream}/events?since=${since}&limit=500`);
    for (const record of page.records) {
      const event = readRecord(record);
      if (!('hidden' in event) && event.type === 'message.posted')
        lines.push((event.data as { text: string }).text);
    }
    since = page.records.at(-1)?.seq ?? since;
    more = page.more;
  }
  return lines;
};
