import {
  aMessage,
  anId,
  arrive,
  aSession,
  CONVERSATION,
  enter,
  NOON,
  OWNER,
  type SessionLog,
} from '@relevo/testing';
import {
  type ConversationState,
  decideConversation,
  erased,
  evolveConversation,
  isRefusal,
  mayReadConversation,
  noConversation,
  opened,
  withEarlier,
} from '../index';

const context = (log: SessionLog, participantId: string) => ({
  now: log.now,
  policy: log.policy,
  actor: { kind: 'participant', participantId } as const,
});
const post = (text: string, to: 'everyone' | string[] = 'everyone') =>
  ({ type: 'message.post', data: { messageId: anId(9), text, to, sentAt: NOON } }) as const;

describe('chat', () => {
  it('W14 everybody in the session writes; those who wait, left or never came do not', () => {
    const log = aSession();
    const maria = enter(log, 1);
    expect(decideConversation(log.state, post('Hola'), context(log, maria))).toMatchObject([
      { type: 'message.posted', data: { authorId: maria, text: 'Hola', present: [OWNER, maria] } },
    ]);
    const luca = arrive(log, 2);
    expect(decideConversation(log.state, post('x'), context(log, luca))).toEqual({ refused: 'NOT_ADMITTED' });
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(decideConversation(log.state, post('x'), context(log, maria))).toEqual({
      refused: 'NOT_IN_SESSION',
    });
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(decideConversation(log.state, post('x'), context(log, OWNER))).toEqual({
      refused: 'SESSION_ENDED',
    });
  });

  it('W14 a line is told with its writer, its readers and who was there, as it was written', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const line = post(' Hola ', [maria]);
    expect(decideConversation(log.state, line, context(log, OWNER))).toEqual([
      {
        type: 'message.posted',
        version: 2,
        actor: { kind: 'participant', participantId: OWNER },
        at: log.now,
        data: { ...line.data, authorId: OWNER, present: [OWNER, maria] },
      },
    ]);
    const system = { ...context(log, OWNER), actor: { kind: 'system' } as const };
    expect(decideConversation(log.state, line, system)).toEqual({ refused: 'NOT_IN_SESSION' });
    expect(opened(anId(100), context(log, OWNER))).toEqual({
      type: 'conversation.opened',
      version: 1,
      actor: { kind: 'participant', participantId: OWNER },
      at: log.now,
      data: { sessionId: anId(100) },
    });
  });

  it('refuses an empty line and recipients who are not here', () => {
    const log = aSession();
    expect(decideConversation(log.state, post(' \n'), context(log, OWNER))).toEqual({
      refused: 'MESSAGE_EMPTY',
    });
    for (const to of [[anId(66)], [OWNER, anId(66)]])
      expect(decideConversation(log.state, post('x', to), context(log, OWNER))).toEqual({
        refused: 'RECIPIENT_UNKNOWN',
      });
  });

  it('folds lines in order and passes over hidden places', () => {
    const open = opened(anId(100), context(aSession(), OWNER));
    let state = evolveConversation(noConversation(CONVERSATION), { ...open, seq: 1 });
    state = evolveConversation(state, aMessage());
    state = evolveConversation(state, { seq: 3, hidden: true });
    const first = {
      id: anId(9),
      seq: 2,
      authorId: OWNER,
      text: 'Hello',
      to: 'everyone',
      present: [OWNER],
      at: NOON,
    } as const;
    const folded = { id: CONVERSATION, version: 3, sessionId: anId(100), messages: [first] };
    expect(state).toEqual(folded);
    state = evolveConversation(state, { ...aMessage({ to: [OWNER] }), seq: 4 });
    expect(state.messages).toEqual([first, { ...first, seq: 4, to: [OWNER] }]);
    const gone = { ...erased(OWNER, [2], NOON), seq: 5 };
    expect(evolveConversation(state, gone)).toEqual({ ...state, version: 5 });
  });

  it('W14 joins an earlier stretch to a later one, whichever of them knows the session', () => {
    const stretch = (text: string): ConversationState => ({
      ...noConversation(CONVERSATION),
      messages: [{ id: anId(9), seq: 2, authorId: OWNER, text, to: 'everyone', present: [], at: NOON }],
    });
    const [first, second] = [stretch('one'), stretch('two')];
    const session = { sessionId: anId(5) };
    for (const joined of [
      withEarlier({ ...first, ...session }, { ...second, version: 9 }),
      withEarlier(first, { ...second, ...session, version: 9 }),
    ]) {
      expect(joined).toMatchObject({ ...session, version: 9 });
      expect(joined.messages.map(({ text }) => text)).toEqual(['one', 'two']);
    }
  });

  it('W15 SEC-J5 who was never let in, or is a customer who has gone, reads nothing; a CSR reads what is for all', () => {
    const log = aSession();
    const [maria, luca] = [enter(log, 1), enter(log, 2)];
    const waiting = arrive(log, 3);
    log.must(luca, { type: 'participant.leave', data: {} });
    const all = [
      { ...opened(anId(100), context(log, OWNER)), seq: 1 },
      { ...aMessage({ authorId: maria, present: [OWNER, maria, luca] }), seq: 2 },
      { ...erased(maria, [2], NOON), seq: 3 },
    ] as Parameters<typeof mayReadConversation>[1][];
    const reads = (who: string) => all.map((event) => mayReadConversation(log.state, event, who));
    expect(reads(OWNER)).toEqual([true, true, true]);
    expect(reads(maria)).toEqual([true, true, true]);
    for (const who of [luca, waiting, anId(66)]) expect(reads(who)).toEqual([false, false, false]);
    const between = aMessage({ authorId: maria, to: [luca], present: [OWNER, maria, luca] });
    expect(mayReadConversation(log.state, between, OWNER)).toBe(false);
  });

  it('W15 private lines are for their author and recipients; customers read only what was said in their presence', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const reads = (reader: string, over: Parameters<typeof aMessage>[0]) =>
      mayReadConversation(log.state, aMessage(over), reader);
    expect(reads(maria, { present: [OWNER, maria] })).toBe(true);
    expect(reads(maria, { present: [OWNER] })).toBe(false);
    expect(reads(OWNER, { authorId: maria, present: [maria] })).toBe(true);
    const luca = enter(log, 2);
    expect(reads(luca, { to: [maria], present: [OWNER, maria, luca] })).toBe(false);
    expect(reads(maria, { to: [maria], present: [OWNER, maria, luca] })).toBe(true);
    expect(reads(luca, { authorId: luca, to: [maria], present: [] })).toBe(true);
    expect(reads(arrive(log, 3), { present: [OWNER] })).toBe(false);
    const open = { ...opened(anId(100), context(log, OWNER)), seq: 1 } as never;
    expect(mayReadConversation(log.state, open, maria)).toBe(true);
    expect(isRefusal(decideConversation(log.state, post('a', [maria]), context(log, OWNER)))).toBe(false);
  });
});
