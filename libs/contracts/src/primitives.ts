import { type Audience, CAPABILITIES, MAX_CODE_LENGTH, MAX_RECIPIENTS } from '@relevo/domain';
import { z } from 'zod';

/** Whether this runtime knows a zone of that name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return true;
  } catch {
    return false;
  }
}

/** UUID in any version; ours are version 7, made where the thing is made. */
export const id = z.uuid();

/** Milliseconds since the epoch. */
export const timestamp = z.int().nonnegative();

/** SHA-256 in lower-case hex. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** The name of a zone in the IANA time zone database, such as `Europe/Madrid`; no offsets, which know no summer time. */
export const timeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/)
  .refine(isTimeZone);

/** Raw bytes as base64url without padding. */
export const base64url = z
  .string()
  .max(1024)
  .regex(/^[A-Za-z0-9_-]+$/);

/** Whether text can be kept: PostgreSQL knows no NUL, and no half of a surrogate pair in its JSON. */
export const isKeepable = (text: string): boolean => !text.includes('\0') && !/\p{Cs}/u.test(text);

const line = (max: number, of: RegExp) => z.string().trim().min(1).max(max).regex(of).refine(isKeepable);

/** One line as logs hold it: earlier releases took more of what cannot be seen. */
export const keptLine = (max: number) => line(max, /^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u);
export const keptName = keptLine(80);

/**
 * One line that a person typed for people: no control characters, and nothing that cannot be seen, which would disguise it; but the
 * joiners of scripts and emoji where they join something. Nothing here looks behind: older browsers would not start the page.
 */
const SEEN =
  /^(?:[\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}](?:[\u200c\u200d][\p{L}\p{M}\p{Extended_Pictographic}])+|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}])*$/u;
export const personText = (max: number) => line(max, SEEN);
export const personName = personText(80);

/** The same where there may be nothing: ''. */
export const orEmpty = <Text extends z.ZodType>(text: Text) => text.or(z.literal(''));

/** What a session is for, in the CSR's words; may be empty. */
export const subject = z.string().trim().max(140).refine(isKeepable);

/** A tracking code that is searched for. */
export const searchedCode = z.string().trim().min(1).max(MAX_CODE_LENGTH).refine(isKeepable);

/** A language tag of ours. */
export const LANGUAGES = ['en', 'es', 'it'] as const;
export const language = z.enum(LANGUAGES);
export type Language = z.infer<typeof language>;

export const capability = z.enum(CAPABILITIES);

/** RFC 7638 canonical JWK of an EC P-256 public key, and its thumbprint. */
export const publicKey = z
  .string()
  .max(256)
  .regex(/^\{"crv":"P-256","kty":"EC","x":"[A-Za-z0-9_-]{43}","y":"[A-Za-z0-9_-]{43}"\}$/);
export const thumbprint = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** 128 bits, base64url: the part of an invite link after '#'. */
export const inviteToken = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** Nine digits that can be read out; spaces and dashes are for people. */
export const spokenCode = z
  .string()
  .max(20)
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[0-9]{9}$/));

/** Whom a chat line is for. */
export const audience: z.ZodType<Audience, Audience> = z.union([
  z.literal('everyone'),
  z.literal('csrs'),
  z.array(id).min(1).max(MAX_RECIPIENTS),
]);
