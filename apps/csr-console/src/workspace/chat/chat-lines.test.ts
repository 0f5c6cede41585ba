import type { Message } from '@relevo/domain';
import { anId, aSession, enter, NOON, OWNER } from '@relevo/testing';
import { chatLines } from './chat-lines';

const line = (seq: number, at: number): Message => ({
  id: anId(seq),
  seq,
  authorId: OWNER,
  text: 'Hello',
  to: 'everyone',
  present: [OWNER],
  at,
});

describe('the lines of the chat', () => {
  const log = aSession();
  log.now = NOON + 2000;
  const maria = enter(log, 1);
  log.now = NOON + 5000;
  log.must(maria, { type: 'participant.leave', data: {} });
  const lines = (messages: readonly Message[], moreMessages = false) =>
    chatLines({
      session: log.state,
      timeline: log.events,
      conversation: { id: anId(101), version: 0, sessionId: '', messages },
      moreMessages,
      pendingMessages: [],
    });

  it('stand with who came and went in the order of time', () => {
    const kinds = lines([line(2, NOON + 1000), line(3, NOON + 3000), line(4, NOON + 9000)]);
    expect(kinds.map(({ kind }) => kind)).toEqual(['message', 'joined', 'message', 'left', 'message']);
  });

  it('keep the order of the log when the clock stood still', () => {
    const same = [4, 2, 3].map((seq) => line(seq, NOON + 3000));
    const shown = lines(same).flatMap((one) => (one.kind === 'message' ? [one.message.seq] : []));
    expect(shown).toEqual([4, 2, 3]);
  });

  it('keep the order of the log when the clocks of two servers differ', () => {
    const apart = [line(2, NOON + 4000), line(3, NOON + 1000), line(4, NOON + 6000)];
    const shown = lines(apart).map((one) => (one.kind === 'message' ? one.message.seq : one.kind));
    expect(shown).toEqual(['joined', 2, 3, 'left', 4]);
  });

  it('leave out who came before the first line that is loaded', () => {
    const kinds = lines([line(8, NOON + 4000)], true).map(({ kind }) => kind);
    expect(kinds).toEqual(['message', 'left']);
  });

  it('W14 end with what is on its way, under the key that it keeps in the log', () => {
    const sent = { commandId: anId(1), messageId: anId(7), text: 'x', to: 'csrs', sentAt: NOON } as const;
    const shown = chatLines({
      session: log.state,
      timeline: [],
      conversation: { id: anId(101), version: 0, sessionId: '', messages: [line(2, NOON)] },
      moreMessages: false,
      pendingMessages: [sent],
    });
    expect(shown.map(({ key, kind }) => [key, kind])).toEqual([
      [anId(2), 'message'],
      [anId(7), 'pending'],
    ]);
  });
});
