import { z } from 'zod';
import { id, subject, timestamp } from '../primitives';

export const startSessionBody = z
  .strictObject({
    /** Made by the console, so that pressing Start twice starts once. */
    sessionId: id,
    subject: subject.default(''),
    /** false = prepare only: links can be made, nobody can enter yet. */
    start: z.boolean().default(true),
  })
  .meta({ id: 'StartSession' });

export const sessionView = z
  .strictObject({
    id,
    number: z.string(),
    conversationId: id,
    participantId: id,
    subject: z.string(),
    phase: z.enum(['prepared', 'open', 'ended']),
    startedAt: timestamp.nullable(),
    endedAt: timestamp.nullable(),
    customer: z.string().nullable(),
  })
  .meta({ id: 'Session' });
export type SessionView = z.infer<typeof sessionView>;

export const sessionList = z.strictObject({ sessions: z.array(sessionView) }).meta({ id: 'SessionList' });

export const createInviteBody = z
  .strictObject({ inviteId: id, minutes: z.int().min(1).max(1440).nullable().default(null) })
  .meta({ id: 'CreateInvite' });

/** The secrets of an invite are shown once, to the CSR who made it; the site keeps only their hashes. */
export const inviteView = z
  .strictObject({
    inviteId: id,
    link: z.string(),
    code: z.string().regex(/^[0-9]{9}$/),
    expiresAt: timestamp,
    codeExpiresAt: timestamp,
  })
  .meta({ id: 'Invite' });
export type InviteView = z.infer<typeof inviteView>;
