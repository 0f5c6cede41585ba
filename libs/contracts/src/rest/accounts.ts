import { z } from 'zod';
import { id, language, personName } from '../primitives';

/** Rights of an account in the whole site; a role in a session is another thing. */
export const ACCOUNT_ROLES = ['csr', 'supervisor', 'administrator'] as const;
export const accountRole = z.enum(ACCOUNT_ROLES);
export type AccountRole = z.infer<typeof accountRole>;

export const email = z.email().max(254).toLowerCase();

/** At least 15 characters while there is no second factor (NIST SP 800-63B-4, 3.1.1); no rules of composition. */
export const newPassword = z.string().min(15).max(128);

export const signInBody = z
  .strictObject({ email, password: z.string().min(1).max(128) })
  .meta({ id: 'SignIn' });
export const setupBody = z
  .strictObject({
    token: z.string().max(64),
    email,
    name: personName,
    password: newPassword,
    language: language.optional(),
  })
  .meta({ id: 'Setup' });
export const setupStateView = z.strictObject({ needed: z.boolean() }).meta({ id: 'SetupState' });
export const setLanguageBody = z.strictObject({ language }).meta({ id: 'SetLanguage' });

export const accountView = z
  .strictObject({ id, email: z.string(), name: z.string(), role: accountRole, language })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof accountView>;
