import type { SessionSnapshot } from '@relevo/client';
import { anId, arrive, aSession, attach, enter, NOON, OWNER, type SessionLog } from '@relevo/testing';
import { stageStateOf } from '../workspace/stage/stage-state';
import { customerOf } from './customer';
import { markOf } from './mark';
import { unreadOf } from './unread';

const shown = (log: SessionLog): SessionSnapshot =>
  ({
    status: 'live',
    sessionId: log.state.id,
    session: log.state,
    me: log.state.participants[OWNER],
  }) as SessionSnapshot;

const ask = (log: SessionLog, capability: 'screen.view' | 'input.control'): void => {
  log.must(OWNER, {
    type: 'grant.request',
    data: {
      requestId: anId(capability === 'screen.view' ? 50 : 51),
      capability,
      minutes: capability === 'screen.view' ? null : 20,
      participantId: null,
    },
  });
};

const withGrant = (log: SessionLog, capability: 'screen.view' | 'input.control', deviceId: string): void => {
  const grant = {
    id: anId(60),
    requestId: anId(50),
    deviceId,
    capability,
    csrId: OWNER,
    csrKey: '',
    since: NOON,
    until: null,
    status: 'given',
    active: true,
  } as const;
  log.state = { ...log.state, requests: {}, grants: { [grant.id]: grant } };
};

describe('the mark of a session', () => {
  it('goes from nobody by the door and the chat to what runs', () => {
    const log = aSession();
    expect(markOf(shown(log), NOON)).toBe('nobody');
    const maria = arrive(log, 1);
    expect(markOf(shown(log), NOON)).toBe('waiting');
    log.must(OWNER, { type: 'participant.admit', data: { participantId: maria } });
    expect(markOf(shown(log), NOON)).toBe('chat');
    const machine = attach(log, maria, 'machine', 1);
    ask(log, 'screen.view');
    expect(markOf(shown(log), NOON)).toBe('asked');
    expect(markOf(shown(log), NOON + 3_600_000)).toBe('chat');
    withGrant(log, 'screen.view', machine);
    expect(markOf(shown(log), NOON)).toBe('view');
    withGrant(log, 'input.control', machine);
    expect(markOf(shown(log), NOON)).toBe('control');
    const luca = arrive(log, 2, 'Luca Ferri');
    expect(markOf(shown(log), NOON)).toBe('waiting');
    log.state = { ...log.state, grants: {} };
    log.must(maria, { type: 'participant.leave', data: {} });
    log.must(OWNER, { type: 'participant.decline', data: { participantId: luca } });
    expect(markOf(shown(log), NOON)).toBe('gone');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(markOf(shown(log), NOON)).toBe('ended');
  });
});

describe('whom a session is about', () => {
  it('is the primary customer, else who waits, else who was there last', () => {
    const log = aSession();
    expect(customerOf(log.state)).toBeUndefined();
    arrive(log, 1, 'Waiting');
    expect(customerOf(log.state)?.name).toBe('Waiting');
    const maria = enter(log, 2, 'María');
    expect(customerOf(log.state)?.name).toBe('María');
    log.must(OWNER, { type: 'participant.decline', data: { participantId: anId(1001) } });
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(customerOf(log.state)?.name).toBe('María');
  });
});

describe('the stage without a picture', () => {
  it('always says the next step', () => {
    const log = aSession();
    expect(stageStateOf(shown(log), false, NOON)).toEqual({ name: 'invite' });
    const maria = arrive(log, 1);
    expect(stageStateOf(shown(log), false, NOON)).toEqual({ name: 'door', count: 1, first: 'María Gómez' });
    log.must(OWNER, { type: 'participant.admit', data: { participantId: maria } });
    expect(stageStateOf(shown(log), false, NOON)).toMatchObject({ name: 'agent', asked: false });
    log.must(OWNER, { type: 'agent.suggest', data: {} });
    expect(stageStateOf(shown(log), false, NOON)).toMatchObject({ name: 'agent', asked: true });
    const machine = attach(log, maria, 'machine', 1);
    expect(stageStateOf(shown(log), false, NOON)).toMatchObject({ name: 'ask' });
    ask(log, 'screen.view');
    expect(stageStateOf(shown(log), false, NOON)).toMatchObject({ name: 'waits', capability: 'screen.view' });
    withGrant(log, 'screen.view', machine);
    expect(stageStateOf(shown(log), false, NOON)).toMatchObject({ name: 'picture' });
    expect(stageStateOf(shown(log), true, NOON)).toMatchObject({ name: 'lost' });
    log.state = { ...log.state, grants: {} };
    log.must(maria, { type: 'participant.leave', data: {} });
    expect(stageStateOf(shown(log), false, NOON)).toMatchObject({ name: 'gone' });
    log.now = NOON + 60_000;
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(stageStateOf(shown(log), false, NOON)).toEqual({ name: 'ended', reported: false, lasted: 60_000 });
  });
});

describe('unread lines', () => {
  it('are those of others after the last that was on screen', () => {
    const message = (seq: number, authorId: string) => ({
      id: anId(seq),
      seq,
      authorId,
      text: '',
      to: 'everyone',
      at: 0,
    });
    const snapshot = {
      ...shown(aSession()),
      conversation: { messages: [message(2, anId(9)), message(3, OWNER), message(4, anId(9))] },
    } as unknown as SessionSnapshot;
    expect(unreadOf(snapshot)).toBe(2);
    expect(unreadOf(snapshot, 2)).toBe(1);
    expect(unreadOf(snapshot, 4)).toBe(0);
  });
});
