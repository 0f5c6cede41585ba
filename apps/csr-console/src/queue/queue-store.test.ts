import type { DeskTicket, QueueDesk } from '@relevo/contracts';
import { callsOf, QueueStore } from './queue-store';

const ticket = (id: string, over: Partial<DeskTicket> = {}): DeskTicket => ({
  id,
  queue: { id: 'q', name: 'Help', names: {} },
  name: id,
  answers: [],
  language: 'en',
  enteredAt: 1,
  escalated: false,
  here: true,
  offer: null,
  callBack: null,
  refused: null,
  ...over,
});
const desk = (waiting: DeskTicket[], state: QueueDesk['me']['state'] = 'ready'): QueueDesk => ({
  serves: true,
  waiting,
  callBacks: [],
  me: { state, reason: '', capacity: 2, since: 1, load: 0 },
});

const open = () => {
  let say: (said: QueueDesk) => void = () => undefined;
  const on = (_: string, listener: never) => {
    say = listener;
    return () => undefined;
  };
  const store = new QueueStore({ on });
  const arrived: string[] = [];
  store.onArrival(({ id }) => arrived.push(id));
  return { store, arrived, say: (said: QueueDesk) => say(said) };
};

test('W5 tells of who comes, once, and not of who was there at the start', () => {
  const { arrived, say } = open();
  say(desk([ticket('a')]));
  say(desk([ticket('a'), ticket('b')]));
  say(desk([ticket('a'), ticket('b')]));
  expect(arrived).toEqual(['b']);
});

test('W5 who is offered to a colleague is no arrival; offered to oneself, or raised, they are', () => {
  const { arrived, say, store } = open();
  const theirs = { offer: { name: 'Luca', mine: false, until: 9 }, refused: 'CUSTOMER_OFFERED' } as const;
  say(desk([]));
  say(desk([ticket('a', theirs)]));
  expect([arrived, callsOf(store.snapshot)]).toEqual([[], 0]);
  say(desk([ticket('a', { offer: { name: 'Ana', mine: true, until: 9 } })]));
  say(desk([ticket('a', { offer: { name: 'Ana', mine: true, until: 9 }, escalated: true })]));
  expect([arrived, callsOf(store.snapshot)]).toEqual([['a', 'a'], 1]);
});

test('W5 who is away is left alone', () => {
  const { arrived, say } = open();
  say(desk([], 'away'));
  say(desk([ticket('a')], 'away'));
  expect(arrived).toEqual([]);
});

test('W5 what one says of oneself is shown before the server’s next word', () => {
  const { store, say } = open();
  const me = { state: 'away', reason: 'Lunch', capacity: 1, since: 2, load: 0 } as const;
  store.stands(me);
  expect(store.snapshot).toBeNull();
  say(desk([ticket('a')]));
  store.stands(me);
  expect([store.snapshot?.me, store.snapshot?.waiting.length]).toEqual([me, 1]);
});
