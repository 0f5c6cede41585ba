import { joinedCustomers, type Participant, primaryOf, type SessionState } from '@relevo/domain';
import type { Queryable } from '../streams/log/log.queries';
import type { SessionProjection } from '../streams/log/projection';

const moment = (ms: number | undefined): Date | null => (ms === undefined ? null : new Date(ms));

/** Customers who were let in at some time, in that order. */
const letIn = (state: SessionState): Participant[] =>
  Object.values(state.participants)
    .filter((p) => p.kind === 'customer' && p.joinedSeq !== undefined)
    .sort((a, b) => (a.joinedSeq ?? 0) - (b.joinedSeq ?? 0));

/** The name that lists show: the primary customer, else who was let in last, else whom the CSR expects. */
const customerOf = (state: SessionState): string | null => {
  const here = primaryOf(state) ?? joinedCustomers(state)[0] ?? letIn(state).at(-1);
  return here?.name ?? (state.expectedCustomer || null);
};

/** Who is expected now and was not before; null = nobody, or nobody else. */
const expectedSince = (before: SessionState, after: SessionState): string | null =>
  before.expectedCustomer === after.expectedCustomer ? null : after.expectedCustomer || null;

/** Who leads: there is one owner and one primary customer at any moment. */
const leads = (p: Participant): boolean =>
  p.role === 'owner' || (p.role === 'primary' && p.status === 'joined');

/** Keeps the lists of sessions and of who takes part in them. */
export const sessionsProjection: SessionProjection = {
  concerns: (before, after) =>
    before.participants !== after.participants ||
    before.phase !== after.phase ||
    before.labels !== after.labels ||
    before.expectedCustomer !== after.expectedCustomer,

  async write(db: Queryable, before, after) {
    const [first] = letIn(after);
    await db.query({
      name: 'sessions-project',
      text: `INSERT INTO sessions (id, number, conversation_id, subject, phase, customer, started_at, ended_at,
          type_id, type_name, tracking_code, arrived_at, admitted_at, expected, begun_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, array_remove(ARRAY[$14::text], NULL),
          coalesce($7, now()))
        ON CONFLICT (id) DO UPDATE SET subject = $4, phase = $5, customer = $6, started_at = $7, ended_at = $8,
          type_id = $9, type_name = $10, tracking_code = $11, arrived_at = $12, admitted_at = $13,
          expected = array_remove(array_append(array_remove(sessions.expected, $14::text), $14::text), NULL),
          begun_at = coalesce($7, sessions.begun_at)`,
      values: [
        after.id,
        after.number,
        after.conversationId,
        after.subject,
        after.phase,
        customerOf(after),
        moment(after.startedAt),
        moment(after.endedAt),
        after.labels?.sessionType?.id ?? null,
        after.labels?.sessionType?.name ?? null,
        after.labels?.trackingCode?.code ?? null,
        moment(first?.arrivedAt),
        moment(first?.joinedAt),
        expectedSince(before, after),
      ],
    });
    const changed = Object.values(after.participants)
      .filter((p) => before.participants[p.id] !== p)
      // Who led steps down before another steps up: the database allows one at any moment.
      .sort((a, b) => Number(leads(a)) - Number(leads(b)));
    for (const p of changed) {
      await db.query({
        name: 'session-participants-project',
        text: `INSERT INTO session_participants (session_id, participant_id, account_id, name, role, status)
          VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (session_id, participant_id) DO UPDATE SET role = $5, status = $6`,
        values: [
          after.id,
          p.id,
          p.accountId ?? null,
          p.kind === 'customer' ? p.name : null,
          p.role,
          p.status,
        ],
      });
    }
  },
};
