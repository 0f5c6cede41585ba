import type { AuditPage, SiteSettings } from '@relevo/contracts';
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

const change = (part: object, who = administrator) => who.send<SiteSettings>('PATCH', '/site/settings', part);

const CHANGED = { ...DEFAULT_POLICY, organisation: 'Northwind Support', admission: 'automatic' as const };

it('has defaults until an administrator has set something', async () => {
  expect((await administrator.get('/site/settings')).body).toEqual(DEFAULT_POLICY);
  expect((await new RestClient(node).get('/site')).body).toMatchObject({
    organisation: 'Relevo',
    maxControlMinutes: 30,
  });
});

it('an administrator changes the settings, on every node and for ever', async () => {
  expect((await change(CHANGED)).body).toEqual(CHANGED);
  expect(node.app.get(SitePolicyService).current()).toEqual(CHANGED);
  await until('the other node knows', 2000, async () =>
    otherNode.app.get(SitePolicyService).current().organisation === 'Northwind Support' ? true : null,
  );
  const third = await startApi({ database: node.database });
  const seen = await new RestClient(third).get('/site');
  await third.close();
  expect(seen.body).toMatchObject({ organisation: 'Northwind Support' });
});

it('two administrators who change different things at once, on two nodes: both hold, and nothing stands in the record that nobody changed', async () => {
  const audit = async () => (await administrator.get<AuditPage>('/audit')).body.entries;
  const before = (await audit()).length;
  const answers = await Promise.all([
    change({ promptSeconds: 45 }),
    change({ codeMinutes: 7 }, administrator.at(otherNode)),
    change({ organisation: CHANGED.organisation }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await administrator.get('/site/settings')).body).toEqual({
    ...CHANGED,
    promptSeconds: 45,
    codeMinutes: 7,
  });
  const entries = (await audit()).slice(0, -before);
  expect(entries.map(({ after }) => after)).toHaveLength(2);
  expect(entries.map(({ after }) => after)).toEqual(
    expect.arrayContaining([{ promptSeconds: 45 }, { codeMinutes: 7 }]),
  );
  expect((await change(CHANGED)).body).toEqual(CHANGED);
});

it('W26 modes of file transfer and what shuts them out are the administrator’s to set, and stand in the record', async () => {
  const files = { basicFileTransfer: false, advancedFileTransfer: true, fileTransferExclusion: 'anything' };
  const csr = (await signedIn(node)).client;
  expect((await change(files, csr)).status).toBe(403);
  expect((await new RestClient(node).get('/site')).body).toMatchObject({
    basicFileTransfer: true,
    advancedFileTransfer: false,
  });
  expect((await change(files)).status).toBe(200);
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
    expect((await change(wrong)).status).toBe(400);
  expect((await change(CHANGED)).status).toBe(200);
});

it('SEC-C7 no setting answers for the customer, and none goes beyond its bounds', async () => {
  for (const wrong of [
    { maxControlMinutes: 31 },
    { promptSeconds: 5 },
    { autoAccept: true },
    { organisation: 'Nice \u202e name' },
  ])
    expect((await change(wrong)).status).toBe(400);
  expect((await administrator.get('/site/settings')).body).toEqual(CHANGED);
});
