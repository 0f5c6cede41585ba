import type { Grant } from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import { Client } from 'pg';
import { LogService } from '../../apps/api/src/streams/log/log.service';
import { startApi, type TestApi } from '../support/api';
import { grantTo } from '../support/grants';
import { aSessionWithMaria, Csr } from '../support/people';

let api: TestApi;
let ana: Csr;
let elsewhere: Csr;
beforeEach(async () => {
  api = await startApi();
  ana = await Csr.first(api);
  elsewhere = await ana.elsewhere();
});
afterEach(async () => {
  await api.app.close();
  await api.database.drop();
});

const statusOf = async (
  node: TestApi,
  session: string,
  grant: string,
): Promise<Grant['status'] | undefined> =>
  (await node.app.get(LogService).cache.get(session))?.state.grants[grant]?.status;
const stopped = (session: string, grant: string) =>
  until('it is asked to stop', PATIENCE_MS, async () =>
    (await statusOf(api, session, grant)) === 'stopping' ? true : null,
  );

it('SEC-A4 signing out one browser of two stops what its key holds and nothing else; everywhere stops all', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const agent = await maria.agent();
  const here = await grantTo(ana, agent, session);
  const there = await grantTo(elsewhere, agent, session);
  const { session: other, maria: guest } = await aSessionWithMaria(ana);
  const otherGrant = await grantTo(ana, await guest.agent(), other);

  await elsewhere.must('POST', '/sign-out');
  await stopped(session.id, there);
  expect(await statusOf(api, session.id, here)).toBe('given');
  expect(await statusOf(api, other.id, otherGrant)).toBe('given');

  await ana.must('POST', '/sign-out-everywhere');
  await stopped(session.id, here);
  await stopped(other.id, otherGrant);
});

it('SEC-A4 a sign-out that no server lived to act on is found at the next start', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const agent = await maria.agent();
  const grant = await grantTo(ana, agent, session);
  await api.app.close();
  const owner = new Client({ connectionString: api.database.ownerUrl });
  await owner.connect();
  await owner.query('UPDATE sign_ins SET ended_at = now()');
  await owner.end();
  const next = await startApi({ database: api.database, env: api.env });
  await until('it is asked to stop', PATIENCE_MS, async () =>
    (await statusOf(next, session.id, grant)) === 'stopping' ? true : null,
  );
  await next.close();
});
