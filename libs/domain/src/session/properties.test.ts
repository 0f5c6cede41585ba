import {
  anId,
  aSession,
  attach,
  given,
  NOON,
  OWNER,
  report,
  SESSION,
  type SessionLog,
} from '@relevo/testing';
import fc from 'fast-check';
import {
  ABILITY_COMMANDS,
  abilities,
  evolveSession,
  joinedCustomers,
  liveGrants,
  mayReadSession,
  noSession,
  type SessionCommand,
  waiting,
} from '../index';

type Step = (log: SessionLog) => string | null;
const people = [1, 2, 3].map((n) => anId(1000 + n));
const person = fc.oneof(
  { arbitrary: fc.constant(OWNER), weight: 3 },
  { arbitrary: fc.constantFrom(...people), weight: 1 },
);
const n = fc.integer({ min: 1, max: 3 });
const fresh = fc.integer({ min: 10, max: 1_000_000 });
const capability = fc.constantFrom('screen.view' as const, 'input.control' as const);
const someWaiting = (log: SessionLog) => waiting(log.state)[0]?.id ?? anId(1001);
const somePending = (log: SessionLog) =>
  Object.values(log.state.requests).find((r) => r.status === 'pending')?.id ?? anId(4001);
const someGrant = (log: SessionLog) => liveGrants(log.state, log.now)[0]?.id ?? anId(5001);

const byPerson = (name: string, command: (log: SessionLog, n: number) => SessionCommand) =>
  fc.tuple(person, fresh).map(([who, i]): [string, Step] => [name, (log) => log.give(who, command(log, i))]);

/** Random steps of CSR, customers, devices and time, each named for the coverage that is printed. */
const step: fc.Arbitrary<[string, Step]> = fc.oneof(
  byPerson('invite.create', (_, i) => ({
    type: 'invite.create',
    data: { inviteId: anId(i), minutes: null },
  })),
  byPerson('invite.revoke', (log) => ({
    type: 'invite.revoke',
    data: { inviteId: Object.keys(log.state.invites).at(-1) ?? anId(1) },
  })),
  n.map((i): [string, Step] => [
    'participant.join',
    (log) => {
      const open = Object.values(log.state.invites).find((invite) => invite.status === 'open');
      const known = log.state.participants[anId(1000 + i)]?.status;
      return log.give(null, {
        type: 'participant.join',
        data: {
          inviteId: open?.id ?? anId(1),
          participantId: known ? anId(1000 + i + 10 * log.state.version) : anId(1000 + i),
          name: `N${i}`,
          language: 'es',
        },
      });
    },
  ]),
  byPerson('participant.admit', (log) => ({
    type: 'participant.admit',
    data: { participantId: someWaiting(log) },
  })),
  byPerson('participant.decline', (log) => ({
    type: 'participant.decline',
    data: { participantId: someWaiting(log) },
  })),
  fc
    .constantFrom(...people)
    .map((who): [string, Step] => [
      'participant.leave',
      (log) => log.give(who, { type: 'participant.leave', data: {} }),
    ]),
  fc.tuple(fresh, fc.constantFrom('page' as const, 'machine' as const)).map(([i, kind]): [string, Step] => [
    'device.attach',
    (log) => {
      const someone = joinedCustomers(log.state)[0]?.id ?? anId(1001);
      try {
        attach(log, someone, kind, i);
        return null;
      } catch {
        return 'refused';
      }
    },
  ]),
  fc.tuple(person, capability, fresh).map(([who, c, i]): [string, Step] => [
    'grant.request',
    (log) =>
      log.give(who, {
        type: 'grant.request',
        data: { requestId: anId(i), capability: c, minutes: 20, participantId: null },
      }),
  ]),
  byPerson('grant.withdraw', (log) => ({ type: 'grant.withdraw', data: { requestId: somePending(log) } })),
  fresh.map((i): [string, Step] => [
    'device.report',
    (log) => {
      const fact = given(log, somePending(log), anId(i));
      return report(log, fact.data.deviceId, fact);
    },
  ]),
  byPerson('grant.stop', (log) => ({ type: 'grant.stop', data: { grantId: someGrant(log) } })),
  fc.integer({ min: 1, max: 90_000 }).map((ms): [string, Step] => [
    'time',
    (log) => {
      log.now += ms;
      return null;
    },
  ]),
);

/** The state that this reader folds from what the server sends them. */
const redactedState = (log: SessionLog, readerId: string) =>
  log.events.reduce(
    (state, event) =>
      evolveSession(
        state,
        mayReadSession(log.state, event, readerId) ? event : { seq: event.seq, hidden: true },
      ),
    noSession(SESSION),
  );

const run = (steps: [string, Step][], automatic: boolean, tally?: Map<string, [number, number]>) => {
  const log = aSession(automatic ? { admission: 'automatic' } : {});
  for (const [name, apply] of steps) {
    const refused = apply(log);
    const [accepted, all] = tally?.get(name) ?? [0, 0];
    tally?.set(name, [accepted + Number(refused === null), all + 1]);
  }
  return log;
};

const steps = fc.array(step, { minLength: 20, maxLength: 120 });

describe('for any order of commands', () => {
  it('W12 exactly one owner always, exactly one primary while a customer is admitted', () => {
    const tally = new Map<string, [number, number]>();
    fc.assert(
      fc.property(steps, fc.boolean(), (sequence, automatic) => {
        const { state } = run(sequence, automatic, tally);
        const all = Object.values(state.participants);
        expect(all.filter((p) => p.role === 'owner')).toHaveLength(1);
        const customers = joinedCustomers(state);
        expect(all.filter((p) => p.role === 'primary')).toHaveLength(customers.length > 0 ? 1 : 0);
      }),
      { seed: 20261120, numRuns: 500 },
    );
    const counts = [...tally.values()];
    const accepted =
      counts.reduce((sum, [yes]) => sum + yes, 0) / counts.reduce((sum, [, all]) => sum + all, 0);
    process.stdout.write(
      `reached: ${(accepted * 100).toFixed(0)} % accepted, ${tally.size} kinds of steps\n`,
    );
    expect([...tally].filter(([, [yes, all]]) => yes === 0 || yes === all).map(([name]) => name)).toEqual([
      'time',
    ]);
  });

  it('SEC-J5 abilities over the redacted log equal abilities over the full log, for every reader', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (sequence, automatic) => {
        const log = run(sequence, automatic);
        for (const reader of Object.keys(log.state.participants)) {
          const seen = redactedState(log, reader);
          expect(abilities(seen, reader, { now: log.now })).toEqual(
            abilities(log.state, reader, { now: log.now }),
          );
          expect(seen.version).toBe(log.state.version);
        }
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });

  it('the fold is total: any events in any order leave a state, and the version follows', () => {
    const log = run(fc.sample(steps, { seed: 7, numRuns: 40 }).flat(), false);
    fc.assert(
      fc.property(fc.shuffledSubarray(log.events, { minLength: 1 }), (events) => {
        const folded = events.reduce(evolveSession, noSession(SESSION));
        expect(folded.version).toBe(events.at(-1)?.seq);
        expect(ABILITY_COMMANDS.length).toBe(Object.keys(abilities(folded, OWNER, { now: NOON })).length);
      }),
      { seed: 20261122, numRuns: 200 },
    );
  });
});
