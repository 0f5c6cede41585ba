import { anId, aSession, enter, help, NOON, OWNER } from '@relevo/testing';
import { deliveryOf, type Mark, type Message, readingOf, readUpTo } from '../index';

const log = aSession();
const maria = enter(log, 1);
const luca = enter(log, 2, 'Luca Ferri');
const jorge = help(log, 1);
const everybody = [OWNER, maria, luca, jorge];
const say = (seq: number, authorId: string, to: Message['to'], present = everybody): Message => ({
  id: anId(seq),
  seq,
  authorId,
  to,
  present,
  text: 'x',
  at: NOON,
});

describe('how far somebody has read', () => {
  const lines = [
    say(2, maria, 'everyone'),
    say(3, jorge, [OWNER]),
    say(4, OWNER, 'everyone'),
    say(5, maria, 'csrs'),
    say(6, luca, 'everyone'),
    say(7, maria, 'everyone'),
  ];

  it('W14 is told by the last line of others in each circle that was on screen', () => {
    expect(readUpTo(log.state, lines, OWNER, 6)).toEqual([3, 5, 6]);
    expect(readUpTo(log.state, lines, OWNER, 7)).toEqual([3, 5, 7]);
    expect(readUpTo(log.state, lines, OWNER, 1)).toEqual([]);
    expect(readUpTo(log.state, [say(2, OWNER, 'everyone')], OWNER, 9)).toEqual([]);
  });

  it('W14 is nothing where the line of a mark is not known, and the furthest of a circle', () => {
    const reading = readingOf(log.state, lines, [
      { participantId: OWNER, delivered: 7, read: [3, 2, 7, 1, 99] },
    ]);
    const far = new Map([
      [[OWNER, jorge].sort().join(' '), 3],
      ['everyone', 7],
    ]);
    expect(reading.get(OWNER)).toEqual(far);
    expect(reading.get(maria)).toBeUndefined();
  });
});

describe('what became of a line', () => {
  const line = say(4, OWNER, 'everyone');
  const secret = say(5, OWNER, [jorge]);
  const lines = [say(3, OWNER, 'everyone'), line, secret, say(6, OWNER, 'everyone')];
  const became = (message: Message, ...marks: Mark[]) =>
    deliveryOf(log.state, message, marks, readingOf(log.state, lines, marks));
  const mark = (participantId: string, delivered: number, ...read: number[]): Mark => ({
    participantId,
    delivered,
    read,
  });

  it('W14 sent, delivered to all, read by all, each with names', () => {
    expect(became(line)).toEqual({
      state: 'sent',
      readBy: [],
      deliveredTo: [],
      waitsFor: [maria, luca, jorge],
    });
    expect(became(line, mark(maria, 4), mark(luca, 9), mark(jorge, 3))).toEqual({
      state: 'sent',
      readBy: [],
      deliveredTo: [maria, luca],
      waitsFor: [jorge],
    });
    expect(became(line, mark(maria, 4), mark(luca, 9, 3), mark(jorge, 0, 6))).toEqual({
      state: 'delivered',
      readBy: [jorge],
      deliveredTo: [maria, luca],
      waitsFor: [],
    });
    expect(became(line, mark(maria, 4, 4), mark(luca, 6, 6), mark(jorge, 6, 6)).state).toBe('read');
  });

  it('W15 reading in one circle says nothing of another, and who came later was not waited for', () => {
    expect(became(secret, mark(jorge, 9, 6))).toMatchObject({ state: 'delivered', readBy: [] });
    expect(became(secret, mark(jorge, 9, 5))).toMatchObject({ state: 'read', readBy: [jorge], waitsFor: [] });
    expect(became(secret, mark(maria, 9, 5))).toMatchObject({ state: 'sent', readBy: [] });
    const alone = say(3, OWNER, 'everyone', [OWNER]);
    expect(became(alone, mark(maria, 9, 6))).toEqual({
      state: 'sent',
      readBy: [],
      deliveredTo: [],
      waitsFor: [],
    });
  });
});
