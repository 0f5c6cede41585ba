import { ACCOUNT_ROLES } from '@relevo/domain';
import { z } from 'zod';
import { id, language, personName, timestamp, timeZone } from '../primitives';

export { ACCOUNT_ROLES, type AccountRole } from '@relevo/domain';
export const accountRole = z.enum(ACCOUNT_ROLES);

export const email = z.email().max(254).toLowerCase();

/** At least 15 characters while there is no second factor (NIST SP 800-63B-4, 3.1.1); no rules of composition. */
export const newPassword = z.string().min(15).max(128);
/** A password that somebody claims to have. */
export const password = z.string().min(1).max(128);

/** Six digits of an authenticator, or a recovery code; spaces and dashes are for people. */
export const secondStepCode = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
  .pipe(z.string().regex(/^[0-9]{6}$|^[0-9A-Z]{12}$/));

/** 256 random bits, base64url. */
const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const signInBody = z.strictObject({ email, password }).meta({ id: 'SignIn' });
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
/** What is left out stays as it is. */
export const preferencesBody = z
  .strictObject({
    autoInvite: z.boolean().optional(),
    /** null = as the browser has it. */
    timeZone: timeZone.nullable().optional(),
  })
  .meta({ id: 'Preferences' });
export const setLanguageBody = z.strictObject({ language }).meta({ id: 'SetLanguage' });

export const accountView = z
  .strictObject({
    id,
    email: z.string(),
    name: z.string(),
    role: z.enum([...ACCOUNT_ROLES, 'expert']),
    /** The one session of an expert from outside, who has no account; null for everybody else. */
    expertIn: id.nullable(),
    language,
    /** Whether the invite dialog opens by itself in a new session (W10). */
    autoInvite: z.boolean(),
    /** The site requires a second step and this account has none: until it has, this sign-in is for setting it up only. */
    secondStepMissing: z.boolean(),
    /** In which moments are shown to them; null = as the browser has it. Not every browser may know it. */
    timeZone: z.string().nullable(),
  })
  .meta({ id: 'Account' });
export type AccountView = z.infer<typeof accountView>;

/** The password was right; the challenge gives no right but to show a code with it, once, for some minutes. */
export const secondStepNeeded = z
  .strictObject({ challenge: z.string(), expiresAt: timestamp })
  .meta({ id: 'SecondStepNeeded' });
export type SecondStepNeeded = z.infer<typeof secondStepNeeded>;
export const signInAnswer = z.union([accountView, secondStepNeeded]).meta({ id: 'SignInAnswer' });
export type SignInAnswer = z.infer<typeof signInAnswer>;
export const signInCodeBody = z
  .strictObject({ challenge: token, code: secondStepCode })
  .meta({ id: 'SignInCode' });

export const changePasswordBody = z
  .strictObject({ current: password, next: newPassword })
  .meta({ id: 'ChangePassword' });

/** One sign-in of this account that is still good. */
export const signInView = z
  .strictObject({
    id,
    /** For people, such as `Firefox · Windows`; null when the browser said nothing. */
    browser: z.string().nullable(),
    address: z.string().nullable(),
    createdAt: timestamp,
    seenAt: timestamp,
    /** The one that asks. */
    current: z.boolean(),
  })
  .meta({ id: 'OwnSignIn' });
export type SignInView = z.infer<typeof signInView>;
export const signInList = z.strictObject({ signIns: z.array(signInView) }).meta({ id: 'OwnSignInList' });

export const secondStepView = z
  .strictObject({
    /** When it was turned on; null = it is off. */
    since: timestamp.nullable(),
    recoveryCodesLeft: z.int().nonnegative(),
    /** Whether the site requires it: then it cannot be turned off. */
    required: z.boolean(),
  })
  .meta({ id: 'SecondStep' });
export type SecondStepView = z.infer<typeof secondStepView>;
export const beginSecondStepBody = z.strictObject({ password }).meta({ id: 'BeginSecondStep' });
/** Shown once, while the authenticator is being set up. */
export const secondStepSecret = z
  .strictObject({
    /** Base32, to be typed. */
    secret: z.string(),
    /** `otpauth://` address, to be scanned. */
    uri: z.string(),
  })
  .meta({ id: 'SecondStepSecret' });
export type SecondStepSecret = z.infer<typeof secondStepSecret>;
export const confirmSecondStepBody = z
  .strictObject({ code: secondStepCode })
  .meta({ id: 'ConfirmSecondStep' });
export const provenBody = z.strictObject({ password, code: secondStepCode }).meta({ id: 'Proven' });
/** Shown once; the site keeps only their hashes. */
export const recoveryCodes = z.strictObject({ codes: z.array(z.string()) }).meta({ id: 'RecoveryCodes' });

export const accountLinkBody = z.strictObject({ token }).meta({ id: 'AccountLink' });
/** What a one-time link is for. */
export const accountLinkView = z
  .strictObject({ name: z.string(), email: z.string(), organisation: z.string(), expiresAt: timestamp })
  .meta({ id: 'AccountLinkPreview' });
export type AccountLinkView = z.infer<typeof accountLinkView>;
export const useAccountLinkBody = z
  .strictObject({ token, password: newPassword })
  .meta({ id: 'UseAccountLink' });
