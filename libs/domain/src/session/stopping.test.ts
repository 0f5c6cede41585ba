import { anId, aSession, attach, enter, given, help, OWNER, report, type SessionLog } from '@relevo/testing';
import { stopAskedOf } from '../index';

const ask = (
  log: SessionLog,
  who: string,
  capability: 'screen.view' | 'input.control',
  n: number,
): string => {
  const requestId = anId(4000 + n);
  log.must(who, { type: 'grant.request', data: { requestId, capability, minutes: 20, participantId: null } });
  return requestId;
};
/** The customer's answer reaches the log now. Returns what became of it. */
const answer = (log: SessionLog, machine: string, requestId: string, n: number, over: object = {}) => {
  const grantId = anId(5000 + n);
  report(log, machine, given(log, requestId, grantId, { deviceId: machine, ...over }));
  const stop = log.events.findLast((e) => e.type === 'grant.stopAsked' && e.data.grantId === grantId);
  const cause = stop?.type === 'grant.stopAsked' ? stop.data.cause : undefined;
  return [log.state.grants[grantId]?.status, cause, stop?.actor.kind];
};
const scene = () => {
  const log = aSession();
  const maria = enter(log, 1);
  const machine = attach(log, maria, 'machine', 1);
  return { log, maria, machine, jorge: help(log, 1) };
};

describe('SEC-C8 an answer that meets a session that has moved on', () => {
  it('holds for the owner at the primary customer’s computer, also when nobody knows the question', () => {
    const { log, machine } = scene();
    expect(answer(log, machine, ask(log, OWNER, 'input.control', 1), 1)).toEqual([
      'given',
      undefined,
      undefined,
    ]);
    expect(answer(log, machine, anId(4099), 2, { capability: 'screen.view' })).toEqual([
      'given',
      undefined,
      undefined,
    ]);
  });

  it('holds for a helper who asked to see, and never for one who would drive or whom nobody knows to have asked', () => {
    const { log, machine, jorge } = scene();
    answer(log, machine, ask(log, OWNER, 'screen.view', 1), 1);
    const asked = ask(log, jorge, 'screen.view', 2);
    expect(answer(log, machine, asked, 2)).toEqual(['given', undefined, undefined]);
    const drives = { csrId: jorge, capability: 'input.control' };
    expect(answer(log, machine, anId(4098), 3, drives)).toEqual(['stopping', 'transferred', 'system']);
    const more = scene();
    answer(more.log, more.machine, ask(more.log, OWNER, 'screen.view', 1), 1);
    const view = ask(more.log, more.jorge, 'screen.view', 2);
    expect(answer(more.log, more.machine, view, 2, { capability: 'input.control' })).toEqual([
      'stopping',
      'transferred',
      'system',
    ]);
    const sees = { csrId: jorge, capability: 'screen.view' };
    expect(answer(log, machine, anId(4097), 4, sees)).toEqual(['stopping', 'transferred', 'system']);
  });

  it('is asked to stop when the session is parked, the CSR has left, or another customer is the primary one', () => {
    const parked = scene();
    const first = ask(parked.log, OWNER, 'screen.view', 1);
    parked.log.must(OWNER, { type: 'session.park', data: {} });
    expect(answer(parked.log, parked.machine, first, 1)).toEqual(['stopping', 'parked', 'system']);

    const left = scene();
    answer(left.log, left.machine, ask(left.log, OWNER, 'screen.view', 1), 1);
    const second = ask(left.log, left.jorge, 'screen.view', 2);
    left.log.must(left.jorge, { type: 'participant.leave', data: {} });
    expect(left.log.state.requests[second]?.status).toBe('withdrawn');
    expect(answer(left.log, left.machine, second, 2)).toEqual(['stopping', 'csr-left', 'system']);

    const promoted = scene();
    const third = ask(promoted.log, OWNER, 'screen.view', 1);
    const luca = enter(promoted.log, 2);
    promoted.log.must(OWNER, { type: 'participant.promote', data: { participantId: luca } });
    expect(answer(promoted.log, promoted.machine, third, 1)).toEqual(['stopping', 'promoted', 'system']);
  });

  it('is left alone when the session is over or its customer has gone: nothing of it holds anyway', () => {
    const ended = scene();
    const first = ask(ended.log, OWNER, 'screen.view', 1);
    ended.log.must(OWNER, { type: 'session.end', data: {} });
    expect(answer(ended.log, ended.machine, first, 1)[1]).toBeUndefined();
    const gone = scene();
    const second = ask(gone.log, OWNER, 'screen.view', 1);
    gone.log.must(gone.maria, { type: 'participant.leave', data: {} });
    expect(answer(gone.log, gone.machine, second, 1)).toEqual(['ended', undefined, undefined]);
  });

  it('is found again by its grant, the first time that it was asked to stop', () => {
    const { log, machine } = scene();
    for (const n of [1, 2])
      answer(log, machine, ask(log, OWNER, n === 1 ? 'screen.view' : 'input.control', n), n);
    log.must(OWNER, { type: 'grant.stop', data: { grantId: anId(5002) } });
    expect(stopAskedOf(log.events, anId(5002))).toMatchObject({ data: { grantId: anId(5002) } });
    expect(stopAskedOf(log.events, anId(5001))).toBeUndefined();
    expect(stopAskedOf(log.events, anId(5003))).toBeUndefined();
  });

  it('a helper who leaves takes only their own with them', () => {
    const { log, machine, jorge } = scene();
    answer(log, machine, ask(log, OWNER, 'screen.view', 1), 1);
    answer(log, machine, ask(log, jorge, 'screen.view', 2), 2);
    const open = ask(log, OWNER, 'input.control', 3);
    log.must(jorge, { type: 'participant.leave', data: {} });
    expect(log.state.grants[anId(5001)]?.status).toBe('given');
    expect(log.state.grants[anId(5002)]?.status).toBe('stopping');
    expect(log.state.requests[open]?.status).toBe('pending');
    // What has been asked to stop is not asked again, and what is over stays over.
    const count = log.events.length;
    log.must(OWNER, { type: 'session.park', data: {} });
    expect(log.events.slice(count).map((e) => e.type)).toEqual([
      'grant.withdrawn',
      'grant.stopAsked',
      'session.parked',
    ]);
  });
});
