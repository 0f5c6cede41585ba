import type { AlarmKind } from '../session/events';
import { ALARM_KINDS } from '../session/events';
import { denyPrompts, endGrants, heldPrompt } from './endings';
import type { Ledger, Prompt, Step } from './ledger';
import { ledgerGrants } from './ledger';
import { chain, letGo, stay } from './step';
import {
  ALARM_REPORT_MS,
  CLOCK_JUMP_MS,
  type ClockReading,
  CONTROL_LINK_LOSS_MS,
  HEARTBEAT_LOSS_MS,
  MAX_ALARM_COUNT,
  SETTLE_MS,
} from './timing';

/** Takes a reading of the clocks. A leap or a sleep ends everything; a clock that goes back changes nothing (SEC-C10). */
const readClock =
  (now: ClockReading) =>
  (ledger: Ledger): Step => {
    const { clock } = ledger;
    const read = { ...ledger, clock: { mono: Math.max(clock.mono, now.mono), wall: now.wall } };
    const leapt = now.mono - clock.mono > CLOCK_JUMP_MS || now.wall - clock.wall > CLOCK_JUMP_MS;
    if (!leapt) return stay(read);
    return chain(
      endGrants(read, () => true, 'clock'),
      (awake) => denyPrompts(awake, () => true, 'timeout'),
    );
  };

const expireGrants = (ledger: Ledger): Step =>
  endGrants(ledger, (g) => g.endsAt !== null && ledger.clock.mono >= g.endsAt, 'expired');

const loseLinks = (ledger: Ledger): Step =>
  endGrants(
    ledger,
    (g) => {
      const lostAt = ledger.links[g.csrId]?.lostAt ?? null;
      return (
        g.capability === 'input.control' &&
        lostAt !== null &&
        ledger.clock.mono - lostAt >= CONTROL_LINK_LOSS_MS
      );
    },
    'link-lost',
  );

const loseHeartbeat = (ledger: Ledger): Step => {
  const alive = ledgerGrants(ledger).some(
    (g) => g.capability === 'input.control' && ledger.clock.mono - g.heardAt < HEARTBEAT_LOSS_MS,
  );
  return alive ? stay(ledger) : letGo(ledger);
};

/** A question may be asked once the CSR's link has proven its key: the grant must name both. */
const isAskable = (ledger: Ledger, prompt: Prompt): boolean =>
  ledger.links[prompt.request.csrId]?.lostAt === null;

const expirePrompts = (ledger: Ledger): Step => {
  const due = (prompt: Prompt): boolean => ledger.clock.mono >= prompt.deadline;
  const held = heldPrompt(ledger);
  return chain(
    denyPrompts(ledger, (p) => due(p) && p !== held && !isAskable(ledger, p), 'link'),
    (rest) => denyPrompts(rest, due, 'timeout'),
  );
};

/** Freeze, let go, wait, ask, wait, thaw: one phase after the other. */
const turnFreeze = (ledger: Ledger): Step => {
  const { freeze, clock } = ledger;
  if (freeze.phase === 'asking') return stay(ledger);
  if (freeze.phase === 'settling') {
    return stay(
      clock.mono >= freeze.at ? { ...ledger, freeze: { phase: 'asking', prompt: freeze.prompt } } : ledger,
    );
  }
  if (freeze.phase === 'thawing' && clock.mono < freeze.at) return stay(ledger);
  const next = ledger.queue.find((prompt) => isAskable(ledger, prompt));
  if (!next) return stay(freeze.phase === 'open' ? ledger : { ...ledger, freeze: { phase: 'open' } });
  return letGo({
    ...ledger,
    queue: ledger.queue.filter((prompt) => prompt !== next),
    freeze: { phase: 'settling', prompt: next, at: clock.mono + SETTLE_MS },
  });
};

const reportAlarms = (ledger: Ledger): Step => {
  const fresh = (kind: AlarmKind): number => ledger.alarms[kind] - ledger.reported[kind];
  const due = ledger.reportedAt === null || ledger.clock.mono - ledger.reportedAt >= ALARM_REPORT_MS;
  const kinds = ALARM_KINDS.filter((kind) => fresh(kind) > 0);
  if (!due || kinds.length === 0) return stay(ledger);
  return {
    ledger: { ...ledger, reported: ledger.alarms, reportedAt: ledger.clock.mono },
    facts: kinds.map((kind) => ({
      type: 'device.alarm',
      data: { deviceId: ledger.deviceId, kind, count: Math.min(fresh(kind), MAX_ALARM_COUNT) },
    })),
    release: false,
  };
};

/** Everything that time alone brings about. To be called several times a second, and before every check. */
export const tick = (ledger: Ledger, now: ClockReading): Step =>
  chain(
    readClock(now)(ledger),
    expireGrants,
    loseLinks,
    loseHeartbeat,
    expirePrompts,
    turnFreeze,
    reportAlarms,
  );
