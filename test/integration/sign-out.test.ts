import { until } from '@relevo/testing';
import { DataSource } from 'typeorm';
import { AccountEntity } from '../../apps/api/src/accounts/account.entity';
import { SignInEvents, type SignInsEnded } from '../../apps/api/src/accounts/sign-in-events';
import { SignInsService } from '../../apps/api/src/accounts/sign-ins.service';
import { startApi, type TestApi } from '../support/api';
import { PASSWORD, RestClient, signedIn } from '../support/rest';

let node: TestApi;
let otherNode: TestApi;
const heard: SignInsEnded[] = [];

beforeAll(async () => {
  node = await startApi();
  otherNode = await startApi({ database: node.database });
  otherNode.app.get(SignInEvents).onEnded((event) => heard.push(event));
});
afterAll(async () => {
  await otherNode.close();
  await node.close();
});

const me = async (client: RestClient) => (await client.get('/me')).status;
const hears = (event: object) =>
  until(JSON.stringify(event), 1000, async () =>
    heard.some((one) => JSON.stringify(one) === JSON.stringify(event)) ? true : null,
  );

it('SEC-A4 sign-out ends this sign-in on all nodes, takes the cookie away and leaves the others', async () => {
  const { client, account } = await signedIn(node);
  const elsewhere = new RestClient(node);
  await elsewhere.post('/sign-in', { email: account.email, password: PASSWORD });
  const stolen = client.at(otherNode);
  expect(await me(stolen)).toBe(200);
  const [before] = await node.app
    .get(DataSource)
    .query('SELECT id FROM sign_ins WHERE account_id = $1 ORDER BY id', [account.id]);
  expect((await client.post('/sign-out')).status).toBe(204);
  expect(client.cookie).toBeNull();
  expect(await me(stolen)).toBe(401);
  expect(await me(elsewhere)).toBe(200);
  await expect(hears({ signInId: before.id })).resolves.toBe(true);
});

it('SEC-A4 sign-out everywhere ends all sign-ins of the account, on all nodes, and nobody else’s', async () => {
  const { client, account } = await signedIn(node);
  const phone = new RestClient(otherNode);
  await phone.post('/sign-in', { email: account.email, password: PASSWORD });
  const { client: somebodyElse } = await signedIn(otherNode);
  expect((await client.post('/sign-out-everywhere')).status).toBe(204);
  expect(await me(phone)).toBe(401);
  expect(await me(phone.at(node))).toBe(401);
  expect(await me(somebodyElse)).toBe(200);
  await expect(hears({ accountId: account.id })).resolves.toBe(true);
});

it('SEC-A4 a disabled account is out at once, and its open sign-ins do not count as good', async () => {
  const { client, account } = await signedIn(node);
  const signIns: { id: string }[] = await node.app
    .get(DataSource)
    .query('SELECT id FROM sign_ins WHERE account_id = $1', [account.id]);
  const ids = signIns.map(({ id }) => id);
  expect(await node.app.get(SignInsService).stillGood(ids)).toEqual(new Set(ids));
  await node.app
    .get(DataSource)
    .getRepository(AccountEntity)
    .update({ id: account.id }, { disabledAt: new Date() });
  expect(await me(client)).toBe(401);
  expect(await otherNode.app.get(SignInsService).stillGood(ids)).toEqual(new Set());
});

it('SEC-A4 a sign-out needs a sign-in', async () => {
  expect((await new RestClient(node).post('/sign-out')).status).toBe(401);
  expect((await new RestClient(node).post('/sign-out-everywhere')).status).toBe(401);
});
