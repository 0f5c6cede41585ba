import { anId, aSession, attach, given, OWNER, report, SessionLog } from '@relevo/testing';
import fc from 'fast-check';
import {
  ABILITY_COMMANDS,
  type AbilityCommand,
  type AbilityContext,
  decideConversation,
  EXPERT_RIGHTS,
  isRefusal,
  joinedCsrs,
  joinedCustomers,
  joinedExperts,
  liveGrants,
  may,
  ownerOf,
  type Participant,
  pendingRequests,
  primaryOf,
  waiting,
} from '../index';

const RUNS = 1300;
const STEPS = 80;
const ROLES = [
  'owner',
  'assistant',
  'supervisor',
  'expert',
  'primary',
  'secondary',
  'waiting',
  'gone',
  'stranger',
] as const;
type RoleName = (typeof ROLES)[number];
const STATES = ['prepared', 'alone', 'with customer', 'parked', 'ended'] as const;

const roleOf = (who: Participant | undefined): RoleName => {
  if (!who) return 'stranger';
  if (who.status === 'waiting') return 'waiting';
  if (who.status !== 'joined') return 'gone';
  if (who.expert) return 'expert';
  return who.role === 'assistant' && who.supervisor ? 'supervisor' : who.role;
};

const stateOf = ({ state }: SessionLog): (typeof STATES)[number] => {
  if (state.phase !== 'open') return state.phase === 'none' ? 'prepared' : state.phase;
  return joinedCustomers(state).length > 0 ? 'with customer' : 'alone';
};

type Act = (log: SessionLog, who: string, i: number) => string | null;
const pick = <T>(from: readonly T[], i: number): T | undefined => from[i % Math.max(1, from.length)];

/** Each ability as the command behind it, about somebody or something that is there if there is any. */
const ACTS: Readonly<Record<AbilityCommand, Act>> = {
  'session.end': (log, who) => log.give(who, { type: 'session.end', data: {} }),
  'session.park': (log, who) => log.give(who, { type: 'session.park', data: {} }),
  'session.keep': (log, who) => log.give(who, { type: 'session.keep', data: {} }),
  'session.resume': (log, who) => log.give(who, { type: 'session.resume', data: {} }),
  'session.label': (log, who, i) =>
    log.give(who, { type: 'session.label', data: { typeId: null, code: null, customerName: `C${i}` } }),
  'invite.create': (log, who, i) => {
    const csr = i % 2 ? { accountId: i % 4 === 1 ? anId(1600 + (i % 5)) : null, name: '' } : undefined;
    const data = { inviteId: anId(100_000 + log.state.version), minutes: null, csr };
    return log.give(who, { type: 'invite.create', data });
  },
  'invite.revoke': (log, who, i) => {
    const open = Object.values(log.state.invites).filter((invite) => invite.status === 'open');
    return log.give(who, { type: 'invite.revoke', data: { inviteId: pick(open, i)?.id ?? anId(1) } });
  },
  'expert.invite': (log, who, i) => {
    const inviteId = anId(100_000 + log.state.version);
    const expert = EXPERT_RIGHTS.filter((_, at) => (i >> at) % 2 === 1);
    const csr = { accountId: null, name: '', expert };
    return log.give(who, { type: 'invite.create', data: { inviteId, minutes: null, csr } });
  },
  'expert.remove': (log, who, i) => {
    const participantId = pick(joinedExperts(log.state), i)?.id ?? anId(1801);
    return log.give(who, { type: 'expert.remove', data: { participantId } });
  },
  'participant.admit': (log, who, i) => {
    const participantId = pick(waiting(log.state), i)?.id ?? anId(1001);
    return log.give(who, { type: 'participant.admit', data: { participantId } });
  },
  'participant.decline': (log, who, i) => {
    const participantId = pick(waiting(log.state), i)?.id ?? anId(1001);
    return log.give(who, { type: 'participant.decline', data: { participantId } });
  },
  'participant.leave': (log, who) => log.give(who, { type: 'participant.leave', data: {} }),
  'participant.promote': (log, who, i) => {
    const participantId = pick(joinedCustomers(log.state), i)?.id ?? anId(1001);
    return log.give(who, { type: 'participant.promote', data: { participantId } });
  },
  'control.transfer': (log, who, i) => {
    const others = joinedCsrs(log.state).filter((p) => p.role !== 'owner');
    const data = { participantId: pick(others, i)?.id ?? anId(1501), reason: 'My shift ends' };
    return log.give(who, { type: 'control.transfer', data });
  },
  'control.takeOver': (log, who) => {
    const csr = log.state.participants[who];
    const coming = { participantId: who, accountId: csr?.accountId ?? anId(1699), name: csr?.name ?? 'X' };
    const supervisor = csr?.supervisor === true;
    return log.give(null, { type: 'control.takeOver', data: { ...coming, supervisor, reason: 'Lost' } });
  },
  'note.save': (log, who) =>
    log.give(who, {
      type: 'note.save',
      data: { base: log.state.note?.seq ?? 0, text: `Found ${log.state.version}` },
    }),
  'agent.suggest': (log, who) => log.give(who, { type: 'agent.suggest', data: {} }),
  'screen.view': (log, who) => ask(log, who, 'screen.view'),
  'input.control': (log, who) => ask(log, who, 'input.control'),
  'grant.withdraw': (log, who) => {
    const mine = pendingRequests(log.state, log.now).find((r) => r.csrId === who);
    return log.give(who, { type: 'grant.withdraw', data: { requestId: mine?.id ?? anId(4001) } });
  },
  'grant.stop': (log, who) => {
    const { grants, devices } = log.state;
    const mine = Object.values(grants).find(
      (g) => g.status !== 'ended' && (g.csrId === who || devices[g.deviceId]?.participantId === who),
    );
    return log.give(who, { type: 'grant.stop', data: { grantId: mine?.id ?? anId(5001) } });
  },
  'message.post': (log, who) => {
    const data = { messageId: anId(9), text: 'Hello', to: 'everyone' as const, sentAt: log.now };
    const actor = { kind: 'participant' as const, participantId: who };
    const answer = decideConversation(
      log.state,
      { type: 'message.post', data },
      { now: log.now, actor, policy: log.policy },
    );
    return isRefusal(answer) ? answer.refused : null;
  },
};

const ask = (log: SessionLog, who: string, capability: 'screen.view' | 'input.control') =>
  log.give(who, {
    type: 'grant.request',
    data: { requestId: anId(200_000 + log.state.version), capability, minutes: 20, participantId: null },
  });

/** What the world does: people come by their invites, devices attach and answer, time goes by. */
const WORLD: readonly ((log: SessionLog, i: number) => void)[] = [
  (log, i) => {
    const open = Object.values(log.state.invites).find((invite) => invite.status === 'open' && !invite.csr);
    const participantId = anId(300_000 + log.state.version);
    const data = { inviteId: open?.id ?? anId(1), participantId, name: `N${i}`, language: 'es' };
    if (joinedCustomers(log.state).length < 4) log.give(null, { type: 'participant.join', data });
  },
  (log, i) => {
    const asked = Object.values(log.state.invites).find(
      (invite) => invite.status === 'open' && invite.csr && !invite.csr.expert,
    );
    const n = i % 5;
    const coming = {
      participantId: anId(1500 + n),
      accountId: anId(1600 + n),
      name: `C${n}`,
      supervisor: n > 2,
    };
    log.give(null, { type: 'csr.join', data: { ...coming, inviteId: n === 4 ? null : (asked?.id ?? null) } });
  },
  (log, i) => {
    const open = Object.values(log.state.invites).find(
      (invite) => invite.status === 'open' && invite.csr?.expert,
    );
    const id = {
      participantId: anId(500_000 + log.state.version),
      accountId: anId(600_000 + log.state.version),
    };
    const data = { inviteId: open?.id ?? anId(1), ...id, name: `E${i}` };
    if (joinedExperts(log.state).length < 2) log.give(null, { type: 'expert.join', data });
  },
  (log, i) => {
    const someone = pick(joinedCustomers(log.state), i);
    if (someone && log.state.phase !== 'ended')
      attach(log, someone.id, i % 2 ? 'machine' : 'page', 1000 + log.state.version);
  },
  (log, i) => {
    // A device's facts come late, too: also of questions that were taken back.
    const asked = pick(Object.values(log.state.requests).slice(-2), i);
    if (asked) {
      const fact = given(log, asked.id, anId(400_000 + log.state.version));
      report(log, fact.data.deviceId, fact);
    }
  },
  (log, i) => {
    const live = Object.values(log.state.grants).filter((g) => g.status !== 'ended');
    const grant = pick(live, i);
    if (!grant) return;
    const { id: grantId, deviceId } = grant;
    report(log, deviceId, { type: 'grant.ended', data: { grantId, deviceId, reason: 'customer' } });
  },
  (log) => {
    const participantId = waiting(log.state)[0]?.id ?? '';
    log.give(ownerOf(log.state)?.id ?? '', { type: 'participant.admit', data: { participantId } });
  },
  (log, i) => {
    log.now += (i % 90) * 1000;
  },
];

const START = {
  number: '482913207',
  conversationId: anId(101),
  subject: '',
  owner: { participantId: OWNER, accountId: anId(2), name: 'Ana' },
};

interface Tally {
  readonly cells: Map<string, number>;
  steps: number;
  accepted: number;
}

const oneStep = (log: SessionLog, [kind, a, b]: readonly [number, number, number], tally: Tally): void => {
  if (kind === 0 && log.state.phase === 'prepared') {
    log.give(OWNER, { type: 'session.start', data: START });
    return;
  }
  if (kind < 4) return pick(WORLD, a)?.(log, b);
  const context: AbilityContext = { now: log.now };
  const everybody = [...Object.keys(log.state.participants), anId(66)];
  // Half of the steps are what somebody may do now, half are anything by anybody.
  const sensible = kind < 12 ? everybody.flatMap((id) => possible(log, id, context)) : [];
  const anything = (): [string, AbilityCommand] => [
    pick(everybody, a) ?? '',
    pick(ABILITY_COMMANDS, b) ?? 'message.post',
  ];
  const [who, command] =
    pick(sensible, a * 7 + b) ??
    (kind > 15 || log.state.phase === 'ended' ? leastMet(tally, log, everybody) : anything());
  const cell = cellOf(log, who, command);
  tally.cells.set(cell, (tally.cells.get(cell) ?? 0) + 1);
  tally.steps += 1;
  const verdict = may(log.state, who, command, context);
  const refused = ACTS[command](log, who, b);
  if (refused === null) tally.accepted += 1;
  // What the buttons show is what the server decides; a choice among several may still be refused for its object.
  if (verdict !== null && !BY_OBJECT.includes(command) && refused !== verdict)
    throw new Error(`${cell}: the button says ${verdict}, the server ${refused}`);
};

const cellOf = (log: SessionLog, who: string, command: AbilityCommand): string =>
  `${command} · ${roleOf(log.state.participants[who])} · ${stateOf(log)}`;

/** What has been done least so far, of all that those who are there could try in this state. */
const leastMet = (
  { cells }: Tally,
  log: SessionLog,
  everybody: readonly string[],
): [string, AbilityCommand] => {
  const roles = new Map(everybody.map((id) => [roleOf(log.state.participants[id]), id]));
  let least: [string, AbilityCommand] = ['', 'message.post'];
  let times = Number.POSITIVE_INFINITY;
  for (const id of roles.values())
    for (const command of ABILITY_COMMANDS) {
      const met = cells.get(cellOf(log, id, command)) ?? 0;
      if (met < times) [times, least] = [met, [id, command]];
    }
  return least;
};

/** Refused by what they are about, or (a supervisor) by who asks, before the ability is. */
const BY_OBJECT: readonly AbilityCommand[] = ['control.takeOver', 'grant.withdraw', 'grant.stop'];

/** Not at the first chance: a story would be over at once, nobody would ever be found waiting. */
const RARE: readonly AbilityCommand[] = [
  'session.end',
  'participant.leave',
  'participant.admit',
  'participant.decline',
  // After the end it is all that is possible: nobody else would get a turn.
  'note.save',
  // Always possible, and moves nothing on.
  'session.label',
  'expert.remove',
];

const possible = (log: SessionLog, id: string, context: AbilityContext): [string, AbilityCommand][] =>
  ABILITY_COMMANDS.filter((c) => !RARE.includes(c) && may(log.state, id, c, context) === null).map((c) => [
    id,
    c,
  ]);

const seen = (state: SessionLog['state'], deviceId: string): boolean =>
  Object.values(state.grants).some(
    (g) =>
      g.csrId === ownerOf(state)?.id &&
      g.capability === 'screen.view' &&
      g.status === 'given' &&
      g.deviceId === deviceId,
  );

/** What must hold after every step; a sentence about what does not. Plain conditions: it runs more than 100,000 times. */
const fault = ({ state, now }: SessionLog): string | undefined => {
  const all = Object.values(state.participants);
  const owners = all.filter((p) => p.role === 'owner');
  if (owners.length !== 1 || owners[0]?.kind !== 'csr' || owners[0].status !== 'joined')
    return `owners: ${JSON.stringify(owners)}`;
  const primaries = all.filter((p) => p.role === 'primary');
  const wanted = joinedCustomers(state).length > 0 ? 1 : 0;
  if (primaries.length !== wanted || primaries.some((p) => p.status !== 'joined'))
    return `primary customers: ${JSON.stringify(primaries)}`;
  if (state.phase === 'ended') return undefined;
  if (all.some((p) => p.expert && (p.role !== 'assistant' || p.supervisor)))
    return 'an expert from outside is more than an assistant';
  // SEC-C8: what nobody has asked to stop is the owner's, a look that a helper was given, or an expert's by their rights and
  // under the owner's eyes, at the primary's computer.
  const wrong = liveGrants(state, now).find((grant) => {
    const customer = state.participants[state.devices[grant.deviceId]?.participantId ?? ''];
    const csr = state.participants[grant.csrId];
    if (grant.status !== 'given' || customer?.status !== 'joined') return false;
    return (
      state.phase !== 'open' ||
      customer.id !== primaryOf(state)?.id ||
      csr?.status !== 'joined' ||
      (csr.expert
        ? !csr.expert.rights.includes(grant.capability) || !seen(state, grant.deviceId)
        : grant.capability === 'input.control' && csr.role !== 'owner')
    );
  });
  return wrong && `a grant that nobody may hold: ${JSON.stringify(wrong)}`;
};

test('W12 W13 W39 W41 W43 SEC-C8 for any order of commands there is one owner, one primary, and nobody holds what is not theirs', () => {
  const tally: Tally = { cells: new Map(), steps: 0, accepted: 0 };
  const number = fc.nat(1_000);
  const step = fc.tuple(fc.nat(19), number, number);
  let all = 0;
  fc.assert(
    fc.property(
      fc.array(step, { minLength: STEPS, maxLength: STEPS + 20 }),
      fc.boolean(),
      fc.boolean(),
      (steps, automatic, prepared) => {
        const log = prepared
          ? new SessionLog({ ...aSession().policy, admission: automatic ? 'automatic' : 'csr' }).must(OWNER, {
              type: 'session.prepare',
              data: START,
            })
          : aSession({ admission: automatic ? 'automatic' : 'csr' });
        for (const one of steps) {
          oneStep(log, one, tally);
          all += 1;
          const wrong = fault(log);
          if (wrong) throw new Error(wrong);
        }
      },
    ),
    { seed: 20261201, numRuns: RUNS },
  );
  const met = new Set([...tally.cells.keys()].map((cell) => cell.split(' · ').slice(1).join(' · ')));
  const missing = [...met].flatMap((where) =>
    ABILITY_COMMANDS.map((command) => `${command} · ${where}`).filter((cell) => !tally.cells.has(cell)),
  );
  const share = tally.accepted / tally.steps;
  process.stdout.write(
    `roles: ${all} steps, ${(share * 100).toFixed(0)} % of commands accepted, ${tally.cells.size} of ${ABILITY_COMMANDS.length} commands x ${met.size} roles and states met\n`,
  );
  expect(all).toBeGreaterThanOrEqual(100_000);
  expect(share).toBeGreaterThanOrEqual(0.3);
  expect(missing).toEqual([]);
  // Who can be where: nobody from outside before the start, no customer while nobody has joined, everybody else everywhere.
  const impossible = (role: RoleName, state: string): boolean =>
    (state === 'prepared' && ['primary', 'secondary', 'waiting', 'expert'].includes(role)) ||
    (state === 'alone' && ['primary', 'secondary'].includes(role));
  const expected = ROLES.flatMap((role) =>
    STATES.filter((state) => !impossible(role, state)).map((state) => `${role} · ${state}`),
  );
  expect(expected.filter((where) => !met.has(where))).toEqual([]);
});
