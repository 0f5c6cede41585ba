import { z } from 'zod';
import { id, subject, timestamp } from '../primitives';
import { labelChoice } from './start-lists';

export const startSessionBody = z
  .strictObject({
    /** Made by the console, so that pressing Start twice starts once. */
    sessionId: id,
    subject: subject.default(''),
    /** false = prepare only: links can be made, nobody can enter yet. */
    start: z.boolean().default(true),
    typeId: labelChoice.typeId.default(null),
    code: labelChoice.code.default(null),
    customerName: labelChoice.customerName.default(''),
    /** Makes an invite in the same call, for programs: asked again with the same id, the same link is answered. */
    invite: z.boolean().default(false),
  })
  .meta({ id: 'StartSession' });

export const sessionView = z
  .strictObject({
    id,
    number: z.string(),
    conversationId: id,
    participantId: id,
    subject: z.string(),
    phase: z.enum(['prepared', 'open', 'parked', 'ended']),
    startedAt: timestamp.nullable(),
    endedAt: timestamp.nullable(),
    /** The primary customer, or whom the CSR expects. */
    customer: z.string().nullable(),
    /** What it is by the site's lists. */
    type: z.string().nullable(),
    trackingCode: z.string().nullable(),
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

/** A session that has just started, with its invite when one was asked for. */
export const startedSession = z
  .strictObject({ ...sessionView.shape, invite: inviteView.nullable() })
  .meta({ id: 'StartedSession' });
export type StartedSession = z.infer<typeof startedSession>;
