import { aKeyText, anId, aSession, attach, enter, OWNER, report, type SessionLog } from '@relevo/testing';
import { isDistrusted, loggedWord } from '../index';

const fingerprints = { device: 'a'.repeat(64), csr: 'b'.repeat(64) };

describe('what people say about the safety code', () => {
  let log: SessionLog;
  let device: string;

  const key = (thumbprint: string) =>
    log.must(OWNER, { type: 'csr.presentKey', data: { key: aKeyText(), thumbprint } });
  const about = (over: { csrKey?: string; deviceId?: string } = {}) => ({
    deviceId: device,
    csrKey: 'key',
    fingerprints,
    ...over,
  });
  const csrSays = (matches: boolean, over: { csrKey?: string; deviceId?: string } = {}, who = OWNER) =>
    log.give(who, { type: matches ? 'safety.confirm' : 'safety.deny', data: about(over) });
  const deviceSays = (matches: boolean, csrKey = 'key') =>
    report(log, device, {
      type: matches ? 'safety.confirmed' : 'safety.denied',
      data: { ...about({ csrKey }), csrId: OWNER },
    });
  const said = () => [
    loggedWord(log.state, device, OWNER, 'device'),
    loggedWord(log.state, device, OWNER, 'csr'),
  ];

  beforeEach(() => {
    log = aSession();
    device = attach(log, enter(log, 1), 'machine', 1);
    key('key');
  });

  it('SEC-C11 each end speaks for itself, once, and of the key that the CSR shows now', () => {
    expect(said()).toEqual([undefined, undefined]);
    expect(csrSays(true)).toBeNull();
    const { length } = log.events;
    expect(csrSays(true)).toBeNull();
    expect(log.events).toHaveLength(length);
    expect(said()).toEqual([undefined, true]);
    expect(deviceSays(true)).toBeNull();
    expect(said()).toEqual([true, true]);
    expect(log.events.at(-1)?.report).toBeDefined();
    key('another');
    expect(said()).toEqual([undefined, undefined]);
    expect(deviceSays(true)).toBeNull();
    expect(said()).toEqual([undefined, undefined]);
  });

  it('SEC-C11 only a CSR in the session may say it, of a device there and of their own key', () => {
    expect(csrSays(true, {}, anId(66))).toBe('NOT_IN_SESSION');
    const maria = log.state.devices[device]?.participantId;
    expect(csrSays(true, {}, maria)).toBe('CSR_ONLY');
    expect(csrSays(true, { deviceId: anId(3999) })).toBe('DEVICE_UNKNOWN');
    expect(csrSays(true, { csrKey: 'another' })).toBe('KEY_CHANGED');
    const { state } = log;
    const ana = state.participants[OWNER];
    if (!ana) throw new Error('no owner');
    log.state = { ...state, participants: { ...state.participants, [OWNER]: { ...ana, status: 'left' } } };
    expect(csrSays(true)).toBe('NOT_IN_SESSION');
    log.state = state;
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(csrSays(true)).toBe('SESSION_ENDED');
  });

  it.each(['device', 'csr'] as const)(
    'SEC-C11 "they do not match", said at the %s, holds for both ends and is never taken back',
    (end) => {
      deviceSays(true);
      csrSays(true);
      expect(isDistrusted(log.state, device, OWNER)).toBe(false);
      expect(end === 'csr' ? csrSays(false) : deviceSays(false)).toBeNull();
      expect(isDistrusted(log.state, device, OWNER)).toBe(true);
      expect(said()).toEqual([false, false]);
      if (end === 'csr') expect(csrSays(true)).toBe('CODES_DIFFER');
      deviceSays(true);
      key('another');
      expect(said()).toEqual([false, false]);
      expect(isDistrusted(log.state, device, anId(7))).toBe(false);
    },
  );
});
