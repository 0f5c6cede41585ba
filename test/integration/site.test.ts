import type { AuditPage } from '@relevo/contracts';
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

it('W26 modes of file transfer and what shuts them out are the administrator’s to set, and stand in the record', async () => {
  const files = { basicFileTransfer: false, advancedFileTransfer: true, fileTransferExclusion: 'anything' };
  const csr = (await signedIn(node)).client;
  expect((await csr.put('/site/settings', { ...CHANGED, ...files })).status).toBe(403);
  expect((await new RestClient(node).get('/site')).body).toMatchObject({
    basicFileTransfer: true,
    advancedFileTransfer: false,
  });
  expect((await administrator.put('/site/settings', { ...CHANGED, ...files })).status).toBe(200);
  expect((await new RestClient(node).get('/site')).body).toMatchObject({
    basicFileTransfer: false,
    advancedFileTransfer: true,
  });
  expect((await administrator.get<AuditPage>('/audit')).body.entries[0]).toMatchObject({
    action: 'site.settings',
    before: { basicFileTransfer: true, advancedFileTransfer: false, fileTransferExclusion: 'application' },
    after: files,
  });
  for (const wrong of [{ fileTransferExclusion: 'nothing' }, { basicFileTransfer: 'yes' }])
    expect((await administrator.put('/site/settings', { ...CHANGED, ...wrong })).status).toBe(400);
  expect((await administrator.put('/site/settings', CHANGED)).status).toBe(200);
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
