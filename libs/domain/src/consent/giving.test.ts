import { ConsentScene } from '@relevo/testing';
import { stopGrants } from './gate';
import { ledgerGrants, openPrompt } from './ledger';
import { linkLost } from './links';

const scene = () => new ConsentScene().link();

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

  it('names the key and the certificates of the link that asked, also when it was interrupted', () => {
    const s = scene();
    const requestId = s.ask();
    s.pass(500)
      .do((ledger, now) => linkLost(ledger, 'ana', 1, now))
      .link('ana', 1)
      .answer(requestId);
    expect(s.reported('grant.given')[0]).toMatchObject({
      csrKey: 'key of ana',
      fingerprints: { device: 'd1' },
    });
  });
});

describe('an answer on a computer that was controlled before', () => {
  it('SEC-C13 carries that in the log, also when control is over by then; answers before control do not', () => {
    const s = scene();
    s.give();
    s.give({ capability: 'input.control', minutes: 10 });
    expect(s.reported('grant.given').map((fact) => fact['underControl'])).toEqual([undefined, undefined]);
    s.give({ minutes: 5 });
    expect(s.reported('grant.given').map((fact) => fact['underControl'])).toEqual([true]);
    s.do((ledger, now) => stopGrants(ledger, 'all', 'customer', now));
    s.give();
    expect(s.reported('grant.given').map((fact) => fact['underControl'])).toEqual([true]);
  });

  it('SEC-C13 a question that widens a live control pauses it first, and says so in the log', () => {
    const s = scene().link('bea');
    const control = s.give({ capability: 'input.control', minutes: 10 }).replace(' a', ' b');
    expect(s.verdict({ needs: 'input.control', grantId: control, seq: 1 })).toBe('allowed');
    s.facts = [];
    const wider = s.ask({ csrId: 'bea' });
    expect(s.releases).toBe(1);
    expect(s.verdict({ needs: 'input.control', grantId: control, seq: 2 })).toBe('prompt-open');
    s.pass(500).answer(wider);
    expect(s.verdict({ needs: 'input.control', grantId: control, seq: 3 })).toBe('prompt-open');
    expect(s.reported('grant.given')).toMatchObject([{ csrId: 'bea', underControl: true }]);
    s.pass(500);
    expect(s.verdict({ needs: 'input.control', grantId: control, seq: 4 })).toBe('allowed');
  });
});
