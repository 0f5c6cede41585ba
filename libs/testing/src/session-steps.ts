import {
  EXPERT_RIGHTS,
  joinedCsrs,
  joinedCustomers,
  joinedExperts,
  liveGrants,
  ownerOf,
  type SessionCommand,
  waiting,
} from '@relevo/domain';
import fc from 'fast-check';
import { anId, aSession, attach, given, OWNER, report, type SessionLog } from './builders';

/** Does something to a log; returns the refusal code or null. */
export type Step = (log: SessionLog) => string | null;
const people = [1, 2, 3].map((n) => anId(1000 + n));
const helpers = [1, 2].map((n) => anId(1500 + n));
type Who = (log: SessionLog) => string;
const always =
  (id: string): Who =>
  () =>
    id;
const theOwner: Who = (log) => ownerOf(log.state)?.id ?? OWNER;
const person: fc.Arbitrary<Who> = fc.oneof(
  { arbitrary: fc.constant(theOwner), weight: 4 },
  { arbitrary: fc.constantFrom(...people.map(always)), weight: 1 },
  { arbitrary: fc.constantFrom(OWNER, ...helpers).map(always), weight: 1 },
);
const n = fc.integer({ min: 1, max: 3 });
const fresh = fc.integer({ min: 10, max: 1_000_000 });
const capability = fc.constantFrom('screen.view' as const, 'input.control' as const);
const someWaiting = (log: SessionLog) => waiting(log.state)[0]?.id ?? anId(1001);
const somePending = (log: SessionLog) =>
  Object.values(log.state.requests).find((r) => r.status === 'pending')?.id ?? anId(4001);
const someGrant = (log: SessionLog) => liveGrants(log.state, log.now)[0]?.id ?? anId(5001);

const byPerson = (name: string, command: (log: SessionLog, n: number) => SessionCommand) =>
  fc
    .tuple(person, fresh)
    .map(([who, i]): [string, Step] => [name, (log) => log.give(who(log), command(log, i))]);

/** Random steps of CSR, customers, devices and time, each named for the coverage that is printed. */
export const sessionStep: fc.Arbitrary<[string, Step]> = fc.oneof(
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
      const open = Object.values(log.state.invites).find((i) => i.status === 'open' && !i.csr);
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
    .constantFrom(...people, ...helpers, OWNER)
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
      log.give(who(log), {
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

const ringing = (log: SessionLog) =>
  Object.values(log.state.invites).find(
    (invite) => invite.status === 'open' && invite.csr && !invite.csr.expert,
  );
const forExpert = (log: SessionLog) =>
  Object.values(log.state.invites).find((invite) => invite.status === 'open' && invite.csr?.expert);
const coming = (i: number) => ({
  participantId: anId(1500 + i),
  accountId: anId(1600 + i),
  name: `C${i}`,
  supervisor: i === 2,
});

/** Random steps of who helps and who is responsible. */
export const roleStep: fc.Arbitrary<[string, Step]> = fc.oneof(
  fc.tuple(person, fresh, n).map(([who, i, k]): [string, Step] => [
    'csr.invite',
    (log) => {
      const csr = k === 3 ? { accountId: null, name: '' } : { accountId: anId(1600 + k), name: `C${k}` };
      return log.give(who(log), { type: 'invite.create', data: { inviteId: anId(i), minutes: null, csr } });
    },
  ]),
  fc.tuple(n, fc.boolean()).map(([i, asked]): [string, Step] => [
    'csr.join',
    (log) => {
      const inviteId = asked ? (ringing(log)?.id ?? anId(1)) : null;
      return log.give(null, { type: 'csr.join', data: { ...coming(i), inviteId } });
    },
  ]),
  fc.tuple(person, fresh, fc.subarray([...EXPERT_RIGHTS])).map(([who, i, expert]): [string, Step] => [
    'expert.invite',
    (log) => {
      const csr = { accountId: null, name: '', expert };
      return log.give(who(log), { type: 'invite.create', data: { inviteId: anId(i), minutes: null, csr } });
    },
  ]),
  fresh.map((i): [string, Step] => [
    'expert.join',
    (log) => {
      const id = { participantId: anId(2_000_000 + i), accountId: anId(4_000_000 + i) };
      const data = { inviteId: forExpert(log)?.id ?? anId(1), ...id, name: `E${i}` };
      return log.give(null, { type: 'expert.join', data });
    },
  ]),
  byPerson('expert.remove', (log) => ({
    type: 'expert.remove',
    data: { participantId: joinedExperts(log.state)[0]?.id ?? anId(1801) },
  })),
  n.map((i): [string, Step] => [
    'invite.decline',
    (log) => {
      const inviteId = ringing(log)?.id ?? anId(1);
      return log.give(null, { type: 'invite.decline', data: { inviteId, accountId: anId(1600 + i) } });
    },
  ]),
  fc.tuple(person, n).map(([who, i]): [string, Step] => [
    'control.transfer',
    (log) => {
      const participantId = joinedCsrs(log.state)[i % 3]?.id ?? anId(1501);
      return log.give(who(log), { type: 'control.transfer', data: { participantId, reason: 'shift ends' } });
    },
  ]),
  n.map((i): [string, Step] => [
    'control.takeOver',
    (log) => log.give(null, { type: 'control.takeOver', data: { ...coming(i), reason: 'owner lost' } }),
  ]),
  fc.tuple(person, n).map(([who, i]): [string, Step] => [
    'participant.promote',
    (log) => {
      const participantId = joinedCustomers(log.state)[i - 1]?.id ?? anId(1001);
      return log.give(who(log), { type: 'participant.promote', data: { participantId } });
    },
  ]),
  byPerson('note.save', (log, i) => ({
    type: 'note.save',
    data: { base: i % 3 === 0 ? 0 : (log.state.note?.seq ?? 0), text: `Found ${i}` },
  })),
  byPerson('session.label', (_, i) => ({
    type: 'session.label',
    data: { typeId: null, code: null, customerName: `Expected ${i % 4}` },
  })),
  byPerson('invite.send', (log, i) => ({
    type: 'invite.send',
    data: {
      inviteId: Object.keys(log.state.invites).at(-1) ?? anId(1),
      deliveryId: anId(i),
      channel: 'email',
      to: 'maria@example.org',
    },
  })),
  byPerson('session.checkIdle', (log) => ({
    type: 'session.checkIdle',
    data: { lastActivityAt: log.now - 61 * 60_000 },
  })),
  byPerson('session.keep', () => ({ type: 'session.keep', data: {} })),
  byPerson('session.park', () => ({ type: 'session.park', data: {} })),
  byPerson('session.resume', () => ({ type: 'session.resume', data: {} })),
  byPerson('session.resume', () => ({ type: 'session.resume', data: {} })),
);

/** Whole stories of such steps. */
export const sessionSteps = fc.array(fc.oneof({ arbitrary: sessionStep, weight: 4 }, roleStep), {
  minLength: 20,
  maxLength: 120,
});

/** A session after these steps; `tally` counts accepted and all steps by name. */
export const runSteps = (
  steps: [string, Step][],
  automatic: boolean,
  tally?: Map<string, [number, number]>,
) => {
  const log = aSession(automatic ? { admission: 'automatic' } : {});
  for (const [name, apply] of steps) {
    const refused = apply(log);
    const [accepted, all] = tally?.get(name) ?? [0, 0];
    tally?.set(name, [accepted + Number(refused === null), all + 1]);
  }
  return log;
};
