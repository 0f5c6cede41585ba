import { ownerOf } from '../session/selectors';
import type { SessionState } from '../session/state';

/** What other programs can be told of. */
export const WEBHOOK_EVENTS = [
  'session.started',
  'session.ended',
  'customer.joined',
  'control.transferred',
  'survey.given',
  'callback.asked',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** One thing that happened in a session, for programs: whom it is about, in ids, and no words of people. */
export interface WebhookNotice {
  readonly event: WebhookEvent;
  readonly participantId?: string;
  /** How well it was solved, of a survey. */
  readonly score?: number;
}

/** What a step of a session is for other programs. A customer who comes back after leaving joins again. */
export const noticesOf = (before: SessionState, after: SessionState): WebhookNotice[] => {
  const notices: WebhookNotice[] = [];
  if (before.startedAt === undefined && after.startedAt !== undefined)
    notices.push({ event: 'session.started' });
  for (const { id, kind, status } of Object.values(after.participants))
    if (kind === 'customer' && status === 'joined' && before.participants[id]?.status !== 'joined')
      notices.push({ event: 'customer.joined', participantId: id });
  const [from, to] = [ownerOf(before)?.id, ownerOf(after)?.id];
  if (from !== undefined && to !== undefined && from !== to)
    notices.push({ event: 'control.transferred', participantId: to });
  for (const [participantId, survey] of Object.entries(after.surveys ?? {}))
    if (before.surveys?.[participantId] !== survey)
      notices.push({ event: 'survey.given', participantId, score: survey.score });
  if (before.phase !== 'ended' && after.phase === 'ended') notices.push({ event: 'session.ended' });
  return notices;
};
