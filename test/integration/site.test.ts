import { DEFAULT_POLICY } from '@relevo/domain';
import { until } from '@relevo/testing';
import { SitePolicyService } from '../../apps/api/src/site/site-policy.service';
import { startApi, type TestApi } from '../support/api';
import { RestClient, signedIn } from '../support/rest';

let node: TestApi;
let otherNode: TestApi;
let administrator: RestClient;

beforeAll(async () => {
  node = await startApi();
  otherNode = await startApi({ database: node.database });
  administrator = (await signedIn(node, { role: 'administrator' })).client;
});
afterAll(async () => {
  await otherNode.close();
  await node.close();
});

const CHANGED = { ...DEFAULT_POLICY, organisation: 'Northwind Support', admission: 'automatic' as const };

it('has defaults until an administrator has set something', async () => {
  expect((await administrator.get('/site/settings')).body).toEqual(DEFAULT_POLICY);
  expect((await new RestClient(node).get('/site')).body).toMatchObject({
    organisation: 'Relevo',
    maxControlMinutes: 30,
  });
});

it('an administrator changes the settings, on every node and for ever', async () => {
  expect((await administrator.put('/site/settings', CHANGED)).body).toEqual(CHANGED);
  expect(node.app.get(SitePolicyService).current()).toEqual(CHANGED);
  await until('the other node knows', 2000, async () =>
    otherNode.app.get(SitePolicyService).current().organisation === 'Northwind Support' ? true : null,
  );
  const third = await startApi({ database: node.database });
  const seen = await new RestClient(third).get('/site');
  await third.close();
  expect(seen.body).toMatchObject({ organisation: 'Northwind Support' });
});

it('SEC-C7 no setting answers for the customer, and none goes beyond its bounds', async () => {
  for (const wrong of [
    { ...CHANGED, maxControlMinutes: 31 },
    { ...CHANGED, promptSeconds: 5 },
    { ...CHANGED, autoAccept: true },
    { ...CHANGED, organisation: 'Nice \u202e name' },
  ])
    expect((await administrator.put('/site/settings', wrong)).status).toBe(400);
  expect((await administrator.get('/site/settings')).body).toEqual(CHANGED);
});
