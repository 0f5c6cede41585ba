import { LINK_CAPABILITY, type LinkToDevice, type LinkToDeviceType } from '@relevo/contracts';
import { openPrompt } from '@relevo/domain';
import { seeded } from '@relevo/testing';
import type { FakeLink } from './fake-link';
import { DEVICE, ModelWorld } from './model-world';

/** Seeds that found a fault, and the first ones ever run: replayed before anything new. */
const SAVED = [1, 20_261_126, 1_795_938_431];
const STEPS = 200_000;
const STEPS_PER_WORLD = 500;
const CSRS = ['ana', 'bea'] as const;
const TYPES = Object.keys(LINK_CAPABILITY) as LinkToDeviceType[];
const STANDINGS = ['unchecked', 'checked', 'denied'] as const;
const STATES = ['nothing', 'sight', 'control', 'settling', 'asking', 'thawing', 'over'] as const;

type Random = () => number;
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const chance = (random: Random, share: number): boolean => random() < share;

/** How often each message type met each state, and how much of what was said had an effect. */
const met = new Map<string, number>();
const actions = new Map<string, number>();
let said = 0;
let effects = 0;

const bodyOf = (type: LinkToDeviceType): object => {
  switch (type) {
    case 'link.ping':
      return { n: 1 };
    case 'picture.ack':
      return { frame: 1 };
    case 'input.button':
      return { x: 1, y: 1, button: 'left', down: true };
    case 'input.key':
      return { code: 'KeyA', down: true };
    case 'input.text':
      return { text: 'a' };
    default:
      return { x: 1, y: 1, dx: 0, dy: 1 };
  }
};

/** Mostly what an honest console would say, at times a lie about one thing or another. */
const say = (world: ModelWorld, random: Random): void => {
  const up = world.links.findLast((one) => one.state.name === 'ready');
  const link = chance(random, 0.8) ? up : pick(random, world.links);
  if (!link) return;
  const own = [...world.given].filter(
    ([, grant]) => grant.csrId === link.far.participantId && (!grant.stopped || chance(random, 0.1)),
  );
  const type = pick(random, TYPES);
  const fitting = own.filter(([, grant]) => grant.capability === LINK_CAPABILITY[type]);
  const any = chance(random, 0.1) ? [...world.given] : fitting.length > 0 ? fitting : own;
  const grant = chance(random, 0.05) ? 'made up' : (any.at(-1)?.[0] ?? 'made up');
  const seq = chance(random, 0.85) ? link.seq + 1 : Math.max(1, link.seq - Math.floor(random() * 4));
  link.seq = Math.max(link.seq, seq);
  const body = type === 'grant.letGo' && chance(random, 0.9) ? { grant: 'none of theirs' } : { grant, seq };
  const cell = `${type} ${world.stateName}`;
  const code = `${type} ${world.standingOf(link.far.participantId)}`;
  for (const one of [cell, code]) met.set(one, (met.get(one) ?? 0) + 1);
  said += 1;
  if (world.say(link, { type, ...bodyOf(type), ...body } as unknown as LinkToDevice)) effects += 1;
};

const minutes = (random: Random): number | null => pick(random, [null, 1, 5, 30, 600]);
let asked = 0;

const ask = (world: ModelWorld, random: Random): void => {
  asked += 1;
  const wild = chance(random, 0.1);
  world.ask(`q${chance(random, 0.95) ? asked : asked - 1}`, {
    capability: wild && chance(random, 0.3) ? 'everything' : pick(random, ['screen.view', 'input.control']),
    csrId: chance(random, 0.05) ? 'maria' : pick(random, CSRS),
    minutes: wild ? pick(random, [Number.NaN, -1, 0.5, 1e9]) : minutes(random),
    expiresAt: world.clock.wall + (wild ? pick(random, [Number.NaN, -5, 1e12]) : 60_000),
  });
};

const prove = (world: ModelWorld, random: Random, link: FakeLink): void =>
  world.prove(link, `${chance(random, 0.02) ? 'other ' : ''}key of ${link.far.participantId}`);

const lie = (world: ModelWorld, random: Random): void => {
  const grantId = chance(random, 0.5)
    ? 'from the server'
    : (pick(random, [...world.given.keys(), 'x']) ?? 'x');
  const data = { grantId, deviceId: DEVICE, capability: 'input.control', csrId: 'ana', until: null };
  const type = pick(random, [
    'grant.given',
    'grant.given',
    'grant.ended',
    'grant.stopAsked',
    'grant.withdrawn',
    'safety.confirmed',
    'safety.csrConfirmed',
    'safety.denied',
  ]);
  const detached = chance(random, 0.02);
  world.log(detached ? 'device.detached' : type, { ...data, requestId: `q${asked}`, reason: 'customer' });
};

/** The word of a CSR that the codes differ comes by the log, where also the server may say it, or over the link. */
const differ = (world: ModelWorld, random: Random): void => {
  const csrId = pick(random, CSRS);
  const data = { deviceId: DEVICE, csrId, csrKey: `key of ${csrId}` };
  world.codesDiffer(csrId, () => {
    if (chance(random, 0.5)) world.desk.codesDiffer(csrId);
    else world.log('safety.csrDenied', data, { kind: 'participant', participantId: csrId });
  });
};

const leap = (world: ModelWorld, random: Random): void => {
  const ms = pick(random, [-86_400_000, -20_000, 20_000, 31_000, 86_400_000]);
  if (chance(random, 0.5) || ms < 0) world.clock.wall += ms;
  else world.clock.mono += ms;
  if (chance(random, 0.5)) world.desk.tick();
};

const STEP: readonly (readonly [
  weight: number,
  name: string,
  run: (world: ModelWorld, random: Random) => void,
])[] = [
  [60, 'message', say],
  [4, 'question', ask],
  [
    10,
    'answer',
    (world, random) => {
      if (!openPrompt(world.desk.ledger) && chance(random, 0.9)) world.pass(500);
      world.answer(chance(random, 0.8), minutes(random), chance(random, 0.05) ? 'q1' : undefined);
      if (chance(random, 0.7)) world.pass(500);
    },
  ],
  [10, 'time', (world, random) => world.pass(pick(random, [1, 50, 200, 500, 500, 2000, 10_000]))],
  [
    3,
    'link',
    (world, random) => {
      const link = world.links.length < 5 ? world.open(pick(random, CSRS)) : pick(random, world.links);
      if (chance(random, 0.9)) prove(world, random, link);
    },
  ],
  [
    3,
    'network',
    (world, random) => {
      const link = pick(random, world.links);
      if (!link) return;
      if (link.state.name === 'ready') return chance(random, 0.7) ? world.lose(link) : world.close(link);
      if (link.state.name === 'lost')
        return chance(random, 0.7) ? world.repair(link) : prove(world, random, link);
    },
  ],
  [2, 'lie', lie],
  [1, 'stop', (world, random) => world.stop(pick(random, [...world.given.keys(), 'all', 'x']))],
  [0.3, 'stop all', (world) => world.stop('all')],
  [0.3, 'clocks', leap],
  [0.3, 'long', (world) => world.pass(125_000)],
  [
    0.5,
    'display',
    (world, random) => {
      world.desk.display(pick(random, ['none', 'locked'] as const));
      if (chance(random, 0.9)) world.desk.display('ok');
    },
  ],
  [2, 'codes match', (world, random) => world.compare(pick(random, CSRS), true)],
  [0.05, 'codes differ', (world, random) => world.compare(pick(random, CSRS), false)],
  [0.02, 'far code differs', differ],
  [0.1, 'false end', (world, random) => world.alarm(pick(random, CSRS))],
  [0.3, 'flood', (world) => world.desk.flooded()],
  [
    1,
    'drop',
    (world, random) => pick(random, world.links)?.drop(pick(random, ['malformed', 'rate'] as const)),
  ],
];
const WEIGHT = STEP.reduce((sum, [weight]) => sum + weight, 0);

const stepFor = (random: Random): (typeof STEP)[number] => {
  let left = random() * WEIGHT;
  return STEP.find(([weight]) => (left -= weight) < 0) ?? (STEP[0] as (typeof STEP)[number]);
};

/** One life of an agent; throws with all that is needed to see it again. */
const live = (seed: number): void => {
  const random = seeded(seed);
  const world = new ModelWorld();
  for (const csrId of CSRS) world.prove(world.open(csrId), `key of ${csrId}`);
  const trace: string[] = [];
  for (let n = 0; n < STEPS_PER_WORLD; n += 1) {
    const [, name, run] = stepFor(random);
    trace.push(name);
    actions.set(name, (actions.get(name) ?? 0) + 1);
    try {
      if (n === STEPS_PER_WORLD - 20) world.end();
      run(world, random);
    } catch (error) {
      throw new Error(
        `seed ${seed}, step ${n} (${trace.slice(-12).join(', ')}): ${(error as Error).message}`,
      );
    }
  }
};

describe('the gate of the agent among liars', () => {
  it('GOAL-2 SEC-C1 SEC-C2 SEC-C9 SEC-C10 SEC-C11 in 200,000 steps of server, CSRs and network nothing happens outside a grant', () => {
    const first = Math.floor(Date.now() / 1000);
    for (const seed of SAVED) live(seed);
    const worlds = STEPS / STEPS_PER_WORLD - SAVED.length;
    for (let n = 0; n < worlds; n += 1) live(first + n);
    const places = [...STATES, ...STANDINGS];
    const table = TYPES.map(
      (type) =>
        `${type.padEnd(18)}${places.map((s) => String(met.get(`${type} ${s}`) ?? 0).padStart(10)).join('')}`,
    );
    console.info(
      [
        `seeds ${SAVED.join(', ')}, ${first} to ${first + worlds - 1}`,
        `${said} messages, ${effects} with an effect (${Math.round((effects / said) * 100)} %)`,
        [...actions].map(([name, count]) => `${name} ${count}`).join(', '),
        `${''.padEnd(18)}${places.map((place) => place.padStart(10)).join('')}`,
        ...table,
      ].join('\n'),
    );
    for (const type of TYPES)
      for (const place of places) expect(met.get(`${type} ${place}`)).toBeGreaterThan(0);
    expect(effects).toBeGreaterThan(4000);
  }, 300_000);
});
