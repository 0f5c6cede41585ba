import { ConsentScene } from '@relevo/testing';
import fc from 'fast-check';
import type { SessionEvent } from '../session/events';
import { withdrawPrompt } from './asking';
import { noteClaim } from './claims';
import { setActivity, stopGrants } from './gate';
import { isFrozen, ledgerGrants, openPrompt } from './ledger';
import { endLedger, linkAlarm, linkLost, linkUp, setDisplay } from './links';
import { CLOCK_JUMP_MS, CONTROL_LINK_LOSS_MS, SETTLE_MS } from './timing';

/**
 * What the customer did, kept by hand beside the ledger: the only source of rights in this model.
 * Times are monotonic. Nothing here looks into the ledger.
 */
interface Given {
  readonly csrId: string;
  readonly key: string;
  readonly capability: 'screen.view' | 'input.control';
  readonly endsAt: number;
  readonly lastSeq: Map<number, number>;
}

const CSRS = ['ana', 'bea'] as const;
const csr = fc.constantFrom(...CSRS);
const capability = fc.constantFrom('screen.view' as const, 'input.control' as const);

type Step = readonly [name: string, run: (world: World) => void];

class World {
  readonly scene = new ConsentScene();
  readonly given = new Map<string, Given>();
  readonly links = new Map<string, { epoch: number; key: string; lostAt: number | null }>();
  /** When input was last frozen or thawing for sure: from the question's arrival to 500 ms after its answer. */
  quietUntil = 0;
  over = false;
  effects = 0;
  epochs = 0;

  get mono(): number {
    return this.scene.now.mono;
  }

  /** Every grant that ended by its report is over in the model too. */
  sync(): void {
    for (const { grantId } of this.scene.reported('grant.ended')) this.given.delete(String(grantId));
  }

  /** A message of a console, true or false; when it passes, the model must know why. */
  attempt(
    csrId: string,
    needs: 'screen.view' | 'input.control',
    grantId: string,
    seq: number,
    epoch: number,
    key: string | null,
  ): void {
    const before = this.given.get(grantId);
    const question = openPrompt(this.scene.ledger);
    const { verdict } = this.scene.check({ csrId, needs, grantId, seq, epoch, csrKey: key });
    if (!verdict.allowed) return this.sync();
    this.effects += 1;
    const link = this.links.get(csrId);
    expect(before).toBeDefined();
    if (!before) return;
    expect([before.csrId, before.key, before.capability]).toEqual([csrId, key, needs]);
    expect(this.mono).toBeLessThan(before.endsAt);
    expect(seq).toBeGreaterThan(before.lastSeq.get(epoch) ?? 0);
    expect(link?.epoch).toBe(epoch);
    expect(this.over).toBe(false);
    if (needs === 'input.control') {
      expect(question).toBeNull();
      expect(this.mono).toBeGreaterThanOrEqual(this.quietUntil);
      const lostFor = link?.lostAt == null ? 0 : this.mono - link.lostAt;
      expect(lostFor).toBeLessThan(CONTROL_LINK_LOSS_MS);
    }
    before.lastSeq.set(epoch, seq);
    this.sync();
  }
}

const someGrant = (world: World, pick: number): string => {
  const ids = [...world.given.keys()];
  return ids[pick % Math.max(1, ids.length)] ?? 'made up';
};

const answer = (world: World, allow: boolean, minutes: number | null): void => {
  const prompt = openPrompt(world.scene.ledger);
  if (!prompt) return;
  const { requestId, csrId } = prompt.request;
  world.scene.answer(requestId, { allow, minutes });
  world.quietUntil = Math.max(world.quietUntil, world.mono + SETTLE_MS);
  world.sync();
  for (const fact of world.scene.reported('grant.given')) {
    expect(allow).toBe(true);
    expect(fact['csrId']).toBe(csrId);
    const limit = fact['capability'] === 'input.control' ? 30 : Number.POSITIVE_INFINITY;
    const lasts = Math.min(minutes ?? limit, prompt.request.minutes ?? limit, limit);
    world.given.set(String(fact['grantId']), {
      csrId,
      key: String(fact['csrKey']),
      capability: fact['capability'] as Given['capability'],
      endsAt: world.mono + lasts * 60_000,
      lastSeq: new Map(),
    });
  }
};

/** A question asked, shown, allowed and thawed. */
const giveAtOnce = (world: World, csrId: string, what: Given['capability'], long: number | null): void => {
  world.scene.ask({ csrId, capability: what, minutes: long });
  world.scene.pass(500);
  answer(world, true, long);
  world.scene.pass(500);
};

const minutes = fc.option(fc.integer({ min: 1, max: 60 }));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(csr, capability, minutes).map(
      ([csrId, what, long]): Step => [
        'ask',
        (w) => {
          const wasFree = !isFrozen(w.scene.ledger);
          w.scene.ask({ csrId, capability: what, minutes: long });
          if (wasFree && isFrozen(w.scene.ledger)) w.quietUntil = w.mono + SETTLE_MS;
        },
      ],
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.boolean(), minutes)
      .map(([allow, long]): Step => ['answer', (w) => answer(w, allow, long)]),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(csr, capability, minutes)
      .map(([csrId, what, long]): Step => ['ask and allow', (w) => giveAtOnce(w, csrId, what, long)]),
  },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom(1, 250, 500, 1_000, 5_000, 20_000)
      .map((ms): Step => ['time', (w) => void w.scene.pass(ms)]),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: -100_000, max: 100_000 }).map(
      (ms): Step => [
        'clock set',
        (w) => {
          w.scene.now = { mono: w.mono, wall: w.scene.now.wall + ms };
          w.scene.pass(250);
          // A leap ends everything, and the model hears it from the reports.
          if (ms + 250 > CLOCK_JUMP_MS) expect(ledgerGrants(w.scene.ledger)).toEqual([]);
        },
      ],
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(csr, fc.integer({ min: 0, max: 9 })).map(
      ([csrId, luck]): Step => [
        'link up',
        (w) => {
          w.epochs += 1;
          const key = luck === 0 ? `other key of ${csrId}` : `key of ${csrId}`;
          const fingerprints = { device: 'd', csr: `c${w.epochs}` };
          w.links.set(csrId, { epoch: w.epochs, key, lostAt: null });
          w.scene.do((ledger, now) => linkUp(ledger, csrId, { epoch: w.epochs, key, fingerprints }, now));
        },
      ],
    ),
  },
  {
    weight: 1,
    arbitrary: csr.map(
      (csrId): Step => [
        'link lost',
        (w) => {
          const link = w.links.get(csrId);
          if (!link) return;
          w.scene.do((ledger, now) => linkLost(ledger, csrId, link.epoch, now));
          link.lostAt ??= w.mono;
        },
      ],
    ),
  },
  {
    weight: 14,
    arbitrary: fc
      .tuple(csr, capability, fc.nat(9), fc.integer({ min: -3, max: 12 }), fc.nat(9), fc.nat(9))
      .map(
        ([csrId, what, pick, seq, oldLink, badKey]): Step => [
          'message',
          (w) => {
            const grantId = someGrant(w, pick);
            const link = w.links.get(csrId);
            // Mostly what an honest console would send, at times a lie about one thing.
            const owner = pick === 9 ? csrId : (w.given.get(grantId)?.csrId ?? csrId);
            const needs = pick === 8 ? what : (w.given.get(grantId)?.capability ?? what);
            const epoch = (w.links.get(owner)?.epoch ?? 0) - (oldLink === 0 ? 1 : 0);
            const key =
              badKey === 0 ? null : badKey === 1 ? 'stolen' : (w.links.get(owner)?.key ?? link?.key ?? null);
            const last = Math.max(0, ...(w.given.get(grantId)?.lastSeq.values() ?? []));
            w.attempt(owner, needs, grantId, Math.max(1, last + seq), epoch, key);
          },
        ],
      ),
  },
  {
    weight: 2,
    arbitrary: fc.nat(5).map(
      (pick): Step => [
        'server claims',
        (w) => {
          const grantId = pick === 0 ? 'from the server' : someGrant(w, pick);
          const event = {
            type: pick === 1 ? 'grant.ended' : 'grant.given',
            seq: 1,
            data: { grantId, deviceId: 'device', capability: 'input.control', csrId: 'ana', until: 9e15 },
          } as unknown as SessionEvent;
          w.scene.ledger = noteClaim(w.scene.ledger, event);
        },
      ],
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .nat(5)
      .map(
        (pick): Step => [
          'stop',
          (w) =>
            void w.scene.do((ledger, now) =>
              stopGrants(ledger, { grantId: someGrant(w, pick) }, 'customer', now),
            ),
        ],
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Step>(
      ['stop all', (w) => void w.scene.do((ledger, now) => stopGrants(ledger, 'all', 'hotkey', now))],
      ['display gone', (w) => void w.scene.do((ledger, now) => setDisplay(ledger, 'none', now))],
      ['display back', (w) => void w.scene.do((ledger, now) => setDisplay(ledger, 'ok', now))],
      ['link alarm', (w) => void w.scene.do((ledger, now) => linkAlarm(ledger, 'ana', now))],
      ['withdraw', (w) => void w.scene.do((ledger, now) => withdrawPrompt(ledger, 'request 1', now))],
      ['activity', (w) => void w.scene.do((ledger, now) => setActivity(ledger, someGrant(w, 0), true, now))],
    ),
  },
);

const end: Step = [
  'session ends',
  (w) => {
    w.scene.do((ledger, now) => endLedger(ledger, 'session-ended', now));
    w.over = true;
  },
];

/** What holds after every step, whatever happened. */
const always = (world: World): void => {
  world.sync();
  const live = ledgerGrants(world.scene.ledger);
  expect(live.map((grant) => grant.id).sort()).toEqual([...world.given.keys()].sort());
  expect(live.filter((grant) => grant.capability === 'input.control').length).toBeLessThanOrEqual(1);
  for (const grant of live) {
    if (grant.capability !== 'input.control') continue;
    expect(live.some((g) => g.csrId === grant.csrId && g.capability === 'screen.view')).toBe(true);
  }
  if (world.over) expect(live).toEqual([]);
};

describe('consent, whatever server, console, network and clocks do', () => {
  it('SEC-C1 SEC-C2 SEC-C9 nothing has an effect outside a grant that the customer gave here', () => {
    const reached = new Map<string, number>();
    let effects = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), fc.boolean(), (steps, ends) => {
        const world = new World();
        for (const csrId of CSRS) {
          world.epochs += 1;
          world.links.set(csrId, { epoch: world.epochs, key: `key of ${csrId}`, lostAt: null });
          world.scene.link(csrId, world.epochs);
        }
        const middle = Math.floor(steps.length / 2);
        const whole = ends ? [...steps.slice(0, middle * 2 - 10), end, ...steps.slice(-10)] : steps;
        for (const [name, run] of whole) {
          run(world);
          always(world);
          reached.set(name, (reached.get(name) ?? 0) + 1);
        }
        effects += world.effects;
      }),
      { numRuns: 250, seed: 20_261_120 },
    );
    console.info(
      `reached: ${effects} effects, ${[...reached].map(([name, n]) => `${name} ${n}`).join(', ')}`,
    );
    expect(effects).toBeGreaterThan(400);
    expect(reached.size).toBe(17);
  });
});
