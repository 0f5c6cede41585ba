import { anId, CONVERSATION, FakeLogServer, OWNER, SESSION, seeded, TroubledLine } from '@relevo/testing';
import { Outbox } from '../sync/outbox';
import { SessionClient } from '../sync/session-client';
import { memoryStore, type Store } from '../sync/store';
import { NoteBook } from './note-book';

const ACCOUNT = anId(2);
const JORGE = anId(3);

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const closers: (() => void)[] = [];
beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  for (const close of closers.splice(0)) close();
  jest.useRealTimers();
});

const aServer = (): FakeLogServer => {
  const server = new FakeLogServer({ sessionId: SESSION, conversationId: CONVERSATION });
  server.must(OWNER, {
    type: 'session.start',
    data: {
      number: '482913207',
      conversationId: CONVERSATION,
      subject: '',
      owner: { participantId: OWNER, accountId: ACCOUNT, name: 'Ana Ruiz' },
    },
  });
  const csr = { participantId: JORGE, accountId: anId(4), name: 'Jorge Peña', supervisor: true };
  server.must(null, { type: 'csr.join', data: { ...csr, inviteId: null } });
  return server;
};

/** One tab of a CSR; the same store is the same browser. */
const aTab = (server: FakeLogServer, who = OWNER, store: Store = memoryStore()) => {
  const wire = new TroubledLine(server, who, seeded(1));
  const outbox = new Outbox({ wire, store, scope: who });
  const client = new SessionClient({ wire, outbox, sessionId: SESSION, me: { participantId: who } });
  const book = new NoteBook(client, store, `note.${SESSION}`);
  const close = (): void => {
    book.close();
    client.close();
    outbox.close();
    wire.close();
  };
  closers.push(close);
  const shown = (): [string, string] => [book.snapshot.text, book.snapshot.standing];
  return { wire, book, client, close, shown };
};

const saves = (server: FakeLogServer, who: string, text: string): void =>
  server.must(who, { type: 'note.save', data: { base: server.state.note?.seq ?? 0, text } });

test('W36 what is written is a draft until it is saved, and everybody then has the version', async () => {
  const server = aServer();
  const [ana, jorge] = [aTab(server), aTab(server, JORGE)];
  await pass(50);
  expect(ana.shown()).toEqual(['', 'empty']);
  ana.book.write('Share is full');
  expect(ana.shown()).toEqual(['Share is full', 'draft']);
  expect(jorge.shown()).toEqual(['', 'empty']);
  ana.book.save();
  expect(ana.shown()).toEqual(['Share is full', 'saving']);
  await pass(50);
  for (const { shown } of [ana, jorge]) expect(shown()).toEqual(['Share is full', 'saved']);
  expect(jorge.book.snapshot.newest).toMatchObject({ by: OWNER, text: 'Share is full' });
});

test('W36 a draft survives the tab, and a save that was pressed while the line was away goes out afterwards', async () => {
  const server = aServer();
  saves(server, JORGE, 'One');
  const store = memoryStore();
  let ana = aTab(server, OWNER, store);
  await pass(50);
  ana.wire.cut();
  ana.book.write('One\nTwo');
  ana.close();
  ana = aTab(server, OWNER, store);
  expect(ana.shown()[0]).toBe('One\nTwo');
  await pass(50);
  expect(ana.shown()).toEqual(['One\nTwo', 'draft']);
  ana.wire.cut();
  ana.book.save();
  ana.close();
  expect(server.state.note?.text).toBe('One');
  ana = aTab(server, OWNER, store);
  await pass(500);
  expect(server.state.note?.text).toBe('One\nTwo');
  expect(ana.shown()).toEqual(['One\nTwo', 'saved']);
  expect(store.keys('note.')).toEqual([]);
});

test('W36 two who save at once: the later is refused, sees both, and puts them together, keeps or discards theirs', async () => {
  for (const way of ['join', 'keepMine', 'discard'] as const) {
    const server = aServer();
    saves(server, JORGE, 'One');
    const ana = aTab(server);
    await pass(50);
    ana.book.write('One\nhers');
    // Jorge's version is there before hers arrives, and she presses Save before she can see it.
    ana.wire.cut();
    saves(server, JORGE, 'One\nhis');
    ana.book.save();
    ana.wire.mend();
    await pass(500);
    expect(server.state.note?.text).toBe('One\nhis');
    expect(ana.shown()).toEqual(['One\nhers', 'conflict']);
    const { version } = server.state;
    ana.book.save();
    await pass(500);
    expect(server.state.version).toBe(version);
    ana.book[way]();
    if (way === 'join') {
      expect(ana.shown()).toEqual(['One\nhis\nhers', 'draft']);
      ana.book.save();
    }
    await pass(500);
    const end = { join: 'One\nhis\nhers', keepMine: 'One\nhers', discard: 'One\nhis' }[way];
    expect(ana.shown()).toEqual([end, 'saved']);
    expect(server.state.note?.text).toBe(end);
    expect(ana.book.snapshot.versions.map(({ text }) => text)).toContain('One\nhis');
  }
});

test('W36 who types on while a save is on its way stands on that version; Save pressed twice is two versions', async () => {
  const server = aServer();
  const ana = aTab(server);
  await pass(50);
  ana.wire.trouble = { lose: 0, twice: 0, late: 200 };
  ana.book.write('One');
  ana.book.save();
  ana.book.write('One two');
  ana.book.save();
  expect(ana.shown()[1]).toBe('draft');
  ana.book.write('One two three');
  await pass(3000);
  expect(ana.shown()).toEqual(['One two three', 'saved']);
  const texts = ana.book.snapshot.versions.map(({ text }) => text);
  expect(texts[0]).toBe('One');
  expect(server.state.note?.text).toBe('One two three');
});

test('W36 an older version is taken up again as a draft on the newest', async () => {
  const server = aServer();
  for (const text of ['One', 'Two']) saves(server, JORGE, text);
  const ana = aTab(server);
  await pass(50);
  const [older] = ana.book.snapshot.versions;
  if (!older) throw new Error('no version');
  ana.book.takeUp(older);
  expect(ana.shown()).toEqual(['One', 'draft']);
  ana.book.save();
  await pass(50);
  expect(server.state.note).toMatchObject({ text: 'One', by: OWNER });
});

test('W46 what is unsaved goes with the end, and stays when the end is refused', async () => {
  const server = aServer();
  const ana = aTab(server);
  await pass(50);
  expect(ana.book.unsaved()).toBeUndefined();
  ana.book.write('Wrap-up');
  ana.wire.cut();
  saves(server, JORGE, 'His');
  const end = () => {
    const sent = ana.client.command('session.end', { note: ana.book.unsaved() });
    ana.book.watch(sent);
  };
  end();
  ana.wire.mend();
  await pass(500);
  expect([server.state.phase, ...ana.shown()]).toEqual(['open', 'Wrap-up', 'conflict']);
  ana.book.join();
  end();
  await pass(500);
  expect([server.state.phase, ...ana.shown()]).toEqual(['ended', 'His\n\nWrap-up', 'saved']);
});
