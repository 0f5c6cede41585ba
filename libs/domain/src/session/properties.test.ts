import { NOON, OWNER, runSteps, SESSION, type SessionLog, sessionSteps } from '@relevo/testing';
import fc from 'fast-check';
import {
  ABILITY_COMMANDS,
  abilities,
  evolveSession,
  joinedCustomers,
  mayReadSession,
  noSession,
} from '../index';

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

describe('for any order of commands', () => {
  it('W12 exactly one owner always, exactly one primary while a customer is admitted', () => {
    const tally = new Map<string, [number, number]>();
    fc.assert(
      fc.property(sessionSteps, fc.boolean(), (sequence, automatic) => {
        const { state } = runSteps(sequence, automatic, tally);
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
      'session.checkIdle',
    ]);
  });

  it('SEC-J5 abilities over the redacted log equal abilities over the full log, for every reader', () => {
    fc.assert(
      fc.property(sessionSteps, fc.boolean(), (sequence, automatic) => {
        const log = runSteps(sequence, automatic);
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
    const log = runSteps(fc.sample(sessionSteps, { seed: 7, numRuns: 40 }).flat(), false);
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
