import { ACCOUNT_STATES } from '@relevo/domain';
import { z } from 'zod';
import { id, language, personName, timestamp } from '../primitives';
import { accountRole, email } from './accounts';

/** An account as administrators see it. */
export const managedAccount = z
  .strictObject({
    id,
    email: z.string(),
    name: z.string(),
    role: accountRole,
    state: z.enum(ACCOUNT_STATES),
    /** Whether signing in needs a code. */
    secondStep: z.boolean(),
    createdAt: timestamp,
    lastSignInAt: timestamp.nullable(),
  })
  .meta({ id: 'ManagedAccount' });
export type ManagedAccount = z.infer<typeof managedAccount>;
export const managedAccountList = z
  .strictObject({ accounts: z.array(managedAccount) })
  .meta({ id: 'ManagedAccountList' });

export const createAccountBody = z
  .strictObject({ email, name: personName, role: accountRole, language })
  .meta({ id: 'CreateAccount' });
export const setRoleBody = z.strictObject({ role: accountRole }).meta({ id: 'SetRole' });
export const resetAccountBody = z
  .strictObject({ password: z.boolean(), secondStep: z.boolean() })
  .refine((what) => what.password || what.secondStep, 'nothing to reset')
  .meta({ id: 'ResetAccount' });

/** An account after a change; the link is shown once, to be handed to its owner. */
export const changedAccount = z
  .strictObject({
    account: managedAccount,
    link: z.strictObject({ url: z.string(), expiresAt: timestamp }).nullable(),
  })
  .meta({ id: 'ChangedAccount' });
export type ChangedAccount = z.infer<typeof changedAccount>;

/** What is recorded for ever. */
export const AUDIT_ACTIONS = [
  'account.created',
  'account.role',
  'account.disabled',
  'account.enabled',
  'account.reset',
  'account.linkUsed',
  'account.password',
  'account.secondStepOn',
  'account.secondStepOff',
  'account.recoveryCodes',
  'account.recoveryCodeUsed',
  'account.forgotten',
  'site.settings',
  'site.look',
  'sessionType.added',
  'sessionType.changed',
  'sessionType.archived',
  'sessionType.restored',
  'sessionType.ordered',
  'trackingCode.added',
  'trackingCode.changed',
  'trackingCode.archived',
  'trackingCode.restored',
  'trackingCode.form',
  'queue.added',
  'queue.changed',
  'queue.archived',
  'queue.restored',
  'team.added',
  'team.changed',
  'team.archived',
  'team.restored',
  'history.read',
  'history.exported',
  'webhook.added',
  'webhook.changed',
  'webhook.renewed',
  'webhook.removed',
  'apiKey.made',
  'apiKey.revoked',
  'customer.exported',
  'customer.erased',
  'waiting.exported',
  'waiting.erased',
  'sessions.forgotten',
  'site.mail',
  'site.sms',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type AuditFacts = z.infer<typeof facts>;

export const auditEntryView = z
  .strictObject({
    id,
    at: timestamp,
    /** null = the command line of the server. */
    actor: z.string().nullable(),
    /** Whom or what it was done to. */
    subject: z.string(),
    action: z.enum(AUDIT_ACTIONS),
    before: facts.nullable(),
    after: facts.nullable(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntryView = z.infer<typeof auditEntryView>;
export const auditQuery = z.strictObject({ before: id.optional() });
export const auditPage = z
  .strictObject({ entries: z.array(auditEntryView), more: z.boolean() })
  .meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPage>;
