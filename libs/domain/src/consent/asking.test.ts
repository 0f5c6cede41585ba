import { ConsentScene } from '@relevo/testing';
import { withdrawPrompt } from './asking';
import { stopGrants } from './gate';
import { isFrozen, ledgerGrants, openPrompt } from './ledger';
import { linkLost, linkUp, setDisplay } from './links';
import { tick } from './tick';

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

  it('a sleep with a question on the screen means no', () => {
    const s = scene();
    s.ask();
    s.pass(500).sleep(30_001).do(tick);
    expect(s.reported('grant.denied')).toEqual([{ requestId: 'request 1', reason: 'timeout' }]);
  });
});

describe('what a yes gives', () => {
  it('names person, key, certificates, words and end', () => {
    const s = scene();
    const { wall, mono } = s.sleep(500).now;
    s.sleep(-500);
    const requestId = s.ask({ minutes: 20 });
    s.pass(500).answer(requestId, { minutes: 20 });
    expect(s.reported('grant.given')).toEqual([
      {
        grantId: 'request 1 a',
        requestId,
        capability: 'screen.view',
        csrId: 'ana',
        csrKey: 'key of ana',
        fingerprints: { device: 'd1', csr: 'c1' },
        until: wall + 1_200_000,
        wordsHash: 'hash',
        words: 'May Ana?',
        nonce: 'n1',
      },
    ]);
    expect(ledgerGrants(s.ledger)).toEqual([
      {
        id: 'request 1 a',
        requestId,
        capability: 'screen.view',
        csrId: 'ana',
        csrName: 'Ana Ruiz',
        csrKey: 'key of ana',
        since: wall,
        until: wall + 1_200_000,
        endsAt: mono + 1_200_000,
        last: { epoch: 1, seq: 0 },
        heardAt: mono,
        active: false,
      },
    ]);
  });

  it('control without sight asks for both in one question and gives two grants', () => {
    const s = scene();
    const requestId = s.ask({ capability: 'input.control', minutes: 10 });
    s.pass(500);
    expect(openPrompt(s.ledger)?.covers).toEqual(['screen.view', 'input.control']);
    s.answer(requestId, { minutes: 10 });
    expect(s.reported('grant.given').map((f) => [f['grantId'], f['capability'], f['nonce']])).toEqual([
      ['request 1 a', 'screen.view', 'n1'],
      ['request 1 b', 'input.control', 'n2'],
    ]);
  });

  it('control on top of sight asks for control alone', () => {
    const s = scene();
    s.give();
    s.ask({ capability: 'input.control', minutes: 10 });
    s.pass(500);
    expect(openPrompt(s.ledger)?.covers).toEqual(['input.control']);
  });

  it.each([
    ['asked 20, answered 5', 20, 5, 5],
    ['asked 20, answered 25', 20, 25, 20],
    ['asked 20, answered without end', 20, null, 20],
    ['asked without end, answered without end', null, null, 30],
    ['asked 600, answered 600', 600, 600, 30],
  ])(
    'SEC-C10 never gives control for longer than asked or 30 minutes: %s',
    (_title, asked, answered, given) => {
      const s = scene();
      s.give();
      const requestId = s.ask({ capability: 'input.control', minutes: asked });
      s.pass(500).answer(requestId, { minutes: answered });
      const grant = ledgerGrants(s.ledger).find((g) => g.capability === 'input.control');
      expect((grant?.endsAt ?? 0) - s.now.mono).toBe(given * 60_000);
      expect((grant?.until ?? 0) - s.now.wall).toBe(given * 60_000);
    },
  );

  it('sight may last until stopped', () => {
    const s = scene();
    s.give();
    expect(ledgerGrants(s.ledger)[0]).toMatchObject({ endsAt: null, until: null });
  });

  it('a second yes for the same takes the place of the first', () => {
    const s = scene();
    const first = s.give();
    s.give({ minutes: 5 });
    expect(s.reported('grant.ended')).toEqual([{ grantId: first, reason: 'replaced' }]);
    expect(ledgerGrants(s.ledger).map((g) => g.id)).toEqual(['request 2 a']);
  });

  it('renewing sight leaves control as it is', () => {
    const s = scene();
    s.give({ capability: 'input.control', minutes: 10 });
    s.give({ minutes: 5 });
    expect(s.reported('grant.ended')).toEqual([{ grantId: 'request 1 a', reason: 'replaced' }]);
    expect(ledgerGrants(s.ledger).map((g) => g.id)).toEqual(['request 1 b', 'request 2 a']);
  });

  it('control is not given when sight ended while the question stood', () => {
    const s = scene();
    const view = s.give();
    const requestId = s.ask({ capability: 'input.control', minutes: 10 });
    s.pass(500).do((ledger, now) => stopGrants(ledger, { grantId: view }, 'customer', now));
    s.answer(requestId);
    expect(s.reported('grant.denied')).toEqual([{ requestId, reason: 'withdrawn' }]);
    expect(ledgerGrants(s.ledger)).toEqual([]);
  });

  it('there is one controller at a time; others keep their sight', () => {
    const s = scene().link('bea');
    s.give({ capability: 'input.control', minutes: 10 });
    s.give({ capability: 'input.control', minutes: 10, csrId: 'bea' });
    expect(s.reported('grant.ended')).toEqual([{ grantId: 'request 1 b', reason: 'replaced' }]);
    expect(ledgerGrants(s.ledger).map((g) => [g.csrId, g.capability])).toEqual([
      ['ana', 'screen.view'],
      ['bea', 'screen.view'],
      ['bea', 'input.control'],
    ]);
  });

  it('does not ask again for what a yes has just given', () => {
    const s = scene().link('bea');
    const control = s.ask({ capability: 'input.control', minutes: 10 });
    const view = s.ask();
    const others = s.ask({ csrId: 'bea' });
    s.pass(500).answer(control, { minutes: 10 });
    expect(s.reported('grant.denied')).toEqual([{ requestId: view, reason: 'withdrawn' }]);
    s.pass(1000);
    expect(openPrompt(s.ledger)?.request.requestId).toBe(others);
  });

  it('gives nothing without a name for it', () => {
    const s = scene();
    const requestId = s.ask();
    s.pass(500).answer(requestId, { stamps: [] });
    expect(ledgerGrants(s.ledger)).toEqual([]);
  });

  it('is not given to a link that came back while the question stood, but to the proven one', () => {
    const s = scene();
    const requestId = s.ask();
    s.pass(500).do((ledger, now) =>
      linkUp(ledger, 'ana', { epoch: 2, key: 'new key', fingerprints: { device: 'd', csr: 'c' } }, now),
    );
    s.answer(requestId);
    expect(s.reported('grant.given')[0]).toMatchObject({ csrKey: 'new key', fingerprints: { device: 'd' } });
  });
});
