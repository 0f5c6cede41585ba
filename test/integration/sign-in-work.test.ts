import * as argon2 from '@node-rs/argon2';
import { DataSource } from 'typeorm';
import { AccountEntity } from '../../apps/api/src/accounts/account.entity';
import { createAccount } from '../../apps/api/src/accounts/create-account';
import { startApi, type TestApi } from '../support/api';
import { anAccount, PASSWORD, type Refused, RestClient } from '../support/rest';

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual('@node-rs/argon2');
  return { ...real, verify: jest.fn(real.verify) };
});
const verify = jest.mocked(argon2.verify);
const COST = /^\$argon2id\$v=19\$m=65536,t=3,p=1\$/;

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ env: { TRUST_PROXY: '127.0.0.1' } });
});
afterAll(() => api.close());

/** What a server does by itself every few seconds is nobody's sign-in. */
const BY_ITSELF = /FROM "jobs"/;

let place = 0;
/** What one wrong sign-in costs the server: passwords hashed, statements sent. Times would depend on the machine. */
const workOf = async (email: string): Promise<unknown> => {
  place += 1;
  const stranger = new RestClient(api, { 'x-forwarded-for': `203.0.113.${place}` });
  const statements: string[] = [];
  const logger = {
    logQuery: (query: string) => void (BY_ITSELF.test(query) || statements.push(query)),
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  };
  const source = api.app.get(DataSource);
  const before = source.logger;
  source.setOptions({ logger });
  verify.mockClear();
  const answer: Refused = await stranger.post('/sign-in', { email, password: 'not the password' });
  source.setOptions({ logger: before });
  return {
    answer: [answer.status, answer.body],
    hashes: verify.mock.calls.map(([stored]) => COST.test(String(stored))),
    statements,
  };
};

it('SEC-A5 whatever is wrong, sign-in says the same and does the same work', async () => {
  const manager = api.app.get(DataSource).manager;
  const known = await anAccount(api);
  const disabled = await anAccount(api);
  await manager.update(AccountEntity, { id: disabled.id }, { disabledAt: new Date() });
  const invited = await createAccount(manager, {
    email: 'invited@example.org',
    name: 'Invited',
    role: 'csr',
    language: 'en',
    password: null,
  });
  const elsewhere = new RestClient(api, { 'x-forwarded-for': '198.51.100.1' });
  expect((await elsewhere.post('/sign-in', { email: known.email, password: PASSWORD })).status).toBe(200);
  // The first hash of a process makes the one that unknown addresses are checked against.
  await workOf('first@example.org');

  const ofKnown = await workOf(known.email);
  expect(ofKnown).toEqual({
    answer: [401, { code: 'WRONG_CREDENTIALS', message: 'WRONG_CREDENTIALS' }],
    hashes: [true],
    statements: [expect.stringContaining('accounts'), expect.stringContaining('sign_ins')],
  });
  for (const email of ['nobody@example.org', disabled.email, invited.email])
    expect(await workOf(email)).toEqual(ofKnown);
});
