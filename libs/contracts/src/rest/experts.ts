import { EXPERT_RIGHTS } from '@relevo/domain';
import { z } from 'zod';
import { id, inviteToken, language, orEmpty, personName, timestamp } from '../primitives';

const rights = z.array(z.enum(EXPERT_RIGHTS)).max(EXPERT_RIGHTS.length);

/** Asks somebody from outside in, for this session alone, with no more than these rights beside the chat. */
export const inviteExpertBody = z
  .strictObject({ inviteId: id, name: orEmpty(personName).default(''), rights })
  .meta({ id: 'InviteExpert' });

/** `link` is shown once. */
export const expertInvite = z
  .strictObject({ inviteId: id, link: z.string(), expiresAt: timestamp })
  .meta({ id: 'ExpertInvite' });
export type ExpertInvite = z.infer<typeof expertInvite>;

export const expertLinkBody = z.strictObject({ token: inviteToken }).meta({ id: 'ExpertLink' });

/** What an expert reads before they come in: who asks, for whom they work, and what they will be able to do. */
export const expertLinkView = z
  .strictObject({
    organisation: z.string(),
    by: z.string(),
    subject: z.string(),
    /** As the owner wrote it; '' = nobody in particular. */
    name: z.string(),
    rights,
    expiresAt: timestamp,
  })
  .meta({ id: 'ExpertLinkPreview' });
export type ExpertLinkView = z.infer<typeof expertLinkView>;

export const joinAsExpertBody = z
  .strictObject({ token: inviteToken, name: personName, language })
  .meta({ id: 'JoinAsExpert' });
