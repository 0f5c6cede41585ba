import { createHash } from 'node:crypto';
import { runs } from '@relevo/testing';
import fc from 'fast-check';
import {
  BROKEN,
  commitSafety,
  hearSafety,
  newExchange,
  readableCode,
  type SafetyEnd,
  type SafetyExchange,
  type SafetyWord,
  safetyCode,
  safetyCommitment,
  safetyDigest,
  safetyStanding,
} from '../index';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hash = (...parts: unknown[]) => sha256(JSON.stringify(parts));

const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
const end = (role: SafetyEnd['role']) =>
  fc.record({
    role: fc.constant(role),
    fingerprint: hex,
    key: fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
    nonce: hex,
  });
const ends = fc.record({ device: end('device'), csr: end('csr') });
const session = fc.uuid();

const publicPart = ({ nonce: _secret, ...rest }: SafetyEnd) => rest;

/** One end that follows the rules; keeps what it was told to say. */
class Honest {
  exchange: SafetyExchange;
  readonly said: SafetyWord[] = [];
  broken = false;

  constructor(sessionId: string, own: SafetyEnd, far: Omit<SafetyEnd, 'nonce'>) {
    this.exchange = newExchange(sessionId, own, far);
  }

  commit(): this {
    this.take(commitSafety(this.exchange, sha256));
    return this;
  }

  hear(word: SafetyWord): this {
    if (!this.broken) this.take(hearSafety(this.exchange, word, sha256));
    return this;
  }

  private take(turn: ReturnType<typeof hearSafety>): void {
    if (turn === BROKEN) {
      this.broken = true;
      return;
    }
    this.exchange = turn.exchange;
    this.said.push(...turn.say);
  }
}

/** Carries words to and fro in the order that `turns` says, until nothing is left to say. */
const talk = (a: Honest, b: Honest, turns: readonly boolean[]): void => {
  const told = { a: 0, b: 0 };
  for (const turn of [...turns, true, false, true, false, true, false]) {
    const [from, to, at] = turn ? ([a, b, 'a'] as const) : ([b, a, 'b'] as const);
    const word = from.said[told[at]];
    if (!word) continue;
    told[at] += 1;
    to.hear(word);
  }
};

describe('the safety code', () => {
  it('SEC-C11 is the same six digits at both ends when keys, certificates and session are', () => {
    fc.assert(
      fc.property(session, ends, fc.array(fc.boolean(), { maxLength: 8 }), (id, both, turns) => {
        const device = new Honest(id, both.device, publicPart(both.csr));
        const csr = new Honest(id, both.csr, publicPart(both.device));
        // Whoever begins later may have heard the other's commitment already.
        const [first, second] = turns[0] ? [csr, device] : [device, csr];
        first.commit();
        if (turns[1]) second.hear(first.said.shift() as SafetyWord);
        second.commit();
        talk(device, csr, turns);
        expect([device.broken, csr.broken]).toEqual([false, false]);
        expect(device.exchange.code).toMatch(/^[0-9]{6}$/);
        expect(csr.exchange.code).toBe(device.exchange.code);
      }),
      { seed: 20261126, numRuns: runs(500) },
    );
  });

  it('SEC-C11 is another when any key, certificate, nonce or the session is another', () => {
    const field = fc.constantFrom('fingerprint', 'key', 'nonce');
    fc.assert(
      fc.property(
        session,
        ends,
        end('device'),
        field,
        fc.constantFrom('device', 'csr'),
        (id, both, other, part, whose) => {
          const changed = { ...both, [whose]: { ...both[whose], [part]: other[part] } };
          expect(safetyDigest(id, changed, sha256)).not.toBe(safetyDigest(id, both, sha256));
          expect(safetyDigest(`${id}x`, both, sha256)).not.toBe(safetyDigest(id, both, sha256));
          // The ends cannot change places either.
          const swapped = { device: both.csr, csr: both.device };
          expect(safetyDigest(id, swapped, sha256)).not.toBe(safetyDigest(id, both, sha256));
        },
      ),
      { seed: 20261127, numRuns: runs(500) },
    );
  });

  it('SEC-C11 no nonce is told before the far end is bound, whatever it says first', () => {
    const word: fc.Arbitrary<SafetyWord> = fc.oneof(
      fc.record({ say: fc.constant('commit' as const), commitment: hex }),
      fc.record({ say: fc.constant('reveal' as const), nonce: hex }),
    );
    const step = fc.oneof(fc.constant('begin' as const), word);
    fc.assert(
      fc.property(session, ends, fc.array(step, { maxLength: 6 }), (id, both, steps) => {
        const device = new Honest(id, both.device, publicPart(both.csr));
        let bound = false;
        for (const one of steps) {
          if (one === 'begin') device.commit();
          else device.hear(one);
          bound ||= one !== 'begin' && one.say === 'commit' && !device.broken;
          const told = device.said.some((said) => said.say === 'reveal');
          if (told) expect(bound && device.said[0]?.say === 'commit').toBe(true);
        }
        // A stranger cannot know what fits a commitment made at random: it never comes to a code.
        expect(device.exchange.code).toBeUndefined();
      }),
      { seed: 20261128, numRuns: runs(1000) },
    );
  });

  it('SEC-C11 who committed cannot search for another nonce: only the one it is bound to is taken', () => {
    fc.assert(
      fc.property(session, ends, fc.array(hex, { minLength: 1, maxLength: 20 }), (id, both, tries) => {
        for (const nonce of tries.filter((one) => one !== both.csr.nonce)) {
          const device = new Honest(id, both.device, publicPart(both.csr)).commit();
          const csr = new Honest(id, both.csr, publicPart(both.device)).commit();
          device.hear(csr.said[0] as SafetyWord).hear({ say: 'reveal', nonce });
          expect([device.broken, device.exchange.code]).toEqual([true, undefined]);
        }
      }),
      { seed: 20261129, numRuns: runs(100) },
    );
  });

  it('SEC-C11 a nonce that comes before we are bound breaks it, though it fits: ours could be chosen after it', () => {
    const device: SafetyEnd = { role: 'device', fingerprint: 'd', key: 'dk', nonce: '01' };
    const csr: SafetyEnd = { role: 'csr', fingerprint: 'c', key: 'ck', nonce: '02' };
    const hasty = new Honest('s', csr, publicPart(device)).commit();
    const late = new Honest('s', device, publicPart(csr)).hear(hasty.said[0] as SafetyWord);
    late.hear({ say: 'reveal', nonce: csr.nonce });
    expect([late.broken, late.exchange.code]).toEqual([true, undefined]);
  });

  it('SEC-C11 is made of each end in its own place', () => {
    const device: SafetyEnd = { role: 'device', fingerprint: 'd', key: 'dk', nonce: '01' };
    const csr: SafetyEnd = { role: 'csr', fingerprint: 'c', key: 'ck', nonce: '02' };
    const ours = new Honest('s', device, publicPart(csr)).commit();
    const theirs = new Honest('s', csr, publicPart(device)).commit();
    talk(ours, theirs, []);
    expect(ours.exchange.code).toBe(safetyCode('s', { device, csr }, sha256));
    expect(theirs.exchange.code).toBe(ours.exchange.code);
  });

  it.each<[string, Partial<SafetyEnd>]>([
    ['certificate', { fingerprint: 'f'.repeat(64) }],
    ['key', { key: 'k'.repeat(43) }],
    ['role', { role: 'device' }],
  ])('SEC-C11 a commitment for another %s than the link shows breaks it', (_part, other) => {
    const device: SafetyEnd = { role: 'device', fingerprint: 'd', key: 'dk', nonce: '01' };
    const csr: SafetyEnd = { role: 'csr', fingerprint: 'c', key: 'ck', nonce: '02' };
    const liar = new Honest('s', { ...csr, ...other }, publicPart(device)).commit();
    const honest = new Honest('s', device, publicPart(csr)).commit();
    honest.hear(liar.said[0] as SafetyWord).hear({ say: 'reveal', nonce: csr.nonce });
    expect([honest.broken, honest.exchange.code]).toEqual([true, undefined]);
    expect(
      new Honest('s', device, publicPart(csr))
        .commit()
        .hear(liar.said[0] as SafetyWord)
        .hear(liar.said[0] as SafetyWord).broken,
    ).toBe(true);
  });

  it('SEC-C11 whoever sits between gets one guess for each exchange: about one in a million', () => {
    const guesses = runs(20_000);
    let hits = 0;
    for (let n = 0; n < guesses; n += 1) {
      const [device, csr] = [at('device', n), at('csr', n)];
      const [left, right] = [at('csr', n, 'm'), at('device', n, 'm')];
      hits += Number(
        safetyCode('s', { device, csr: left }, sha256) === safetyCode('s', { device: right, csr }, sha256),
      );
    }
    // With a fixed seed this is a fact of the hash: 20,000 guesses should hit 0.02 times.
    expect(hits).toBe(0);
  });

  const at = (role: SafetyEnd['role'], n: number, who = 'h'): SafetyEnd => ({
    role,
    fingerprint: hash(role, n, who),
    key: hash(role, who),
    nonce: hash('nonce', role, n, who),
  });

  it('SEC-C11 what is hashed names its purpose and every part in its place', () => {
    const [device, csr] = [
      { role: 'device', fingerprint: 'df', key: 'dk', nonce: 'dn' },
      { role: 'csr', fingerprint: 'cf', key: 'ck', nonce: 'cn' },
    ] as const;
    const asIs = (text: string) => text;
    expect(safetyCommitment('s', device, asIs)).toBe(
      '["relevo-safety-commit-1","s","device","df","dk","dn"]',
    );
    expect(safetyDigest('s', { device, csr }, asIs)).toBe(
      '["relevo-safety-code-1","s","df","dk","dn","cf","ck","cn"]',
    );
    const code = (hash: string) => safetyCode('s', { device, csr }, () => hash);
    expect(code('000000000007ffff')).toBe('000007');
    expect(code(`${(3_000_000 + 123_456).toString(16).padStart(12, '0')}ff`)).toBe('123456');
    expect(readableCode('123456')).toBe('123 456');
  });

  it('SEC-C11 an end binds itself once, and tells its nonce once', () => {
    const device: SafetyEnd = { role: 'device', fingerprint: 'd', key: 'dk', nonce: '01' };
    const csr: SafetyEnd = { role: 'csr', fingerprint: 'c', key: 'ck', nonce: '02' };
    const [one, other] = [new Honest('s', device, publicPart(csr)), new Honest('s', csr, publicPart(device))];
    one.commit().commit();
    expect(one.said.map(({ say }) => say)).toEqual(['commit']);
    other.commit();
    one.hear(other.said[0] as SafetyWord).commit();
    expect(one.said.map(({ say }) => say)).toEqual(['commit', 'reveal']);
    one.hear({ say: 'reveal', nonce: '02' });
    expect(one.exchange.code).toMatch(/^[0-9]{6}$/);
    expect(one.hear({ say: 'reveal', nonce: '02' }).broken).toBe(true);
  });

  it('spreads over all codes', () => {
    const seen = new Set(
      Array.from({ length: 2000 }, (_, n) =>
        safetyCode('s', { device: at('device', n), csr: at('csr', n) }, sha256),
      ),
    );
    expect(seen.size).toBeGreaterThan(1980);
    expect([...seen].filter((code) => code.startsWith('0')).length).toBeGreaterThan(100);
  });
});

describe('what was compared', () => {
  it.each([
    [undefined, undefined, 'unchecked'],
    [undefined, true, 'asked'],
    [true, undefined, 'waiting'],
    [true, true, 'checked'],
    [false, true, 'differs'],
    [true, false, 'differs'],
    [undefined, false, 'differs'],
  ] as const)(
    'SEC-C11 own %p and far %p is %s: the far word alone never checks anything',
    (own, far, standing) => {
      expect(safetyStanding(own, far)).toBe(standing);
    },
  );
});
