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
  decideConversation,
  evolveConversation,
  isRefusal,
  mayReadConversation,
  noConversation,
  opened,
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

  it('refuses an empty line and recipients who are not here', () => {
    const log = aSession();
    expect(decideConversation(log.state, post(' \n'), context(log, OWNER))).toEqual({
      refused: 'MESSAGE_EMPTY',
    });
    expect(decideConversation(log.state, post('x', [anId(66)]), context(log, OWNER))).toEqual({
      refused: 'RECIPIENT_UNKNOWN',
    });
  });

  it('folds lines in order and passes over hidden places', () => {
    const open = opened(anId(100), context(aSession(), OWNER));
    let state = evolveConversation(noConversation(CONVERSATION), { ...open, seq: 1 });
    state = evolveConversation(state, aMessage());
    state = evolveConversation(state, { seq: 3, hidden: true });
    expect(state).toMatchObject({ version: 3, sessionId: anId(100), messages: [{ seq: 2, text: 'Hello' }] });
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
