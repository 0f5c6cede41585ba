import type { Message, SessionEvent } from '@relevo/domain';
import { timelineOf } from './timeline';

const event = (seq: number, at: number) => ({ seq, at, type: 'session.parked' }) as SessionEvent;
const line = (seq: number, at: number) => ({ id: `l${seq}`, seq, at }) as Message;

test('two logs become one in the order of time, and each keeps its own order', () => {
  const told = timelineOf(
    [event(1, 10), event(2, 30), event(3, 25), event(4, 40)],
    [line(2, 5), line(3, 30), line(4, 50)],
  );
  expect(told.map((one) => (one.kind === 'event' ? `e${one.event.seq}` : `l${one.line.seq}`))).toEqual([
    'l2',
    'e1',
    'e2',
    'e3',
    'l3',
    'e4',
    'l4',
  ]);
});

test('without lines, or without events, the other is whole', () => {
  expect(timelineOf([event(1, 1)], [])).toHaveLength(1);
  expect(timelineOf([], [line(1, 1), line(2, 1)])).toHaveLength(2);
});
