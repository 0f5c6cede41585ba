import { createHmac } from 'node:crypto';
import type { AuditPage, WebhookDelivery, WebhookSecret, WebhookView } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { accountOf, aSessionWithMaria, Csr } from '../support/people';
import { aQueue, BEHIND_PROXY, Waiting } from '../support/queue';
import { type Call, WebhookServer } from '../support/webhook';

let api: TestApi;
let admin: Csr;
let server: WebhookServer;
beforeAll(async () => {
  api = await startApi({ env: { OUTBOUND_ALLOW: '127.0.0.1/32', ...BEHIND_PROXY } });
  admin = await Csr.first(api, 'Berta Admin');
  server = await WebhookServer.start();
});
afterAll(async () => {
  await server.close();
  await api.close();
});
afterEach(async () => {
  for (const { id } of await list()) await admin.must('POST', `/site/webhooks/${id}/remove`);
  server.calls.splice(0);
  server.answer = () => ({ status: 200 });
});

const list = async (): Promise<WebhookView[]> =>
  (await admin.must<{ webhooks: WebhookView[] }>('GET', '/site/webhooks')).webhooks;
const add = (events: string[], url = server.url): Promise<WebhookSecret> =>
  admin.must('POST', '/site/webhooks', { url, events });
const deliveries = async (id: string): Promise<WebhookDelivery[]> =>
  (await admin.must<{ deliveries: WebhookDelivery[] }>('GET', `/site/webhooks/${id}/deliveries`)).deliveries;
const settled = (id: string, state: WebhookDelivery['state']) =>
  until(
    `a delivery that is ${state}`,
    PATIENCE_MS,
    async () => (await deliveries(id)).find((one) => one.state === state) ?? null,
  );
const calls = (count: number) =>
  until(`${count} calls`, PATIENCE_MS, async () => (server.calls.length >= count ? server.calls : null));
const textOf = ({ body }: Call) => JSON.parse(body) as { type: string; timestamp: string; data: object };
/** Whether the call bears the signature of a secret, as the Standard Webhooks libraries check it. */
const isSigned = ({ headers, body }: Call, secret: string): boolean => {
  const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const mac = createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(text)
    .digest('base64');
  return String(headers['webhook-signature']).split(' ').includes(`v1,${mac}`);
};

it('tells of what was chosen and of nothing else, signed, in ids and without words of people', async () => {
  const { secret, webhook } = await add(['session.started', 'customer.joined', 'session.ended']);
  const ana = await Csr.another(api, 'Ana Ruiz');
  const { session, maria } = await aSessionWithMaria(ana);
  await ana.mustCommand(session.conversationId, 'message.post', {
    messageId: uuid(),
    text: 'hello',
    to: 'everyone',
    sentAt: 1,
  });
  await ana.mustCommand(session.id, 'session.end', {});
  const told = [...(await calls(3))];
  expect(told.map((call) => textOf(call).type).sort()).toEqual([
    'customer.joined',
    'session.ended',
    'session.started',
  ]);
  for (const call of told) {
    expect(isSigned(call, secret)).toBe(true);
    expect(call.headers['content-type']).toBe('application/json');
    expect(Math.abs(Date.now() / 1000 - Number(call.headers['webhook-timestamp']))).toBeLessThan(60);
    expect(textOf(call).data).toMatchObject({
      sessionId: session.id,
      number: session.number,
      ownerAccountId: await accountOf(ana),
    });
    expect(call.body).not.toMatch(/María|Ana|Invoices|hello/);
  }
  const joined = told.map(textOf).find(({ type }) => type === 'customer.joined');
  expect(joined?.data).toMatchObject({ participantId: maria.id });
  await until('all are sent', PATIENCE_MS, async () =>
    (await deliveries(webhook.id)).every(({ state }) => state === 'sent') ? true : null,
  );
  expect((await list())[0]?.last?.state).toBe('sent');
});

it('tries again what was not taken, under the same id, and says what was answered', async () => {
  const { webhook } = await add(['session.started']);
  server.answer = () => (server.calls.length === 1 ? { status: 503, body: 'not\r\nnow' } : { status: 204 });
  await (await Csr.another(api)).start();
  await calls(1);
  await until('the answer is shown', PATIENCE_MS, async () => {
    const [one] = await deliveries(webhook.id);
    return one?.status === 503 && one.said === 'not now' && one.state === 'waiting' ? one : null;
  });
  const again = [...(await calls(2))];
  expect(again[0]?.headers['webhook-id']).toBe(again[1]?.headers['webhook-id']);
  expect(again[0]?.body).toBe(again[1]?.body);
  expect(await settled(webhook.id, 'sent')).toMatchObject({ attempts: 2, status: 204 });
});

it('gives up at once when nobody wants it (410), and sends it again when somebody asks', async () => {
  const { webhook } = await add(['session.started']);
  server.answer = () => ({ status: 410 });
  await (await Csr.another(api)).start();
  const failed = await settled(webhook.id, 'failed');
  expect(failed).toMatchObject({ attempts: 1, status: 410 });
  server.answer = () => ({ status: 200 });
  await admin.must('POST', `/site/webhooks/${webhook.id}/deliveries/${failed.id}/again`);
  const sent = await settled(webhook.id, 'sent');
  expect(sent.messageId).toBe(failed.messageId);
  const [first, second] = server.calls;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect((await admin.call('POST', `/site/webhooks/${webhook.id}/deliveries/${uuid()}/again`)).status).toBe(
    404,
  );
});

it('SEC-N1 never connects to what is not public, nor follows a redirect to it', async () => {
  const other = await startApi();
  const boss = await Csr.first(other);
  try {
    for (const url of [
      server.url,
      `http://localhost:${new URL(server.url).port}/`,
      `http://[::ffff:127.0.0.1]:${new URL(server.url).port}/`,
      `http://2130706433:${new URL(server.url).port}/`,
      'https://169.254.169.254/latest/meta-data',
      'https://10.0.0.1/',
    ]) {
      const { webhook } = await boss.must<WebhookSecret>('POST', '/site/webhooks', {
        url,
        events: ['session.started'],
      });
      await boss.must('POST', `/site/webhooks/${webhook.id}/test`);
      const one = await until(`what came of ${url}`, PATIENCE_MS, async () => {
        const path = `/site/webhooks/${webhook.id}/deliveries`;
        const [found] = (await boss.must<{ deliveries: WebhookDelivery[] }>('GET', path)).deliveries;
        return found?.state === 'failed' ? found : null;
      });
      expect([url, one.status, one.said]).toEqual([url, null, 'ADDRESS_REFUSED']);
      await boss.must('POST', `/site/webhooks/${webhook.id}/remove`);
    }
    expect(server.calls).toEqual([]);
  } finally {
    await other.close();
  }
  const { webhook } = await add(['session.started']);
  server.answer = ({ path }) =>
    path === '/inside' ? { status: 200 } : { status: 302, headers: { location: '/inside' } };
  await admin.must('POST', `/site/webhooks/${webhook.id}/test`);
  await until('the redirect is no answer', PATIENCE_MS, async () =>
    (await deliveries(webhook.id))[0]?.status === 302 ? true : null,
  );
  expect(server.calls.map(({ path }) => path)).not.toContain('/inside');
  for (const url of ['ftp://x.example/', 'https://user@x.example/', 'https://x.example/#a', 'x'])
    expect((await admin.call('POST', '/site/webhooks', { url, events: ['session.started'] })).status).toBe(
      400,
    );
});

it('shows a secret once and keeps it sealed; a new one signs beside the one of before for a day', async () => {
  const { secret, webhook } = await add(['session.started']);
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(JSON.stringify(await list())).not.toContain('whsec_');
  const db = new Client({ connectionString: api.database.adminUrl });
  await db.connect();
  const { rows } = await db.query("SELECT encode(secret, 'escape') AS text FROM webhooks");
  expect(JSON.stringify(rows)).not.toContain(secret.slice(6));
  const renewed = await admin.must<WebhookSecret>('POST', `/site/webhooks/${webhook.id}/renew`);
  expect(renewed.webhook.rotatingUntil).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  await admin.must('POST', `/site/webhooks/${webhook.id}/test`);
  const [both] = await calls(1);
  expect([isSigned(both as Call, secret), isSigned(both as Call, renewed.secret)]).toEqual([true, true]);
  await db.query("UPDATE webhooks SET before_until = now() - interval '1 second'");
  await db.end();
  await admin.must('POST', `/site/webhooks/${webhook.id}/test`);
  const second = (await calls(2))[1] as Call;
  expect([isSigned(second, secret), isSigned(second, renewed.secret)]).toEqual([false, true]);
  expect(textOf(second)).toMatchObject({ type: 'webhook.test', data: {} });
});

it('one that is off hears nothing; what waited for it is given up; every change stands in the audit list', async () => {
  const { webhook } = await add(['session.started']);
  const { url, events } = webhook;
  const off = await admin.must<{ webhooks: WebhookView[] }>('PUT', `/site/webhooks/${webhook.id}`, {
    url,
    events,
    enabled: false,
  });
  expect(off.webhooks[0]?.enabled).toBe(false);
  const { webhook: other } = await add(['session.ended']);
  await (await Csr.another(api)).start();
  await admin.must('POST', `/site/webhooks/${webhook.id}/test`);
  expect(await settled(webhook.id, 'failed')).toMatchObject({ event: 'webhook.test', said: 'SWITCHED_OFF' });
  expect(await deliveries(other.id)).toEqual([]);
  expect(server.calls).toEqual([]);
  const { entries } = await admin.must<AuditPage>('GET', '/audit');
  const [added, changed] = entries.filter(({ action }) => action.startsWith('webhook.'));
  expect(added).toMatchObject({ action: 'webhook.added', after: { events: 'session.ended' } });
  expect(changed).toMatchObject({
    action: 'webhook.changed',
    before: { enabled: true },
    after: { enabled: false },
  });
  expect((await (await Csr.another(api)).call('GET', '/site/webhooks')).status).toBe(403);
});

it('another path of the same place is told apart in the audit list, and never said: it may be a secret', async () => {
  const { webhook } = await add(['session.started']);
  const { url, events } = webhook;
  const path = '/relevo/a-secret-word';
  await admin.must('PUT', `/site/webhooks/${webhook.id}`, {
    url: new URL(path, url).href,
    events,
    enabled: true,
  });
  const { entries } = await admin.must<AuditPage>('GET', '/audit');
  const [changed] = entries.filter(({ action }) => action === 'webhook.changed');
  const place = (side: object | null | undefined) => (side as { url: string }).url;
  const [before, after] = [place(changed?.before), place(changed?.after)];
  expect([before, after]).toEqual([
    expect.stringMatching(/^http:\/\/[^/]+\/…[0-9a-f]{6}$/),
    expect.stringMatching(/^http:\/\/[^/]+\/…[0-9a-f]{6}$/),
  ]);
  expect(before).not.toBe(after);
  expect(JSON.stringify(entries)).not.toContain('a-secret-word');
});

it('W5 tells of a wish to be called back, at the door of a queue or while waiting, once and without what was said', async () => {
  const queue = await aQueue(admin, 'hooked');
  const { secret } = await add(['callback.asked']);
  const callBack = { contact: '+34 600 100 200', when: 'after lunch' };
  const maria = await Waiting.at(api, 'hooked', 'María Gómez', { callBack });
  const [first] = await calls(1);
  expect(isSigned(first as Call, secret)).toBe(true);
  expect(textOf(first as Call)).toMatchObject({
    type: 'callback.asked',
    data: { ticketId: maria.id, queueId: queue.id, queue: 'hooked' },
  });
  const lea = await Waiting.at(api, 'hooked', 'Lea Roth');
  for (const when of ['now', 'later'])
    await lea.must('POST', '/queue-tickets/call-back', { ...lea.ticket, callBack: { ...callBack, when } });
  const all = await calls(2);
  expect(all.map((call) => (textOf(call).data as { ticketId: string }).ticketId)).toEqual([maria.id, lea.id]);
  expect(JSON.stringify(all)).not.toMatch(/María|Lea|600 100|lunch|Printer/);
});
