import type { SessionSnapshot } from '@relevo/client';
import { ledgerGrants, openPrompt, type SessionEvent } from '@relevo/domain';
import { anId, aSession, attach, enter, OWNER, type SessionLog } from '@relevo/testing';
import { ConsentDesk } from '../consent/consent-desk';
import { LogEar } from './log-ear';

/** An ear on the log of a session with María's machine in it; time stands still unless it is said. */
const listening = () => {
  const log = aSession();
  const maria = enter(log, 1);
  const deviceId = attach(log, maria, 'machine', 1);
  const clock = { mono: 0, wall: log.now };
  const facts: string[] = [];
  const endings: string[] = [];
  const desk = new ConsentDesk({
    deviceId,
    can: ['screen.view', 'input.control'],
    clock: () => ({ ...clock }),
    report: (fact) => facts.push(fact.type),
    release: () => undefined,
  });
  desk.linkUp(OWNER, { epoch: 1, key: 'key', fingerprints: { device: 'd', csr: 'c' } });
  let listener: () => void = () => undefined;
  const events: SessionEvent[] = [];
  const session = {
    get snapshot() {
      return {
        session: log.state,
        timeline: events,
        me: log.state.participants[maria],
      } as unknown as SessionSnapshot;
    },
    subscribe: (one: () => void) => {
      listener = one;
      return () => undefined;
    },
  };
  const hear = () => {
    events.splice(0, events.length, ...log.events);
    listener();
  };
  const ear = new LogEar({
    session,
    desk,
    deviceId,
    ended: (ending) => endings.push(ending),
    now: () => clock.wall,
  });
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      clock.mono += 250;
      clock.wall += 250;
      desk.tick();
    }
  };
  hear();
  return { log, maria, deviceId, desk, ear, hear, pass, facts, endings, clock };
};

const ask = (log: SessionLog, n = 1) =>
  log.must(OWNER, {
    type: 'grant.request',
    data: { requestId: anId(4000 + n), capability: 'screen.view', minutes: null, participantId: null },
  });
const allow = (desk: ConsentDesk, requestId: string) =>
  desk.answer({
    requestId,
    allow: true,
    minutes: null,
    words: '',
    wordsHash: '',
    stamps: [{ grantId: anId(5001), nonce: '' }],
  });

describe('what the agent hears in the log', () => {
  it('a question for this device opens a prompt, once', () => {
    const { log, desk, hear, pass } = listening();
    ask(log);
    hear();
    hear();
    pass(500);
    expect(openPrompt(desk.ledger)?.request).toMatchObject({ requestId: anId(4001), csrId: OWNER });
    desk.withdraw(anId(4001));
    pass(1000);
    expect(openPrompt(desk.ledger)).toBeNull();
  });

  it('a question that was taken back meanwhile is not asked', () => {
    const { log, desk, hear, pass } = listening();
    ask(log);
    log.must(OWNER, { type: 'grant.withdraw', data: { requestId: anId(4001) } });
    hear();
    pass(500);
    expect(openPrompt(desk.ledger)).toBeNull();
  });

  it('an old question has only the time that is left', () => {
    const { log, desk, hear, pass, clock } = listening();
    ask(log);
    clock.wall += 50_000;
    clock.mono += 20_000;
    hear();
    pass(9_000);
    expect(openPrompt(desk.ledger)).not.toBeNull();
    pass(1_500);
    expect(openPrompt(desk.ledger)).toBeNull();
  });

  it('SEC-C5 the page’s Stop in the log ends the grant here', () => {
    const { log, maria, desk, hear, pass, facts } = listening();
    ask(log);
    hear();
    pass(500);
    allow(desk, anId(4001));
    expect(ledgerGrants(desk.ledger)).toHaveLength(1);
    const grantId = anId(5001);
    const stop = {
      type: 'grant.stopAsked',
      version: 1,
      seq: 999,
      at: log.now,
      actor: { kind: 'participant', participantId: maria },
      data: { grantId },
    } as unknown as SessionEvent;
    log.events.push(stop);
    hear();
    expect(ledgerGrants(desk.ledger)).toEqual([]);
    expect(facts).toContain('grant.ended');
  });

  it('SEC-C2 a grant in the log that was never signed here gives nothing', () => {
    const { log, deviceId, desk, hear } = listening();
    const data = { grantId: anId(5009), deviceId, capability: 'input.control', csrId: OWNER, until: null };
    const actor = { kind: 'device', participantId: 'x', deviceId };
    log.events.push({
      type: 'grant.given',
      version: 1,
      seq: 998,
      at: log.now,
      actor,
      data,
    } as unknown as SessionEvent);
    hear();
    expect(ledgerGrants(desk.ledger)).toEqual([]);
    expect(desk.ledger.alarms['server-claim']).toBe(1);
  });

  it('says when the session is over, and when the customer has left', () => {
    const one = listening();
    one.log.must(OWNER, { type: 'session.end', data: {} });
    one.hear();
    expect(one.endings).toEqual(['over']);
    const two = listening();
    two.log.must(two.maria, { type: 'participant.leave', data: {} });
    two.hear();
    expect(two.endings).toEqual(['left']);
  });

  it('says when another computer took its place', () => {
    const { log, maria, endings, hear } = listening();
    attach(log, maria, 'machine', 2);
    hear();
    expect(endings).toEqual(['replaced']);
  });
});
