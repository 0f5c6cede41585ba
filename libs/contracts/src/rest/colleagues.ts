import { ACCOUNT_ROLES, STANDINGS } from '@relevo/domain';
import { z } from 'zod';
import { reason } from '../commands';
import { id, inviteToken, timestamp } from '../primitives';

/** A colleague as the directory shows them now. */
export const colleague = z
  .strictObject({
    accountId: id,
    name: z.string(),
    role: z.enum(ACCOUNT_ROLES),
    /** A console of theirs has a line to the site. */
    reachable: z.boolean(),
    standing: z.enum(STANDINGS),
    /** Why they are away; '' when they are not, or did not say. */
    away: z.string(),
    /** Live sessions in which they have a part. */
    sessions: z.int().nonnegative(),
  })
  .meta({ id: 'Colleague' });
export type Colleague = z.infer<typeof colleague>;
export const colleagueList = z
  .strictObject({ colleagues: z.array(colleague).max(1000) })
  .meta({ id: 'ColleagueList' });

/** Asks a colleague in: one of the directory, whose console rings, or whoever signs in with a link (`accountId` null). */
export const inviteColleagueBody = z
  .strictObject({ inviteId: id, accountId: id.nullable() })
  .meta({ id: 'InviteColleague' });

/** `link` is shown once; null when a console rings. */
export const colleagueInvite = z
  .strictObject({ inviteId: id, link: z.string().nullable(), expiresAt: timestamp })
  .meta({ id: 'ColleagueInvite' });
export type ColleagueInvite = z.infer<typeof colleagueInvite>;

/** What a CSR reads before they come in. */
const about = {
  sessionId: id,
  number: z.string(),
  subject: z.string(),
  customer: z.string().nullable(),
  /** Who asks. */
  by: z.string(),
  expiresAt: timestamp,
};

/** Somebody asks this CSR in, now. */
export const ring = z.strictObject({ inviteId: id, ...about });
export type Ring = z.infer<typeof ring>;

export const ringBody = z.strictObject({ inviteId: id }).meta({ id: 'AnswerRing' });

export const colleagueLinkBody = z.strictObject({ token: inviteToken }).meta({ id: 'ColleagueLink' });
export const colleagueLinkView = z.strictObject(about).meta({ id: 'ColleagueLinkPreview' });
export type ColleagueLinkView = z.infer<typeof colleagueLinkView>;

export const takeOverBody = z.strictObject({ reason }).meta({ id: 'TakeOver' });

/** A live session of the site as a supervisor sees it before they come in: who, not what. */
export const liveSession = z
  .strictObject({
    id,
    number: z.string(),
    subject: z.string(),
    customer: z.string().nullable(),
    phase: z.enum(['prepared', 'open', 'parked']),
    startedAt: timestamp.nullable(),
    owner: z.string(),
    ownerReachable: z.boolean(),
    /** The supervisor who asks is in it. */
    inIt: z.boolean(),
  })
  .meta({ id: 'LiveSession' });
export type LiveSession = z.infer<typeof liveSession>;
export const liveSessionList = z
  .strictObject({ sessions: z.array(liveSession).max(1000) })
  .meta({ id: 'LiveSessionList' });
