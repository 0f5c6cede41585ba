import {
  type ConversationEvent,
  type ConversationState,
  evolveConversation,
  evolveSession,
  noConversation,
  noSession,
  readRecord,
  type SessionEvent,
} from '@relevo/domain';
import {
  anId,
  CALM,
  CONVERSATION,
  FakeLogServer,
  OWNER,
  SESSION,
  seeded,
  TroubledLine,
} from '@relevo/testing';
import fc from 'fast-check';
import { Outbox } from './outbox';
import { SessionClient } from './session-client';
import { memoryStore, type Store } from './store';
import type { CommandOutcome } from './types';
import type { Wire } from './wire';

const ACCOUNT = anId(2);
const CUSTOMER = anId(1001);

const aServer = (): FakeLogServer => {
  const server = new FakeLogServer({ sessionId: SESSION, conversationId: CONVERSATION });
  server.must(OWNER, {
    type: 'session.start',
    data: {
      number: '482913207',
      conversationId: CONVERSATION,
      subject: 'Invoices do not save as PDF',
      owner: { participantId: OWNER, accountId: ACCOUNT, name: 'Ana Ruiz' },
    },
  });
  return server;
};

const arrive = (server: FakeLogServer, participantId: string, inviteId = anId(2001)): void => {
  server.must(OWNER, { type: 'invite.create', data: { inviteId, minutes: null } });
  server.must(null, {
    type: 'participant.join',
    data: { inviteId, participantId, name: 'María Gómez', language: 'es' },
  });
};

const aClient = (line: TroubledLine, who: string, store: Store = memoryStore()) => {
  const wire: Wire = line;
  const outbox = new Outbox({ wire, store, scope: who });
  const me = who === OWNER ? { accountId: ACCOUNT } : { participantId: who };
  return { outbox, client: new SessionClient({ wire, outbox, sessionId: SESSION, me }) };
};

/** What somebody should see: the server's log, redacted for them and folded anew. */
const truth = (server: FakeLogServer, reader: string) => ({
  session: server
    .records(reader, SESSION)
    .reduce((state, record) => evolveSession(state, readRecord(record) as SessionEvent), noSession(SESSION)),
  conversation: server
    .records(reader, CONVERSATION)
    .reduce<ConversationState>(
      (state, record) => evolveConversation(state, readRecord(record) as ConversationEvent),
      noConversation(CONVERSATION),
    ),
});

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

test('SEC-R1 whatever the line does, the view is the log and each command has one effect', async () => {
  let commands = 0;
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 5, max: 25 }), async (seed, steps) => {
      const random = seeded(seed);
      const server = aServer();
      arrive(server, CUSTOMER);
      const trouble = { lose: random() * 0.4, twice: random() * 0.4, late: random() * 600 };
      const lines = [OWNER, CUSTOMER].map((who) => new TroubledLine(server, who, random, trouble));
      const [csrLine, customerLine] = lines as [TroubledLine, TroubledLine];
      const store = memoryStore();
      const csr = aClient(csrLine, OWNER);
      let customer = aClient(customerLine, CUSTOMER, store);
      const posted: Record<string, string[]> = { [OWNER]: [], [CUSTOMER]: [] };
      const outcomes: Promise<CommandOutcome>[] = [];
      for (let step = 0; step < steps; step += 1) {
        const chance = random();
        if (step === 3) {
          outcomes.push(csr.client.command('participant.admit', { participantId: CUSTOMER }).outcome);
        } else if (chance < 0.2) {
          cuts += 1;
          const line = random() < 0.5 ? csrLine : customerLine;
          line.cut();
          await pass(random() * 3000);
          line.mend();
        } else if (chance < 0.3) {
          // The customer's page is loaded anew: only what its store holds is left.
          customer.client.close();
          customer.outbox.close();
          customer = aClient(customerLine, CUSTOMER, store);
        } else {
          const who = random() < 0.5 ? csr : customer;
          if (who.client.snapshot.conversation.sessionId !== '') {
            const text = `line ${step}`;
            posted[who === csr ? OWNER : CUSTOMER]?.push(text);
            who.client.post(text);
            commands += 1;
          }
        }
        await pass(random() * 800);
      }
      for (const line of lines) line.trouble = CALM;
      await pass(60_000);
      for (const [who, { client, outbox }] of [
        [OWNER, csr],
        [CUSTOMER, customer],
      ] as const) {
        const expected = truth(server, who);
        expect(client.snapshot.status).toBe('live');
        expect(client.snapshot.session).toEqual(expected.session);
        expect(client.snapshot.conversation).toEqual(expected.conversation);
        expect(client.snapshot.pendingMessages).toEqual([]);
        expect(outbox.pending(SESSION)).toEqual([]);
        const lines = expected.conversation.messages.filter((m) => m.authorId === who).map((m) => m.text);
        expect(lines).toEqual(posted[who]);
      }
      expect(await Promise.all(outcomes)).toEqual(
        outcomes.map(() => ({ ok: true, seq: expect.any(Number) })),
      );
      expect(server.state.participants[CUSTOMER]?.status).toBe('joined');
      csr.client.close();
      csr.outbox.close();
      customer.client.close();
      customer.outbox.close();
      for (const line of lines) line.close();
    }),
    { numRuns: 60 },
  );
  expect(commands).toBeGreaterThan(200);
  expect(cuts).toBeGreaterThan(50);
});

describe('what a participant sees', () => {
  const calm = (server: FakeLogServer, who: string) => new TroubledLine(server, who, seeded(1));

  test('the snapshot is the same object until something changes', async () => {
    const server = aServer();
    const line = calm(server, OWNER);
    const { client } = aClient(line, OWNER);
    await pass(100);
    const before = client.snapshot;
    expect(client.snapshot).toBe(before);
    const heard = jest.fn();
    client.subscribe(heard);
    arrive(server, CUSTOMER);
    await pass(100);
    expect(heard).toHaveBeenCalled();
    expect(client.snapshot).not.toBe(before);
    expect(client.abilities(server.now)['participant.admit']).toBeNull();
    client.close();
    line.close();
  });

  test('SEC-J5 who waits sees nothing of the session, and all of it once admitted', async () => {
    const server = aServer();
    arrive(server, CUSTOMER);
    const line = calm(server, CUSTOMER);
    const { client } = aClient(line, CUSTOMER);
    await pass(100);
    expect(client.snapshot.me?.status).toBe('waiting');
    expect(client.snapshot.session.number).toBe('');
    expect(Object.keys(client.snapshot.session.participants)).toEqual([CUSTOMER]);
    server.must(OWNER, { type: 'participant.admit', data: { participantId: CUSTOMER } });
    await pass(100);
    expect(client.snapshot.session).toEqual(server.state);
    expect(client.snapshot.conversation.sessionId).toBe(SESSION);
    client.close();
    line.close();
  });

  test('a line is in sight from Send until it stands in the log, without a moment in between', async () => {
    const server = aServer();
    const line = calm(server, OWNER);
    const { client } = aClient(line, OWNER);
    await pass(100);
    line.trouble = { lose: 0, twice: 0, late: 300 };
    let missing = 0;
    client.subscribe(() => {
      const { pendingMessages, conversation } = client.snapshot;
      if (pendingMessages.length + conversation.messages.length !== 1) missing += 1;
    });
    client.post('Hello');
    await pass(3000);
    expect(client.snapshot.conversation.messages.map((m) => m.text)).toEqual(['Hello']);
    expect(client.snapshot.pendingMessages).toEqual([]);
    expect(missing).toBe(0);
    client.close();
    line.close();
  });

  test('a long conversation comes by pages', async () => {
    const server = aServer();
    for (let n = 1; n <= 260; n += 1) {
      const data = { messageId: anId(5000 + n), text: `line ${n}`, to: 'everyone' as const, sentAt: n };
      server.take(OWNER, { commandId: anId(9000 + n), stream: CONVERSATION, type: 'message.post', data });
    }
    const line = calm(server, OWNER);
    const { client } = aClient(line, OWNER);
    await pass(100);
    const texts = () => client.snapshot.conversation.messages.map((m) => m.text);
    expect(texts()).toHaveLength(100);
    expect(texts()[0]).toBe('line 161');
    while (client.snapshot.moreMessages) {
      const loaded = client.loadOlderMessages();
      await pass(10);
      await loaded;
    }
    expect(texts()).toEqual(Array.from({ length: 260 }, (_, i) => `line ${i + 1}`));
    expect(client.snapshot.status).toBe('live');
    client.close();
    line.close();
  });
});
