import type { Link } from '@relevo/client';
import { readMessage } from '@relevo/client/peer/channel-text';
import { type LinkToDevice, linkToConsole, linkToDevice, SERVER_MESSAGES } from '@relevo/contracts';
import { type DeviceReport, ledgerGrant } from '@relevo/domain';
import { anId, Grammar, Mutations, seeded } from '@relevo/testing';
import { ConsentDesk } from '../consent/consent-desk';
import { LinkBook } from './link-book';
import { LinkPost } from './link-post';

jest.setTimeout(120_000);

const SEED = 20261126;
const TO_DEVICE = 45_000;
const TO_CONSOLE = 25_000;
const ANA = anId(1);
const EVE = anId(2);

type DeviceLink = Link<'device'>;

/** A proven link, fed with what came over its channel, read as the real link reads it. */
class FedLink {
  readonly state = { name: 'ready' };
  readonly epoch = 1;
  readonly fingerprints = { device: 'd', csr: 'c' };
  readonly sent: unknown[] = [];
  malformed = 0;
  private coming: () => void = () => undefined;
  private readonly hearers: ((message: LinkToDevice) => void)[] = [];
  private readonly faults: ((reason: string) => void)[] = [];

  constructor(
    readonly far: { participantId: string; endpoint: string; deviceId: null },
    readonly farKey: string,
  ) {}

  onState = () => () => undefined;
  onMessage = (hearer: (message: LinkToDevice) => void) => this.hearers.push(hearer);
  onInputComing = (listener: () => void) => {
    this.coming = listener;
  };
  onDropped = (fault: (reason: string) => void) => this.faults.push(fault);
  send = (message: unknown) => this.sent.push(message) > 0;

  feed(text: unknown): void {
    this.coming();
    const message = readMessage(linkToDevice, text);
    if (message) for (const hearer of this.hearers) hearer(message);
    else {
      this.malformed += 1;
      for (const fault of this.faults) fault('malformed');
    }
  }
}

const aLink = (csrId: string) =>
  new FedLink({ participantId: csrId, endpoint: csrId, deviceId: null }, `key of ${csrId}`);

/** A machine with two CSRs: Ana sees and drives it, Eve may only look. */
const aMachine = () => {
  let mono = 10_000;
  const clock = () => ({ mono, wall: 1_800_000_000_000 + mono });
  const facts: DeviceReport[] = [];
  const desk = new ConsentDesk({
    deviceId: anId(3),
    can: ['screen.view', 'input.control'],
    clock,
    report: (fact) => facts.push(fact),
    release: () => undefined,
  });
  const effects: { from: string; message: LinkToDevice }[] = [];
  const [ana, eve] = [aLink(ANA), aLink(EVE)];
  const lookedAheadFor: string[] = [];
  let from = '';
  const note = (message: LinkToDevice) => effects.push({ from, message });
  const post = new LinkPost({
    desk,
    book: new LinkBook(),
    hands: { do: note, lookAhead: () => void lookedAheadFor.push(from), ready: true },
    screen: { do: note, review: () => undefined },
    mono: () => mono,
  } as ConstructorParameters<typeof LinkPost>[0]);
  for (const link of [ana, eve]) post.attend(link as unknown as DeviceLink);
  const pass = (ms: number) => {
    mono += ms;
    desk.tick();
  };
  const feed = (link: FedLink, text: unknown) => {
    pass(4);
    from = link.far.participantId;
    link.feed(text);
  };
  const give = (csrId: string, capability: 'screen.view' | 'input.control', n: number) => {
    const requestId = anId(n);
    desk.ask({
      requestId,
      capability,
      csrId,
      csrName: 'CSR',
      minutes: capability === 'input.control' ? 30 : null,
      patienceMs: 60_000,
    });
    pass(600);
    const stamps = [1, 2].map((k) => ({ grantId: anId(n + k), nonce: 'n' }));
    desk.answer({ requestId, allow: true, minutes: null, words: 'w', wordsHash: 'h', stamps });
    pass(600);
  };
  give(EVE, 'screen.view', 100);
  give(ANA, 'input.control', 200);
  return { desk, ana, eve, feed, effects, post, facts, lookedAheadFor };
};

const grantOf = (desk: ConsentDesk, csrId: string, capability: 'screen.view' | 'input.control'): string => {
  const grant = ledgerGrant(desk.ledger, csrId, capability);
  if (!grant) throw new Error(`${csrId} holds no ${capability}`);
  return grant.id;
};

it(`SEC-W3 of ${TO_DEVICE} generated link messages each is refused in its kind or does what its own grant allows; an honest CSR drives on`, () => {
  const random = seeded(SEED);
  const { desk, ana, eve, feed, effects, post } = aMachine();
  const control = grantOf(desk, ANA, 'input.control');
  const view = grantOf(desk, EVE, 'screen.view');
  const grammar = new Grammar(linkToDevice, random, [control, view, grantOf(desk, ANA, 'screen.view')]);
  const mutations = new Mutations(random);
  const before = Object.getOwnPropertyNames(Object.prototype).length;
  const kinds = new Map<string, number>();
  let honest = 0;
  for (let i = 0; i < TO_DEVICE; i += 1) {
    const made = grammar.next() as LinkToDevice;
    // Numbers that go on, so that good ones are not all stale after the first large one.
    const good = 'seq' in made && random() < 0.7 ? { ...made, seq: 200_000 + i } : made;
    const kind = ['good', 'spoilt', 'spoilt twice', 'bytes', 'no text'][Math.floor(random() * 5)] ?? '';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const text =
      kind === 'good'
        ? JSON.stringify(good)
        : kind === 'spoilt'
          ? JSON.stringify(mutations.value(good))
          : kind === 'spoilt twice'
            ? JSON.stringify(mutations.value(mutations.value(good)))
            : kind === 'bytes'
              ? mutations.text(JSON.stringify(good))
              : new Uint8Array(8);
    // What Eve gives back of her own is not the subject here: then she would hold nothing more to try with.
    const read = readMessage(linkToDevice, text);
    if (read?.type === 'grant.letGo' && read.grant === view) continue;
    const count = effects.length;
    feed(eve, text);
    const done = effects.slice(count);
    expect(done.length).toBeLessThanOrEqual(1);
    for (const { message } of done) {
      expect(message.type).toMatch(/^picture\.(ack|refresh)$/);
      expect('grant' in message && message.grant).toBe(view);
    }
    if (i % 20 === 0) {
      honest += 1;
      feed(ana, JSON.stringify({ type: 'input.pointer', grant: control, seq: honest, x: 5, y: 5 }));
      expect(effects.at(-1)).toMatchObject({ from: ANA, message: { seq: honest } });
    }
    if (!desk.ledger.grants[view]) throw new Error(`Eve's grant ended at ${i}: ${String(text)}`);
  }
  post.tellDrops();
  process.stdout.write(
    `reached: ${[...kinds].map(([kind, n]) => `${kind} ${n}`).join(', ')}; Eve's effects ${effects.length - honest}, malformed ${eve.malformed}\n`,
  );
  expect(effects.length - honest).toBeGreaterThan(0);
  expect(eve.malformed).toBeGreaterThan(TO_DEVICE / 4);
  // Everything that had no effect was counted under its reason, and the far end is told.
  const { drops } = desk.ledger;
  expect(drops.malformed).toBe(eve.malformed);
  expect(drops['no-grant']).toBeGreaterThan(0);
  expect(drops.stale).toBeGreaterThan(0);
  expect(eve.sent).toContainEqual(expect.objectContaining({ type: 'dropped', reason: 'malformed' }));
  expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before);
});

it('SEC-W5 nothing is asked ahead for who has moved nothing', () => {
  const { desk, ana, eve, feed, lookedAheadFor } = aMachine();
  const key = (grant: string, seq: number) =>
    JSON.stringify({ type: 'input.key', grant, seq, code: 'KeyA', down: seq % 2 === 1 });
  const control = grantOf(desk, ANA, 'input.control');
  const view = grantOf(desk, EVE, 'screen.view');
  for (let n = 1; n < 50; n++) feed(eve, key(view, n));
  feed(ana, key(control, 1));
  expect(lookedAheadFor).toEqual([]);
  for (let n = 50; n < 100; n++) feed(eve, key(control, n));
  feed(ana, key(control, 2));
  expect(lookedAheadFor).toEqual([ANA]);
});

it(`SEC-W3 of ${TO_CONSOLE} generated messages to a console each is read by its contract or not at all`, () => {
  const random = seeded(SEED + 1);
  const mutations = new Mutations(random);
  const schemas = [linkToConsole, ...Object.values(SERVER_MESSAGES)];
  const grammars = schemas.map((schema) => ({ schema, grammar: new Grammar(schema, random) }));
  const tally = { read: 0, refused: 0 };
  for (let i = 0; i < TO_CONSOLE; i += 1) {
    const { schema, grammar } = grammars[i % grammars.length] as (typeof grammars)[number];
    const good = grammar.next();
    const how = Math.floor(random() * 3);
    const text =
      how === 0
        ? JSON.stringify(good)
        : how === 1
          ? JSON.stringify(mutations.value(good))
          : mutations.text(JSON.stringify(good));
    const message = readMessage(schema, text);
    tally[message === undefined ? 'refused' : 'read'] += 1;
    if (message === undefined) continue;
    expect(schema.safeParse(message).success).toBe(true);
    expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
  }
  process.stdout.write(`reached: ${JSON.stringify(tally)}\n`);
  expect(Math.min(tally.read, tally.refused)).toBeGreaterThan(TO_CONSOLE / 10);
});
