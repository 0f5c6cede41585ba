import { aMessage, anId, arrive, aSession, attach, enter, OWNER } from '@relevo/testing';
import { mayReadConversation, mayReadSession } from '../index';

describe('ids that others chose', () => {
  it('SEC-J5 who joins cannot take the place of somebody in the session', () => {
    const log = aSession();
    log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(7), minutes: null } });
    const join = (participantId: string) =>
      log.give(null, {
        type: 'participant.join',
        data: { inviteId: anId(7), participantId, name: 'Eve', language: 'en' },
      });
    expect(join(OWNER)).toBe('CONFLICT');
    expect(log.state.participants[OWNER]).toMatchObject({ kind: 'csr', role: 'owner' });
    expect(join(anId(8))).toBeNull();
  });

  it('SEC-J1 an invite cannot be made anew under the id of a used one', () => {
    const log = aSession();
    arrive(log, 1);
    const again = { type: 'invite.create', data: { inviteId: anId(2001), minutes: null } } as const;
    expect(log.give(OWNER, again)).toBe('CONFLICT');
    expect(log.state.invites[anId(2001)]?.status).toBe('used');
  });

  it('W25 a question cannot be put twice under one id', () => {
    const log = aSession();
    attach(log, enter(log, 1), 'page', 1);
    const ask = {
      type: 'grant.request',
      data: { requestId: anId(4001), capability: 'screen.view', minutes: null, participantId: null },
    } as const;
    expect(log.give(OWNER, ask)).toBeNull();
    log.must(OWNER, { type: 'grant.withdraw', data: { requestId: anId(4001) } });
    expect(log.give(OWNER, ask)).toBe('CONFLICT');
    expect(log.state.requests[anId(4001)]?.status).toBe('withdrawn');
  });

  it('a device cannot be attached to another person under the id and key of somebody’s device', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const luca = enter(log, 2);
    const deviceId = attach(log, maria, 'page', 1);
    const device = log.state.devices[deviceId];
    if (!device) throw new Error('no device');
    const { kind, name, key, can } = device;
    const data = { deviceId, participantId: luca, kind, name, key, can };
    expect(log.give(null, { type: 'device.attach', data })).toBe('KEY_CHANGED');
    expect(log.give(null, { type: 'device.attach', data: { ...data, participantId: maria } })).toBeNull();
  });
});

it('SEC-J5 SEC-C12 a CSR reads everything, after leaving what was before; who waits reads of themselves alone; a stranger nothing', () => {
  const log = aSession();
  const maria = arrive(log, 1);
  const ana = log.state.participants[OWNER];
  if (!ana) throw new Error('no owner');
  const gone = { ...ana, id: anId(3), role: 'assistant' as const, status: 'left' as const, leftSeq: 3 };
  log.must(OWNER, { type: 'session.end', data: {} });
  const state = { ...log.state, participants: { ...log.state.participants, [anId(3)]: gone } };
  const reads = (who: string) =>
    log.events.filter((event) => mayReadSession(state, event, who)).map(({ type }) => type);
  const everything = log.events.map(({ type }) => type);
  expect(everything).toEqual([
    'session.started',
    'invite.created',
    'invite.used',
    'participant.arrived',
    'session.ended',
  ]);
  expect(reads(OWNER)).toEqual(everything);
  expect(reads(anId(3))).toEqual(['session.started', 'invite.created', 'invite.used', 'session.ended']);
  expect(reads(maria)).toEqual(['participant.arrived', 'session.ended']);
  expect(reads(anId(66))).toEqual([]);
});

it('SEC-J5 a customer who has gone reads of what follows only what is about themselves', () => {
  const log = aSession();
  const maria = enter(log, 1);
  const luca = enter(log, 2);
  log.must(maria, { type: 'participant.leave', data: {} });
  const left = log.events.find((e) => e.type === 'participant.left');
  log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(7), minutes: null } });
  const made = log.events.at(-1);
  if (!left || !made) throw new Error('no events');
  expect([maria, luca].map((who) => mayReadSession(log.state, left, who))).toEqual([true, true]);
  expect([maria, luca].map((who) => mayReadSession(log.state, made, who))).toEqual([false, true]);
  const [started] = log.events;
  if (!started) throw new Error('no events');
  expect([maria, luca].map((who) => mayReadSession(log.state, started, who))).toEqual([false, true]);
  const line = aMessage({ present: [OWNER, maria, luca] });
  expect([maria, luca, OWNER].map((who) => mayReadConversation(log.state, line, who))).toEqual([
    false,
    true,
    true,
  ]);
});
