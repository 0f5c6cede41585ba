import { joinedCustomers, type Participant, primaryOf, type SessionState } from '@relevo/domain';
import type { Queryable } from '../streams/log/log.queries';
import type { SessionProjection } from '../streams/log/projection';

const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));

/** The name that lists show: the primary customer, else who was let in last. */
const customerOf = (state: SessionState): string | null => {
  const been = Object.values(state.participants)
    .filter((p) => p.kind === 'customer' && p.joinedSeq !== undefined)
    .sort((a, b) => (b.joinedSeq ?? 0) - (a.joinedSeq ?? 0));
  return (primaryOf(state) ?? joinedCustomers(state)[0] ?? been[0])?.name ?? null;
};

const isPrimary = (p: Participant): boolean => p.role === 'primary' && p.status === 'joined';

/** Keeps the lists of sessions and of who takes part in them. */
export const sessionsProjection: SessionProjection = {
  concerns: (before, after) => before.participants !== after.participants || before.phase !== after.phase,

  async write(db: Queryable, before, after) {
    await db.query({
      name: 'sessions-project',
      text: `INSERT INTO sessions (id, number, conversation_id, subject, phase, customer, started_at, ended_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (id) DO UPDATE SET subject = $4, phase = $5, customer = $6, started_at = $7, ended_at = $8`,
      values: [
        after.id,
        after.number,
        after.conversationId,
        after.subject,
        after.phase,
        customerOf(after),
        moment(after.startedAt),
        moment(after.endedAt),
      ],
    });
    const changed = Object.values(after.participants)
      .filter((p) => before.participants[p.id] !== p)
      // Who was primary steps down before another steps up: the database allows one at any moment.
      .sort((a, b) => Number(isPrimary(a)) - Number(isPrimary(b)));
    for (const p of changed) {
      await db.query({
        name: 'session-participants-project',
        text: `INSERT INTO session_participants (session_id, participant_id, account_id, role, status)
          VALUES ($1, $2, $3, $4, $5) ON CONFLICT (session_id, participant_id) DO UPDATE SET role = $4, status = $5`,
        values: [after.id, p.id, p.accountId ?? null, p.role, p.status],
      });
    }
  },
};
