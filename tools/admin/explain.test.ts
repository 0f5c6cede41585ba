import { createAccount } from '../../apps/api/src/accounts/create-account';
import { ApiError } from '../../apps/api/src/platform/errors/api-error';
import { explain, UsageError } from './explain';

const PASSWORD = 'a quiet river runs north';

/** What is refused before a database is asked. */
const refusal = (over: object): Promise<string> => {
  const account = {
    email: 'bo@example.org',
    name: 'Bo',
    role: 'csr',
    password: PASSWORD,
    language: 'en',
  } as const;
  return createAccount({} as never, { ...account, ...over }).then(() => 'made', explain);
};

it('says what is wrong with an account in words, all of it at once', async () => {
  expect(await refusal({ password: 'short' })).toBe(
    'The password must have 15 characters or more, and 128 at most.',
  );
  expect(await refusal({ email: 'bo', name: '' })).toBe(
    'This is no e-mail address. Example: --email ana@example.org\n' +
      'A name has 1 to 80 letters or signs on one line. Example: --name "Ana Ruiz"',
  );
  expect(await refusal({ password: 'bo@example.org bo' })).toContain('too easy to guess');
});

it('shows the usage when the arguments cannot be understood, and only then', () => {
  expect(explain(new UsageError('--name is missing.'))).toMatch(/^--name is missing\.\nUsage:/);
  expect(explain(new ApiError('NOT_FOUND'))).toBe('There is no account with this e-mail address.');
  expect(explain(new Error('connect ECONNREFUSED'))).toBe('connect ECONNREFUSED');
});
