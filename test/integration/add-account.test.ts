import { addAccount } from '../../apps/api/src/accounts/add-account';
import { startApi, type TestApi } from '../support/api';
import { PASSWORD, RestClient } from '../support/rest';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const ana = {
  email: 'Ana@Example.org',
  name: 'Ana García',
  role: 'administrator' as const,
  password: PASSWORD,
  language: 'es' as const,
};

it('an account made without the server signs in to it, and set-up is over', async () => {
  const made = await addAccount(api.database.url, ana);
  const client = new RestClient(api);
  const answer = await client.post('/sign-in', { email: 'ana@example.org', password: PASSWORD });
  expect([answer.status, answer.body]).toEqual([200, made]);
  expect((await client.get('/setup')).body).toEqual({ needed: false });
});

it.each([
  ['an address that is taken', { email: 'ANA@example.org' }, 'EMAIL_TAKEN'],
  ['a common password', { email: 'b@example.org', password: 'passwordpassword' }, 'WEAK_PASSWORD'],
  [
    'a password made of the name',
    { email: 'b@example.org', password: 'Ana García Ana García' },
    'WEAK_PASSWORD',
  ],
  ['a short password', { email: 'b@example.org', password: 'kettle' }, 'BAD_REQUEST'],
  ['no address', { email: 'b' }, 'BAD_REQUEST'],
  ['a name that hides text', { email: 'b@example.org', name: 'A\u202eB' }, 'BAD_REQUEST'],
])('%s is refused', async (_name, over, code) => {
  await expect(addAccount(api.database.url, { ...ana, ...over })).rejects.toMatchObject({ code });
});
