import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { accountRole, language } from '@relevo/contracts';
import { AccountEntity } from '../../apps/api/src/accounts/account.entity';
import { allAccounts } from '../../apps/api/src/accounts/accounts.queries';
import { addAccount } from '../../apps/api/src/accounts/add-account';
import { resetPassword } from '../../apps/api/src/accounts/reset-password';
import { SignInEntity } from '../../apps/api/src/accounts/sign-in.entity';
import { withDatabase } from '../../apps/api/src/platform/database/with-database';
import { ApiError } from '../../apps/api/src/platform/errors/api-error';
import { withInstallation } from '../supervisor/installation';
import { readNewPassword } from './password';

const USAGE = `Usage:
  npm run admin -- create --email ana@example.org --name "Ana Ruiz" [--role administrator|supervisor|csr] [--language en|es|it]
  npm run admin -- reset-password --email ana@example.org
  npm run admin -- list
The password is read from standard input.`;

const SENTENCES: Record<string, string> = {
  WEAK_PASSWORD: 'This password is too easy to guess. Take some words that nobody would connect with you.',
  EMAIL_TAKEN: 'There is an account with this e-mail address already.',
  NOT_FOUND: 'There is no account with this e-mail address.',
};

class UsageError extends Error {}

type Values = Record<string, string | undefined>;

const ENTITIES = [AccountEntity, SignInEntity];

function read(values: Values, name: string): string {
  const value = values[name];
  if (!value) throw new UsageError(`--${name} is missing.`);
  return value;
}

async function create(url: string, values: Values): Promise<string> {
  const role = accountRole.safeParse(values.role ?? 'administrator');
  const tongue = language.safeParse(values.language ?? 'en');
  if (!role.success) throw new UsageError(`--role must be one of ${accountRole.options.join(', ')}.`);
  if (!tongue.success) throw new UsageError(`--language must be one of ${language.options.join(', ')}.`);
  const email = read(values, 'email');
  const name = read(values, 'name');
  const password = await readNewPassword();
  const account = await addAccount(url, { email, name, password, role: role.data, language: tongue.data });
  return `${account.name} <${account.email}> can sign in as ${account.role}.`;
}

async function reset(url: string, values: Values): Promise<string> {
  const email = read(values, 'email');
  const password = await readNewPassword();
  await withDatabase(url, ENTITIES, (manager) =>
    manager.transaction((transaction) => resetPassword(transaction, email, password)),
  );
  return `The password of ${email} is changed; every sign-in of the account has ended.`;
}

async function list(url: string): Promise<string> {
  const lines = (await withDatabase(url, ENTITIES, allAccounts)).map(
    ({ email, name, role, disabledAt }) =>
      `${email}\t${role}\t${disabledAt ? 'disabled' : 'enabled'}\t${name}`,
  );
  return lines.length > 0 ? lines.join('\n') : 'There are no accounts.';
}

const COMMANDS: Record<string, (url: string, values: Values) => Promise<string>> = {
  create,
  'reset-password': reset,
  list,
};

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    options: { email: text, name: text, role: text, language: text },
    allowPositionals: true,
  });
  const command = COMMANDS[positionals[0] ?? ''];
  if (!command || positionals.length !== 1) throw new UsageError('');
  console.log(await withInstallation(process.env, ({ app }) => command(app, values)));
}

function explain(error: unknown): string {
  if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS'))
    return `${(error as Error).message}\n${USAGE}`.trim();
  if (error instanceof ApiError)
    return [
      SENTENCES[error.code] ?? error.message,
      ...(error.details.issues ?? []).map(({ path, message }) => `--${path}: ${message}`),
    ].join('\n');
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
