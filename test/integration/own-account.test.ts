import type { SignInView } from '@relevo/contracts';
import { startApi, type TestApi } from '../support/api';
import { PASSWORD, type Refused, RestClient, signedIn } from '../support/rest';

const NEXT = 'seven lamps by the harbour';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const outcome = ({ status, body }: Refused) => [status, body?.code];
const me = async (client: RestClient) => (await client.get('/me')).status;
const signInsOf = async (client: RestClient) =>
  (await client.get<{ signIns: SignInView[] }>('/me/sign-ins')).body.signIns;
const elsewhere = async (email: string): Promise<RestClient> => {
  const client = new RestClient(api, { 'user-agent': FIREFOX });
  await client.post('/sign-in', { email, password: PASSWORD });
  return client;
};

it('SEC-A4 a new password needs the old one, ends all other sign-ins, and is the one that counts', async () => {
  const { client, account } = await signedIn(api);
  const other = await elsewhere(account.email);
  const change = (current: string, next: string): Promise<Refused> =>
    client.post('/me/password', { current, next });
  expect(outcome(await change('not it', NEXT))).toEqual([422, 'WRONG_PASSWORD']);
  for (const weak of ['passwordpassword', PASSWORD])
    expect(outcome(await change(PASSWORD, weak))).toEqual([422, 'WEAK_PASSWORD']);
  expect(outcome(await change(PASSWORD, 'short'))).toEqual([400, 'BAD_REQUEST']);
  expect([await me(client), await me(other)]).toEqual([200, 200]);
  expect((await change(PASSWORD, NEXT)).status).toBe(204);
  expect([await me(client), await me(other)]).toEqual([200, 401]);
  const again = new RestClient(api);
  expect((await again.post('/sign-in', { email: account.email, password: PASSWORD })).status).toBe(401);
  expect((await again.post('/sign-in', { email: account.email, password: NEXT })).status).toBe(200);
});

it('SEC-A5 a stolen sign-in cannot guess the password', async () => {
  const { client } = await signedIn(api);
  const codes: unknown[] = [];
  for (let n = 0; n < 7; n += 1)
    codes.push(
      (await client.post<Refused['body']>('/me/password', { current: `no ${n}`, next: NEXT })).body.code,
    );
  expect(codes).toEqual([...Array(6).fill('WRONG_PASSWORD'), 'TOO_MANY_REQUESTS']);
});

it('SEC-A4 sign-ins are listed with browser and address; one can be ended, or all others, and nobody else’s', async () => {
  const { client, account } = await signedIn(api);
  const [one, two] = [await elsewhere(account.email), await elsewhere(account.email)];
  const stranger = await signedIn(api);
  const listed = await signInsOf(client);
  expect(listed).toHaveLength(3);
  expect(listed.filter(({ current }) => current)).toHaveLength(1);
  expect(listed.filter(({ browser }) => browser === 'Firefox · Windows')).toHaveLength(2);
  expect(listed.map(({ address }) => address)).toEqual(Array(3).fill('127.0.0.1'));

  const first = (await signInsOf(one)).find(({ current }) => current)?.id;
  const foreign: Refused = await stranger.client.post(`/me/sign-ins/${first}/end`);
  expect([outcome(foreign), await me(one)]).toEqual([[404, 'NOT_FOUND'], 200]);
  expect((await client.post(`/me/sign-ins/${first}/end`)).status).toBe(204);
  expect([await me(one), await me(two), await me(client)]).toEqual([401, 200, 200]);
  expect(outcome(await client.post(`/me/sign-ins/${first}/end`))).toEqual([404, 'NOT_FOUND']);

  expect((await client.post('/me/sign-ins/end-others')).status).toBe(204);
  expect([await me(two), await me(client), await me(stranger.client)]).toEqual([401, 200, 200]);
  expect(await signInsOf(client)).toHaveLength(1);
});
