import { ConsentScene } from '@relevo/testing';
import { dropMessage, setActivity, stopGrants } from './gate';
import { ledgerGrant, ledgerGrants } from './ledger';
import { linkLost, linkUp } from './links';
import { tick } from './tick';

const controlled = () => {
  const s = new ConsentScene().link();
  s.give({ capability: 'input.control', minutes: 30 });
  s.facts = [];
  return s;
};
const VIEW = 'request 1 a';
const CONTROL = 'request 1 b';

describe('the gate', () => {
  it('SEC-C1 lets a message through under a live grant for just this', () => {
    const s = controlled();
    expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 1 })).toBe('allowed');
    expect(s.verdict({ needs: 'screen.view', grantId: VIEW, seq: 1 })).toBe('allowed');
  });

  it('SEC-C1 drops control without any grant, counts it and reports it once', () => {
    const s = new ConsentScene().link();
    expect(s.verdict({ needs: 'input.control', grantId: 'made up', seq: 1 })).toBe('no-grant');
    expect(s.verdict({ needs: 'input.control', grantId: 'made up', seq: 2 })).toBe('no-grant');
    expect(s.ledger.drops['no-grant']).toBe(2);
    s.pass(60_000);
    expect(s.reported('device.alarm')).toEqual([
      { kind: 'unknown-grant', count: 1 },
      { kind: 'unknown-grant', count: 1 },
    ]);
  });

  it.each([
    ['without naming a grant', { grantId: undefined }, 'no-grant', 'unknown-grant'],
    ['without a number', { seq: undefined }, 'no-grant', 'unknown-grant'],
    ['under the grant for sight', { grantId: VIEW }, 'no-grant', 'unknown-grant'],
    ['of another CSR', { csrId: 'bea' }, 'no-grant', 'unknown-grant'],
    ['of an unproven far end', { csrKey: null }, 'not-verified', null],
    ['with another key', { csrKey: 'other key' }, 'not-verified', 'wrong-key'],
    ['over an older link', { epoch: 0 }, 'stale', null],
    ['over a link that is not there', { epoch: 2 }, 'stale', null],
  ] as const)(
    'SEC-C1 drops control %s, and raises an alarm where it is an attack',
    (_title, attempt, reason, alarm) => {
      const s = controlled();
      expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 1, ...attempt })).toBe(reason);
      expect(s.ledger.drops[reason]).toBe(1);
      expect(Object.entries(s.ledger.alarms).filter(([, count]) => count > 0)).toEqual(
        alarm ? [[alarm, 1]] : [],
      );
      expect(s.ledger.holding).toBe(false);
      // A message without effect uses up no number.
      expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 1 })).toBe('allowed');
    },
  );

  it('lets pass what needs no grant, but only from a proven far end', () => {
    const s = controlled();
    expect(s.verdict({ needs: null })).toBe('allowed');
    expect(s.verdict({ needs: null, csrKey: null })).toBe('not-verified');
    expect(s.ledger.alarms['wrong-key']).toBe(0);
  });

  it('SEC-C9 drops repeated and reordered numbers, also those of frozen messages', () => {
    const s = controlled();
    const verdict = (seq: number) => s.verdict({ needs: 'input.control', grantId: CONTROL, seq });
    expect([5, 5, 4, 6].map(verdict)).toEqual(['allowed', 'stale', 'stale', 'allowed']);
    s.ask();
    expect(verdict(9)).toBe('prompt-open');
    s.pass(500).answer('request 2', { allow: false });
    s.pass(500);
    expect([9, 8, 10].map(verdict)).toEqual(['stale', 'stale', 'allowed']);
    expect(s.ledger.alarms['stale-message']).toBe(4);
  });

  it('SEC-C9 numbers begin anew with a new link, and the old link says nothing any more', () => {
    const s = controlled();
    expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 7 })).toBe('allowed');
    s.link('ana', 2);
    expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 8, epoch: 1 })).toBe('stale');
    expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 1, epoch: 2 })).toBe('allowed');
    expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 1, epoch: 2 })).toBe('stale');
  });

  it('sight goes on while input is frozen', () => {
    const s = controlled();
    s.ask();
    expect(s.verdict({ needs: 'screen.view', grantId: VIEW, seq: 1 })).toBe('allowed');
    expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 1 })).toBe('prompt-open');
    expect(s.ledger.alarms).toEqual({ ...s.ledger.alarms, 'unknown-grant': 0, 'stale-message': 0 });
  });

  it('what was on its way when a grant ended is dropped without an alarm, for 5 s', () => {
    const s = controlled();
    s.do((ledger, now) => stopGrants(ledger, { grantId: CONTROL }, 'customer', now)).sleep(4_999);
    expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 1 })).toBe('no-grant');
    expect(s.ledger.alarms['unknown-grant']).toBe(0);
    s.sleep(1);
    expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 2 })).toBe('no-grant');
    expect(s.ledger.alarms['unknown-grant']).toBe(1);
  });

  it('counts what is dropped elsewhere', () => {
    const s = new ConsentScene();
    s.ledger = dropMessage(dropMessage(dropMessage(s.ledger, 'malformed'), 'rate'), 'own-window');
    expect(s.ledger.drops).toMatchObject({ malformed: 1, rate: 1, 'own-window': 1 });
    s.do(tick);
    expect(s.reported('device.alarm')).toEqual([
      { kind: 'malformed', count: 1 },
      { kind: 'rate', count: 1 },
    ]);
  });

  it('reports alarms together, every 10 s at most', () => {
    const s = new ConsentScene().link();
    s.check({ grantId: 'x' });
    s.pass(250);
    expect(s.reported('device.alarm')).toEqual([{ kind: 'unknown-grant', count: 1 }]);
    s.check({ grantId: 'x' });
    s.check({ grantId: 'x' });
    s.pass(9_750);
    expect(s.reported('device.alarm')).toEqual([]);
    s.pass(250);
    expect(s.reported('device.alarm')).toEqual([{ kind: 'unknown-grant', count: 2 }]);
  });
});

describe('stopping', () => {
  it('SEC-C5 stops everything at once: input first, keys let go, each end reported', () => {
    const s = controlled();
    s.do((ledger, now) => setActivity(ledger, VIEW, true, now));
    s.do((ledger, now) => setActivity(ledger, CONTROL, true, now));
    s.check({ needs: 'input.control', grantId: CONTROL, seq: 1 });
    s.facts = [];
    s.do((ledger, now) => stopGrants(ledger, 'all', 'hotkey', now));
    expect(s.releases).toBe(1);
    expect(s.facts.map((f) => [f.type, f['grantId'], f['reason'] ?? f['activity']])).toEqual([
      ['activity.stopped', VIEW, 'screen'],
      ['grant.ended', VIEW, 'hotkey'],
      ['activity.stopped', CONTROL, 'control'],
      ['grant.ended', CONTROL, 'hotkey'],
    ]);
    expect(s.verdict({ needs: 'input.control', grantId: CONTROL, seq: 2 })).toBe('no-grant');
  });

  it('stopping sight stops control too; stopping control leaves sight', () => {
    const s = controlled();
    s.do((ledger, now) => stopGrants(ledger, { grantId: VIEW }, 'customer', now));
    expect(s.reported('grant.ended').map((f) => f['grantId'])).toEqual([CONTROL, VIEW]);
    const other = controlled();
    other.do((ledger, now) => stopGrants(ledger, { grantId: CONTROL }, 'customer', now));
    expect(ledgerGrants(other.ledger).map((g) => g.id)).toEqual([VIEW]);
  });

  it('SEC-C5 the end of control lets go of held keys, the end of another CSR’s sight does not', () => {
    const s = new ConsentScene().link().link('bea');
    s.give({ csrId: 'bea' });
    s.give({ capability: 'input.control', minutes: 10 });
    s.check({ needs: 'input.control', grantId: 'request 2 b', seq: 1 });
    s.do((ledger, now) => stopGrants(ledger, { grantId: 'request 1 a' }, 'customer', now));
    expect([ledgerGrants(s.ledger).length, s.releases]).toEqual([2, 0]);
    s.do((ledger, now) => stopGrants(ledger, { grantId: 'request 2 b' }, 'customer', now));
    expect([ledgerGrants(s.ledger).length, s.releases]).toEqual([1, 1]);
  });

  it('a live grant is found by person and capability', () => {
    const s = controlled();
    expect(ledgerGrant(s.ledger, 'ana', 'screen.view')?.id).toBe(VIEW);
    expect(ledgerGrant(s.ledger, 'ana', 'input.control')?.id).toBe(CONTROL);
    expect(ledgerGrant(s.ledger, 'bea', 'screen.view')).toBeUndefined();
  });

  it('a CSR lets go of their own grants only', () => {
    const s = controlled();
    s.do((ledger, now) => stopGrants(ledger, { grantId: CONTROL, by: 'bea' }, 'csr', now));
    expect(ledgerGrants(s.ledger)).toHaveLength(2);
    s.do((ledger, now) => stopGrants(ledger, { grantId: CONTROL, by: 'ana' }, 'csr', now));
    expect(s.reported('grant.ended')).toEqual([{ grantId: CONTROL, reason: 'csr' }]);
  });

  it('one CSR without sight does not take another one’s control', () => {
    const s = new ConsentScene().link().link('bea');
    s.give();
    s.give({ capability: 'input.control', minutes: 10, csrId: 'bea' });
    s.do((ledger, now) => stopGrants(ledger, { grantId: 'request 1 a' }, 'customer', now));
    expect(ledgerGrants(s.ledger).map((g) => [g.csrId, g.capability])).toEqual([
      ['bea', 'screen.view'],
      ['bea', 'input.control'],
    ]);
  });

  it('says once when an activity begins and ends', () => {
    const s = controlled();
    for (const running of [true, true, false, false])
      s.do((ledger, now) => setActivity(ledger, VIEW, running, now));
    s.do((ledger, now) => setActivity(ledger, 'made up', true, now));
    expect(s.facts.map((f) => [f.type, f['activity']])).toEqual([
      ['activity.started', 'screen'],
      ['activity.stopped', 'screen'],
    ]);
    s.facts = [];
    s.do((ledger, now) => setActivity(ledger, CONTROL, true, now));
    expect(s.reported('activity.started')).toEqual([{ grantId: CONTROL, activity: 'control' }]);
  });

  it('a lost link lets go of held keys at once, and only when some may be held', () => {
    const s = controlled();
    s.do((ledger, now) => linkLost(ledger, 'ana', 1, now));
    expect(s.releases).toBe(0);
    const up = { epoch: 2, key: 'key of ana', fingerprints: { device: 'd', csr: 'c' } };
    s.do((ledger, now) => linkUp(ledger, 'ana', up, now));
    s.check({ needs: 'input.control', grantId: CONTROL, epoch: 2, seq: 1 });
    s.do((ledger, now) => linkLost(ledger, 'ana', 1, now));
    expect(s.releases).toBe(0);
    s.do((ledger, now) => linkLost(ledger, 'ana', 2, now));
    expect(s.releases).toBe(1);
  });
});
