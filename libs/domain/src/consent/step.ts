import type { DeviceReport } from '../session/commands';
import type { AlarmKind } from '../session/events';
import type { DropReason, Ledger, Step } from './ledger';

/** A step that changes nothing but the state. */
export const stay = (ledger: Ledger): Step => ({ ledger, facts: [], release: false });

/** Does one change after another; facts add up in order. */
export const chain = (start: Step, ...changes: readonly ((ledger: Ledger) => Step)[]): Step =>
  changes.reduce((before, change) => {
    const after = change(before.ledger);
    return {
      ledger: after.ledger,
      facts: [...before.facts, ...after.facts],
      release: before.release || after.release,
    };
  }, start);

/** Adds a fact to report. */
export const withFact = (ledger: Ledger, fact: DeviceReport): Step => ({
  ledger,
  facts: [fact],
  release: false,
});

/** Marks that held keys must go, if some may be held. */
export const letGo = (ledger: Ledger): Step => ({
  ledger: ledger.holding ? { ...ledger, holding: false } : ledger,
  facts: [],
  release: ledger.holding,
});

/** Counts a dropped message. */
export const countDrop = (ledger: Ledger, reason: DropReason): Ledger => ({
  ...ledger,
  drops: { ...ledger.drops, [reason]: ledger.drops[reason] + 1 },
});

/** Raises an alarm; `tick` reports alarms together. */
export const raise = (ledger: Ledger, kind: AlarmKind): Ledger => ({
  ...ledger,
  alarms: { ...ledger.alarms, [kind]: ledger.alarms[kind] + 1 },
});
