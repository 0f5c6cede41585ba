import { ApiError } from '../../apps/api/src/platform/errors/api-error';

const USAGE = `Usage:
  npm run admin -- create --email ana@example.org --name "Ana Ruiz" [--role administrator|supervisor|csr] [--language en|es|it]
  npm run admin -- reset-password --email ana@example.org
  npm run admin -- reset-totp --email ana@example.org
  npm run admin -- disable --email ana@example.org
  npm run admin -- enable --email ana@example.org
  npm run admin -- list
The password is read from standard input.`;

const SENTENCES: Record<string, string> = {
  WEAK_PASSWORD: 'This password is too easy to guess. Take some words that nobody would connect with you.',
  EMAIL_TAKEN: 'There is an account with this e-mail address already.',
  LAST_ADMINISTRATOR: 'Somebody has to stay in charge: make another administrator first.',
  NOT_FOUND: 'There is no account with this e-mail address.',
};

/** What must hold for each part of an account. */
const PARTS: Record<string, string> = {
  email: 'This is no e-mail address. Example: --email ana@example.org',
  name: 'A name has 1 to 80 letters or signs on one line. Example: --name "Ana Ruiz"',
  password: 'The password must have 15 characters or more, and 128 at most.',
};

/** The arguments cannot be understood. */
export class UsageError extends Error {}

/** What a person reads at the command line when something cannot be done. */
export function explain(error: unknown): string {
  if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    return `${(error as Error).message}\n${USAGE}`.trim();
  if (error instanceof ApiError) {
    const issues = error.details.issues ?? [];
    if (issues.length === 0) return SENTENCES[error.code] ?? error.message;
    return issues.map(({ path, message }) => PARTS[path] ?? `${path}: ${message}`).join('\n');
  }
  return error instanceof Error ? error.message : String(error);
}
