import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { accountRole, email as emailSchema, language } from '@relevo/contracts';
import { ACCOUNT_ENTITIES } from '../../apps/api/src/accounts/account-entities';
import { allAccounts } from '../../apps/api/src/accounts/accounts.queries';
import { addAccount } from '../../apps/api/src/accounts/add-account';
import {
  type ChangeContext,
  disableAccount,
  enableAccount,
  resetAccount,
} from '../../apps/api/src/accounts/administration/change-account';
import { resetPassword } from '../../apps/api/src/accounts/reset-password';
import { withDatabase } from '../../apps/api/src/platform/database/with-database';
import { ApiError } from '../../apps/api/src/platform/errors/api-error';
import { withInstallation } from '../supervisor/installation';
import { explain, UsageError } from './explain';
import { readNewPassword } from './password';

type Values = Record<string, string | undefined>;

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
  await withDatabase(url, ACCOUNT_ENTITIES, (manager) =>
    manager.transaction((transaction) => resetPassword(transaction, email, password)),
  );
  return `The password of ${email} is changed; every sign-in of the account has ended.`;
}

/** A command that changes an account, recorded as done at the command line. */
const changing =
  (change: (context: ChangeContext, what: { email: string }) => Promise<unknown>, done: string) =>
  async (url: string, values: Values): Promise<string> => {
    const email = emailSchema.safeParse(read(values, 'email'));
    if (!email.success) throw new ApiError('NOT_FOUND');
    await withDatabase(url, ACCOUNT_ENTITIES, (database) =>
      database.transaction((manager) => change({ manager, by: null, at: new Date() }, { email: email.data })),
    );
    return `${email.data}: ${done}`;
  };

async function list(url: string): Promise<string> {
  const lines = (await withDatabase(url, ACCOUNT_ENTITIES, allAccounts)).map(
    ({ email, name, role, disabledAt }) =>
      `${email}\t${role}\t${disabledAt ? 'disabled' : 'enabled'}\t${name}`,
  );
  return lines.length > 0 ? lines.join('\n') : 'There are no accounts.';
}

const COMMANDS: Record<string, (url: string, values: Values) => Promise<string>> = {
  create,
  'reset-password': reset,
  'reset-totp': changing(
    (context, what) => resetAccount(context, what, { password: false, secondStep: true }),
    'two-step sign-in is off and every sign-in has ended; the password is what it was.',
  ),
  disable: changing(disableAccount, 'disabled; everything that it had open has ended.'),
  enable: changing(enableAccount, 'enabled.'),
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

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
