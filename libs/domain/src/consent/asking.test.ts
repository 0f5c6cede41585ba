import { ConsentScene } from '@relevo/testing';
import { withdrawPrompt } from './asking';
import { isFrozen, type Ledger, ledgerGrants, openPrompt } from './ledger';
import { linkAlarm, linkLost, linkUp, setDisplay } from './links';
import { tick } from './tick';
import type { ClockReading } from './timing';

const scene = () => new ConsentScene().link();

describe('asking the customer', () => {
  it('SEC-C4 freezes first, lets go, and shows the question 500 ms later', () => {
    const s = scene();
    const control = s.give({ capability: 'input.control', minutes: 10 });
    expect(s.verdict({ needs: 'input.control', grantId: `request 1 b`, seq: 1 })).toBe('allowed');
    expect(control).toBe('request 1 a');
    s.ask({ capability: 'input.control', minutes: 20 });
    expect(s.releases).toBe(1);
    expect(isFrozen(s.ledger)).toBe(true);
    expect(openPrompt(s.ledger)).toBeNull();
    s.sleep(499).do(tick);
    expect(openPrompt(s.ledger)).toBeNull();
    s.sleep(1).do(tick);
    expect(openPrompt(s.ledger)?.request.requestId).toBe('request 2');
    expect(s.verdict({ needs: 'input.control', grantId: 'request 1 b', seq: 2 })).toBe('prompt-open');
  });

  it.each([
    ['no number of minutes', { minutes: Number.NaN }],
    ['a text as minutes', { minutes: 'x' as unknown as number }],
    ['no minutes at all', { minutes: undefined as unknown as number }],
    ['less than a minute', { minutes: 0 }],
    ['half a minute', { minutes: 1.5 }],
    ['an endless patience', { patienceMs: Number.NaN }],
    ['a capability that does not exist', { capability: 'bogus' as 'screen.view' }],
  ])('SEC-C6 SEC-C10 asks nothing with %s: the answer is no', (_name, over) => {
    const s = scene();
    s.ask(over);
    s.sleep(600).do(tick);
    expect(openPrompt(s.ledger)).toBeNull();
    expect(s.facts.at(-1)).toMatchObject({ type: 'grant.denied' });
    expect(ledgerGrants(s.ledger)).toEqual([]);
  });

  it('SEC-C10 a minute is the shortest that can be asked for', () => {
    const s = scene();
    const requestId = s.ask({ minutes: 1 });
    s.pass(500).answer(requestId, { minutes: 1 });
    expect((ledgerGrants(s.ledger)[0]?.endsAt ?? 0) - s.now.mono).toBe(60_000);
  });

  it('SEC-C5 a no at once lets no key go: nothing of what holds has changed', () => {
    const s = scene();
    const grantId = s.give({ capability: 'input.control', minutes: 10 }).replace(' a', ' b');
    s.check({ needs: 'input.control', grantId, seq: 1 });
    s.ask({ minutes: 0 });
    expect(s.reported('grant.denied')).toHaveLength(1);
    expect(s.releases).toBe(0);
  });

  it('SEC-C4 thaws 500 ms after the answer and not before', () => {
    const s = scene();
    const grantId = s.give({ capability: 'input.control', minutes: 10 }).replace(' a', ' b');
    const again = s.ask({ capability: 'input.control', minutes: 10 });
    s.pass(500).answer(again, { allow: false });
    s.sleep(499);
    expect(s.verdict({ needs: 'input.control', grantId, seq: 1 })).toBe('prompt-open');
    s.sleep(1);
    expect(s.verdict({ needs: 'input.control', grantId, seq: 2 })).toBe('allowed');
  });

  it('SEC-C4 takes no answer before the question is on the screen', () => {
    const s = scene();
    const requestId = s.ask();
    s.sleep(499).answer(requestId);
    expect(ledgerGrants(s.ledger)).toEqual([]);
    s.sleep(1).answer(requestId);
    expect(ledgerGrants(s.ledger)).toHaveLength(1);
  });

  it('takes no answer to another question, and none twice', () => {
    const s = scene();
    const requestId = s.ask();
    s.pass(500).answer('request 7');
    expect(ledgerGrants(s.ledger)).toEqual([]);
    s.answer(requestId).answer(requestId);
    expect(s.reported('grant.given')).toHaveLength(1);
  });

  it('SEC-C6 means no when nobody answers in time', () => {
    const s = scene();
    s.ask({ patienceMs: 60_000 });
    s.pass(59_999);
    expect(openPrompt(s.ledger)).not.toBeNull();
    s.pass(1);
    expect(openPrompt(s.ledger)).toBeNull();
    expect(s.reported('grant.denied')).toEqual([{ requestId: 'request 1', reason: 'timeout' }]);
    expect(ledgerGrants(s.ledger)).toEqual([]);
  });

  it('SEC-C6 waits 120 s at most, whatever the server says', () => {
    const s = scene();
    s.ask({ patienceMs: 86_400_000 });
    s.pass(119_999);
    expect(openPrompt(s.ledger)).not.toBeNull();
    s.pass(1);
    expect(s.reported('grant.denied')).toEqual([{ requestId: 'request 1', reason: 'timeout' }]);
  });

  it('denies at once a question that is over already', () => {
    const s = scene();
    s.ask({ patienceMs: -5 });
    expect(s.reported('grant.denied')).toEqual([{ requestId: 'request 1', reason: 'timeout' }]);
    expect(isFrozen(s.ledger)).toBe(false);
  });

  it.each([
    ['none', 'no-display'],
    ['locked', 'locked'],
  ] as const)('SEC-C6 means no with the display %s', (display, reason) => {
    const s = scene();
    s.do((ledger, now) => setDisplay(ledger, display, now));
    s.ask();
    expect(s.reported('grant.denied')).toEqual([{ requestId: 'request 1', reason }]);
    s.do((ledger, now) => setDisplay(ledger, 'ok', now));
    const requestId = s.ask();
    s.pass(500).do((ledger, now) => setDisplay(ledger, display, now));
    expect(s.reported('grant.denied')).toEqual([{ requestId, reason }]);
    expect(openPrompt(s.ledger)).toBeNull();
  });

  it('a screen that is still there changes nothing about a question on it', () => {
    const s = scene();
    const requestId = s.ask();
    s.pass(500).do((ledger, now) => setDisplay(ledger, 'ok', now));
    expect(openPrompt(s.ledger)?.request.requestId).toBe(requestId);
  });

  it('SEC-C6 a question that stood on the screen to its end ran out, also when its asker is gone meanwhile', () => {
    const s = scene();
    const requestId = s.ask({ patienceMs: 10_000 });
    s.pass(500).do((ledger, now) => linkLost(ledger, 'ana', 1, now));
    s.pass(9_500);
    expect(s.reported('grant.denied')).toEqual([{ requestId, reason: 'timeout' }]);
  });

  it('means no for what the device cannot do', () => {
    const s = new ConsentScene(['screen.view']).link();
    s.ask({ capability: 'input.control' });
    expect(s.reported('grant.denied')).toEqual([{ requestId: 'request 1', reason: 'no-display' }]);
  });

  it('asks the same question once', () => {
    const s = scene();
    s.ask({ requestId: 'q' });
    s.pass(500).answer('q', { allow: false });
    s.pass(500).ask({ requestId: 'q' });
    s.pass(1000);
    expect(openPrompt(s.ledger)).toBeNull();
    expect(s.reported('grant.denied')).toEqual([{ requestId: 'q', reason: 'customer' }]);
  });

  it('asks one question after the other, and denies what comes on top of four that wait', () => {
    const s = scene();
    for (const _ of [1, 2, 3, 4, 5, 6]) s.ask();
    expect(s.reported('grant.denied')).toEqual([{ requestId: 'request 6', reason: 'timeout' }]);
    s.pass(500);
    expect(openPrompt(s.ledger)?.request.requestId).toBe('request 1');
    s.answer('request 1', { allow: false }).sleep(500).do(tick);
    expect(isFrozen(s.ledger)).toBe(true);
    s.sleep(500).do(tick);
    expect(openPrompt(s.ledger)?.request.requestId).toBe('request 2');
    for (const next of ['request 3', 'request 4', 'request 5']) {
      s.answer(openPrompt(s.ledger)?.request.requestId ?? '', { allow: false }).pass(1_000);
      expect(openPrompt(s.ledger)?.request.requestId).toBe(next);
    }
  });

  it('waits until the CSR has proven a key, and means no when that never happens', () => {
    const s = new ConsentScene();
    s.ask({ patienceMs: 10_000 });
    s.pass(2_000);
    expect(isFrozen(s.ledger)).toBe(false);
    s.link().pass(500);
    expect(openPrompt(s.ledger)?.request.requestId).toBe('request 1');
    const other = new ConsentScene();
    other.ask({ patienceMs: 10_000 });
    other.pass(10_000);
    expect(other.reported('grant.denied')).toEqual([{ requestId: 'request 1', reason: 'link' }]);
  });

  it('an answer without the link to the asker is no', () => {
    const s = scene();
    const requestId = s.ask();
    s.pass(500)
      .do((ledger, now) => linkLost(ledger, 'ana', 1, now))
      .answer(requestId);
    expect(s.reported('grant.denied')).toEqual([{ requestId, reason: 'link' }]);
    expect(ledgerGrants(s.ledger)).toEqual([]);
  });

  it('takes a question back, before and after it is shown', () => {
    const s = scene();
    const first = s.ask();
    const second = s.ask();
    s.pass(500).do((ledger, now) => withdrawPrompt(ledger, second, now));
    s.do((ledger, now) => withdrawPrompt(ledger, first, now));
    expect(s.reported('grant.denied')).toEqual([
      { requestId: second, reason: 'withdrawn' },
      { requestId: first, reason: 'withdrawn' },
    ]);
    s.pass(500);
    expect(isFrozen(s.ledger)).toBe(false);
  });

  it('SEC-C6 a sleep with a question on the screen means no', () => {
    const s = scene();
    s.ask();
    s.pass(500).sleep(30_001).do(tick);
    expect(s.reported('grant.denied')).toEqual([{ requestId: 'request 1', reason: 'timeout' }]);
  });
});

describe('a far end that changes while it is asked about', () => {
  const up =
    (csrId: string, epoch: number, key: string, csr = 'c1') =>
    (ledger: Ledger, now: ClockReading) =>
      linkUp(ledger, csrId, { epoch, key, fingerprints: { device: 'd1', csr } }, now);

  it.each([
    ['another key', up('ana', 2, 'other key')],
    ['another certificate', up('ana', 2, 'key of ana', 'other')],
    ['another certificate within the link', up('ana', 1, 'key of ana', 'other')],
    ['a failed proof', (ledger: Ledger, now: ClockReading) => linkAlarm(ledger, 'ana', now)],
  ])('SEC-C11 the answer is no with %s, before and after the question is shown', (_title, change) => {
    for (const wait of [0, 500]) {
      const s = scene();
      const requestId = s.ask();
      s.pass(wait).do(change);
      expect(s.reported('grant.denied')).toEqual([{ requestId, reason: 'key-changed' }]);
      s.pass(500).answer(requestId);
      expect(ledgerGrants(s.ledger)).toEqual([]);
    }
  });

  it('SEC-C11 the same end, an older link and another CSR change nothing', () => {
    const s = scene().link('bea');
    s.do(up('ana', 5, 'key of ana'));
    const requestId = s.ask();
    s.pass(500)
      .do(up('ana', 6, 'key of ana'))
      .do(up('ana', 4, 'old key', 'old'))
      .do(up('bea', 2, 'other key', 'other'));
    s.answer(requestId);
    expect(s.reported('grant.given')).toHaveLength(1);
  });

  it('SEC-C11 a question that waits behind another survives a new certificate, but not a new key', () => {
    const s = scene().link('bea');
    s.ask({ csrId: 'bea' });
    const waiting = s.ask();
    s.pass(500).do(up('ana', 2, 'key of ana', 'other'));
    expect(s.reported('grant.denied')).toEqual([]);
    s.do(up('ana', 3, 'other key'));
    expect(s.reported('grant.denied')).toEqual([{ requestId: waiting, reason: 'key-changed' }]);
  });
});
