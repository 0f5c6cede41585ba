import { ConsentScene } from '@relevo/testing';
import type { SessionEvent } from '../session/events';
import { noteClaim } from './claims';
import { ledgerGrants } from './ledger';
import { endLedger, linkAlarm, linkLost, linkUp } from './links';
import { tick } from './tick';

const controlled = (minutes = 30) => {
  const s = new ConsentScene().link();
  s.give({ capability: 'input.control', minutes });
  s.facts = [];
  return s;
};
const ends = (s: ConsentScene) => s.reported('grant.ended').map((f) => [f['grantId'], f['reason']]);
const BOTH = (reason: string) => [
  ['request 1 a', reason],
  ['request 1 b', reason],
];

describe('time', () => {
  it('in which nothing happens changes nothing that others act on', () => {
    const s = controlled();
    const { freeze, grants, links, alarms } = s.ledger;
    s.pass(1_000);
    for (const [now, before] of [
      [s.ledger.freeze, freeze],
      [s.ledger.grants, grants],
      [s.ledger.links, links],
      [s.ledger.alarms, alarms],
    ])
      expect(now).toBe(before);
    expect(s.facts).toEqual([]);
  });

  it('SEC-C10 a grant ends by the clock that cannot be set', () => {
    const s = controlled(10);
    s.pass(600_000 - 501);
    expect(ledgerGrants(s.ledger)).toHaveLength(2);
    s.pass(1);
    expect(ends(s)).toEqual(BOTH('expired'));
  });

  it('SEC-C10 a wall clock that goes back lengthens nothing', () => {
    const s = controlled(10);
    s.now = { mono: s.now.mono, wall: s.now.wall - 86_400_000 };
    s.pass(600_000 - 501);
    expect(ends(s)).toEqual([]);
    s.pass(1);
    expect(ends(s)).toEqual(BOTH('expired'));
  });

  it('SEC-C10 a monotonic reading below the last one changes nothing', () => {
    const s = controlled(10);
    const { mono } = s.ledger.clock;
    s.now = { mono: mono - 5_000, wall: s.now.wall };
    s.do(tick);
    expect(s.ledger.clock.mono).toBe(mono);
  });

  it.each([
    ['the wall clock leaps forward', 0, 30_001],
    ['the process slept', 30_001, 30_001],
    ['the machine slept and only one clock saw it', 30_001, 0],
  ])('SEC-C10 ends view and control when %s by more than 30 s', (_title, mono, wall) => {
    const s = controlled();
    s.now = { mono: s.now.mono + mono, wall: s.now.wall + wall };
    s.do(tick);
    expect(ends(s)).toEqual(BOTH('clock'));
  });

  it('SEC-C10 a message that wakes the process meets the clock rule before the gate', () => {
    const s = controlled();
    s.sleep(30_001);
    expect(s.verdict({ needs: 'input.control', grantId: 'request 1 b' })).toBe('no-grant');
  });

  it('SEC-C10 30 s are no leap', () => {
    const s = controlled();
    s.sleep(30_000).do(tick);
    expect(ends(s)).toEqual([]);
  });

  it('SEC-C5 lets go of held keys 2 s after the last message, once', () => {
    const s = controlled();
    s.check({ needs: 'input.control', grantId: 'request 1 b', seq: 1 });
    s.pass(1_999);
    expect(s.releases).toBe(0);
    s.pass(1);
    expect(s.releases).toBe(1);
    s.pass(5_000);
    expect(s.releases).toBe(1);
  });

  it('a view message is no heartbeat', () => {
    const s = controlled();
    s.check({ needs: 'input.control', grantId: 'request 1 b', seq: 1 });
    s.pass(1_500);
    s.check({ needs: 'screen.view', grantId: 'request 1 a', seq: 1 });
    s.pass(500);
    expect(s.releases).toBe(1);
  });
});

describe('links', () => {
  const up = (epoch: number, key = 'key of ana', csr = 'c') => ({
    epoch,
    key,
    fingerprints: { device: 'd', csr },
  });

  it('SEC-C5 control ends after 120 s without the link; sight waits', () => {
    const s = controlled();
    s.do((ledger, now) => linkLost(ledger, 'ana', 1, now));
    s.pass(119_999);
    expect(ends(s)).toEqual([]);
    s.pass(1);
    expect(ends(s)).toEqual([['request 1 b', 'link-lost']]);
    expect(ledgerGrants(s.ledger).map((g) => g.capability)).toEqual(['screen.view']);
  });

  it('control goes on when the link is back in time with the same key', () => {
    const s = controlled();
    s.do((ledger, now) => linkLost(ledger, 'ana', 1, now));
    s.pass(119_000).do((ledger, now) => linkUp(ledger, 'ana', up(2), now));
    s.pass(120_000);
    expect(ends(s)).toEqual([]);
    expect(s.verdict({ needs: 'input.control', grantId: 'request 1 b', epoch: 2 })).toBe('allowed');
  });

  it('a repeated loss does not begin the 120 s anew, and a loss of an older link is none', () => {
    const s = controlled();
    s.do((ledger, now) => linkLost(ledger, 'ana', 1, now));
    s.pass(60_000).do((ledger, now) => linkLost(ledger, 'ana', 1, now));
    s.pass(60_000);
    expect(ends(s)).toEqual([['request 1 b', 'link-lost']]);
    const other = controlled();
    other.do((ledger, now) => linkUp(ledger, 'ana', up(2), now));
    other.do((ledger, now) => linkLost(ledger, 'ana', 1, now));
    other.do((ledger, now) => linkLost(ledger, 'bea', 1, now));
    other.pass(121_000);
    expect(ends(other)).toEqual([]);
  });

  it('SEC-C11 another key is an alarm and ends what that CSR held', () => {
    const s = controlled().link('bea');
    s.give({ csrId: 'bea' });
    s.do((ledger, now) => linkUp(ledger, 'ana', up(2, 'other key'), now));
    expect(ends(s)).toEqual(BOTH('key-changed'));
    expect(s.ledger.alarms['wrong-key']).toBe(1);
    expect(ledgerGrants(s.ledger).map((g) => g.csrId)).toEqual(['bea']);
  });

  it.each([
    ['certificate of the CSR', { device: 'd', csr: 'other' }],
    ['certificate of the device', { device: 'other', csr: 'c' }],
  ])('another %s within one link is an alarm', (_title, fingerprints) => {
    const s = controlled();
    s.do((ledger, now) => linkUp(ledger, 'ana', up(2), now));
    expect(s.ledger.alarms['wrong-key']).toBe(0);
    s.do((ledger, now) => linkUp(ledger, 'ana', up(2), now));
    expect(s.ledger.alarms['wrong-key']).toBe(0);
    s.do((ledger, now) => linkUp(ledger, 'ana', { epoch: 2, key: 'key of ana', fingerprints }, now));
    expect(s.ledger.alarms['wrong-key']).toBe(1);
    expect(ends(s)).toEqual(BOTH('key-changed'));
  });

  it('a late word of an older link does not bring it back', () => {
    const s = controlled();
    s.do((ledger, now) => linkUp(ledger, 'ana', up(5), now));
    s.do((ledger, now) => linkUp(ledger, 'ana', up(4), now));
    expect(s.verdict({ needs: 'input.control', grantId: 'request 1 b', epoch: 5 })).toBe('allowed');
  });

  it('SEC-C11 a far end that fails its proof ends what the CSR held', () => {
    const s = controlled().link('bea');
    s.give({ csrId: 'bea' });
    s.do((ledger, now) => linkAlarm(ledger, 'ana', now));
    expect(ends(s)).toEqual(BOTH('key-changed'));
    s.pass(250);
    expect(s.reported('device.alarm')).toEqual([{ kind: 'wrong-key', count: 1 }]);
  });

  it('the end of the session ends all, and nothing can be asked after it', () => {
    const s = controlled();
    const open = s.ask();
    s.pass(500).do((ledger, now) => endLedger(ledger, 'session-ended', now));
    expect(ends(s)).toEqual(BOTH('session-ended'));
    expect(s.reported('grant.denied')).toEqual([{ requestId: open, reason: 'session-ended' }]);
    const late = s.ask();
    expect(s.reported('grant.denied')).toEqual([{ requestId: late, reason: 'session-ended' }]);
  });
});

describe('what the log says', () => {
  const given = (data: Record<string, unknown>) =>
    ({
      type: 'grant.given',
      seq: 1,
      data: { deviceId: 'device', capability: 'screen.view', csrId: 'ana', until: null, ...data },
    }) as unknown as SessionEvent;
  const ended = (data: Record<string, unknown>) =>
    ({ type: 'grant.ended', seq: 2, data: { deviceId: 'device', ...data } }) as unknown as SessionEvent;

  const viewed = () => {
    const s = new ConsentScene().link();
    const grantId = s.give();
    return { s, grantId };
  };

  it('SEC-C2 what was signed here may be said once', () => {
    const { s, grantId } = viewed();
    s.ledger = noteClaim(s.ledger, given({ grantId }));
    expect(s.ledger.alarms['server-claim']).toBe(0);
    s.ledger = noteClaim(s.ledger, given({ grantId }));
    expect(s.ledger.alarms['server-claim']).toBe(1);
  });

  it('SEC-C2 each grant that was signed here may be said, whatever was said of the others', () => {
    const { s, grantId } = viewed();
    const renewed = s.give();
    for (const id of [grantId, renewed]) s.ledger = noteClaim(s.ledger, given({ grantId: id }));
    s.ledger = noteClaim(s.ledger, ended({ grantId }));
    expect(s.ledger.alarms['server-claim']).toBe(0);
  });

  it.each([
    ['a grant that was never signed', { grantId: 'made up' }],
    ['a wider grant', { capability: 'input.control' }],
    ['another person', { csrId: 'bea' }],
    ['a longer grant', { until: 9_999_999_999_999 }],
  ])('SEC-C2 %s is an alarm and nothing else', (_title, data) => {
    const { s, grantId } = viewed();
    const { grants } = s.ledger;
    s.ledger = noteClaim(s.ledger, given({ grantId, ...data }));
    expect(s.ledger.alarms['server-claim']).toBe(1);
    expect(s.ledger.grants).toBe(grants);
    expect(s.verdict({ needs: 'input.control', grantId: 'made up', seq: 1 })).toBe('no-grant');
  });

  it('an end that did not happen is an alarm; a true one is none', () => {
    const { s, grantId } = viewed();
    s.ledger = noteClaim(s.ledger, ended({ grantId }));
    s.ledger = noteClaim(s.ledger, ended({ grantId: 'made up' }));
    expect(s.ledger.alarms['server-claim']).toBe(2);
    expect(ledgerGrants(s.ledger)).toHaveLength(1);
    s.do((ledger, now) => endLedger(ledger, 'device-stopped', now));
    s.ledger = noteClaim(s.ledger, ended({ grantId }));
    expect(s.ledger.alarms['server-claim']).toBe(2);
  });

  it('grants of other devices and other events are none of its business', () => {
    const { s } = viewed();
    const before = s.ledger;
    expect(noteClaim(before, given({ grantId: 'x', deviceId: 'page' }))).toBe(before);
    expect(noteClaim(before, ended({ grantId: 'x', deviceId: 'page' }))).toBe(before);
    const withdrawn = {
      type: 'grant.withdrawn',
      seq: 3,
      data: { requestId: 'r' },
    } as unknown as SessionEvent;
    expect(noteClaim(before, withdrawn)).toBe(before);
  });
});
