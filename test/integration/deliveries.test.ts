import { createHmac } from 'node:crypto';
import type { EventPage } from '@relevo/contracts';
import { evolveSession, type HiddenEvent, noSession, readRecord, type SessionEvent } from '@relevo/domain';
import { until } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { dumpOf, tracesOf } from '../support/dump';
import { aSessionWithMaria, Caller, Csr, Guest, tokenOf } from '../support/people';
import { linkIn, MailServer } from '../support/smtp';
import { WebhookServer } from '../support/webhook';

jest.setTimeout(120_000);

const SECRET = 'a secret of the webhook, long enough'.replaceAll(' ', '-');
const SOON_MS = 45_000;

let mails: MailServer;
let hook: WebhookServer;
let api: TestApi;
let ana: Csr;

beforeAll(async () => {
  mails = await MailServer.start();
  hook = await WebhookServer.start();
  api = await startApi({
    env: { ...mails.env, SMS_URL: hook.url, SMS_SECRET: SECRET, OUTBOUND_ALLOW: '127.0.0.1' },
  });
  ana = await Csr.first(api);
});
afterAll(async () => {
  await api.close();
  await mails.close();
  await hook.close();
});
beforeEach(() => {
  mails.refuse = () => null;
  hook.answer = () => ({ status: 200 });
});

/** The session as whoever asks folds it. */
const stateFor = async (who: Caller, sessionId: string) => {
  const page = await who.must<EventPage>('GET', `/streams/${sessionId}/events?since=0&limit=500`);
  const events = page.records.map((record) => readRecord(record) as SessionEvent | HiddenEvent);
  return events.reduce(evolveSession, noSession(sessionId));
};

let count = 0;
const someAddress = (): string => `maria${++count}@example.org`;

const send = async (who: Csr, sessionId: string, over: object = {}) => {
  const { inviteId } = await who.invite(sessionId);
  const to = someAddress();
  const body = { deliveryId: uuid(), channel: 'email', to, language: 'es', ...over };
  const path = `/sessions/${sessionId}/invites/${inviteId}/deliveries`;
  return { inviteId, to, body, path, answer: await who.call('POST', path, body) };
};

const ended = (sessionId: string, inviteId: string, status: string) =>
  until(
    `it is ${status}`,
    SOON_MS,
    async () => {
      const delivery = (await stateFor(ana, sessionId)).invites[inviteId]?.deliveries?.at(-1);
      return delivery?.status === status ? delivery : null;
    },
    200,
  );

it('W11 the link goes by e-mail in the customer’s language, its state stands with the invite, and it opens the session', async () => {
  const session = await ana.start();
  const { inviteId, to, answer } = await send(ana, session.id);
  expect(answer.status).toBe(204);
  const arrived = await mails.mailTo(to);
  expect(arrived.mail.subject).toBe('Ana Ruiz, de Relevo, quiere ayudarle');
  expect(arrived.mail.from).toEqual({ name: 'Relevo', address: 'support@example.org' });
  expect(arrived.mail.text).toContain('Invoices do not save');
  expect(arrived.mail.html).toContain('<html lang="es">');
  expect(await ended(session.id, inviteId, 'sent')).toMatchObject({ channel: 'email', to });
  const maria = await Guest.join(api, { token: new URL(linkIn(arrived)).hash.slice(1) });
  expect((await stateFor(ana, session.id)).invites[inviteId]).toMatchObject({
    status: 'used',
    usedBy: maria.id,
  });
});

it('W11 what was shown and what was sent open the same invite once; a used one is not sent again', async () => {
  const session = await ana.start();
  const invite = await ana.invite(session.id);
  const path = `/sessions/${session.id}/invites/${invite.inviteId}/deliveries`;
  const to = someAddress();
  const body = () => ({ deliveryId: uuid(), channel: 'email', to, language: 'en' });
  await ana.must('POST', path, body());
  const first = await mails.mailTo(to);
  await ana.must('POST', path, body());
  const second = await mails.mailTo(to, mails.arrived.indexOf(first) + 1);
  expect(linkIn(second)).not.toBe(linkIn(first));
  await Guest.join(api, { token: new URL(linkIn(first)).hash.slice(1) });
  for (const token of [tokenOf(invite), new URL(linkIn(second)).hash.slice(1)]) {
    const preview = await new Caller(api).call('POST', '/invites/preview', { proof: { token } });
    expect([preview.status, preview.body]).toEqual([410, expect.objectContaining({ code: 'INVITE_USED' })]);
  }
  const again = await ana.call('POST', path, body());
  expect([again.status, again.body]).toEqual([410, expect.objectContaining({ code: 'INVITE_USED' })]);
});

it('W11 an address that is refused fails with the reason; a server that says "later" is asked again', async () => {
  const session = await ana.start();
  mails.refuse = (address) =>
    address.startsWith('nobody') ? { code: 550, text: 'no such mailbox here' } : null;
  const never = await send(ana, session.id, { to: 'nobody@example.org' });
  expect(await ended(session.id, never.inviteId, 'failed')).toMatchObject({ failure: 'address' });

  let asked = 0;
  mails.refuse = () => (++asked === 1 ? { code: 451, text: 'try later' } : null);
  const later = await send(ana, session.id);
  await ended(session.id, later.inviteId, 'sent');
  expect(asked).toBe(2);
  expect(mails.arrived.filter(({ to }) => to.includes(later.to))).toHaveLength(1);
});

it('W11 only CSRs of the session send, to one address at a time, and the same sending twice is one', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const luca = await Csr.another(api);
  const { inviteId } = await ana.invite(session.id);
  const path = `/sessions/${session.id}/invites/${inviteId}/deliveries`;
  const body = { deliveryId: uuid(), channel: 'email', to: someAddress(), language: 'en' };
  expect((await maria.call('POST', path, body)).status).toBe(401);
  expect((await new Caller(api).call('POST', path, body)).status).toBe(401);
  expect((await luca.call('POST', path, body)).status).toBe(404);
  for (const to of ['a@example.org\r\nBcc: b@example.org', 'a@example.org,b@example.org', 'not an address'])
    expect((await ana.call('POST', path, { ...body, to })).status).toBe(400);
  const answers = await Promise.all([1, 2, 3].map(() => ana.call('POST', path, body)));
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  expect((await ana.call('POST', path, { ...body, to: someAddress() })).body).toMatchObject({
    code: 'CONFLICT',
  });
  await ended(session.id, inviteId, 'sent');
  expect(mails.arrived.filter(({ to }) => to.includes(body.to))).toHaveLength(1);
  // Nothing of it reaches the customer.
  const seen = JSON.stringify(await maria.must('GET', `/streams/${session.id}/events?since=0&limit=500`));
  expect(seen).not.toContain(body.to);
  expect((await stateFor(maria, session.id)).invites[inviteId]?.deliveries).toBeUndefined();
});

it('W11 nobody makes a mail cannon of it: limits by address and by CSR', async () => {
  const luca = await Csr.another(api, 'Luca Bianchi');
  const session = await luca.start();
  const statuses: number[] = [];
  const to = someAddress();
  for (let n = 0; n < 7; n += 1) statuses.push((await send(luca, session.id, { to })).answer.status);
  expect(statuses).toEqual([204, 204, 204, 204, 204, 429, 429]);
  for (let n = 0; n < 15; n += 1) statuses.push((await send(luca, session.id)).answer.status);
  expect(statuses.at(-2)).toBe(429);
  expect(statuses.at(-1)).toBe(429);
});

it('SEC-J4 SEC-D5 no link that was sent stands anywhere in the database or the log, and no address in a header', async () => {
  const session = await ana.start();
  const { inviteId, to } = await send(ana, session.id);
  const token = new URL(linkIn(await mails.mailTo(to))).hash.slice(1);
  await ended(session.id, inviteId, 'sent');
  const client = new Client({ connectionString: api.database.adminUrl });
  await client.connect();
  const headers = await client.query('SELECT * FROM event_headers');
  const jobs = await client.query(`SELECT count(*)::int AS left FROM jobs WHERE payload IS NOT NULL`);
  await client.end();
  const dump = await dumpOf(api);
  for (const trace of tracesOf(token)) expect(dump).not.toContain(trace);
  expect(JSON.stringify(headers.rows)).not.toContain(to);
  expect(dump).toContain(to);
  expect(jobs.rows[0]?.left).toBe(0);
  expect(api.logs()).not.toContain(token);
  expect(api.logs()).not.toContain(to);
});

it('W11 an SMS is posted with a signature and a time that its receiver can check', async () => {
  const session = await ana.start();
  const { inviteId, answer } = await send(ana, session.id, { channel: 'sms', to: '+39 055 123 4567' });
  expect(answer.status).toBe(204);
  const delivery = await ended(session.id, inviteId, 'sent');
  expect(delivery).toMatchObject({ channel: 'sms', to: '+390551234567' });
  const call = hook.calls.at(-1);
  const body = JSON.parse(call?.body ?? '') as { v: number; id: string; to: string; text: string };
  expect(body).toMatchObject({ v: 1, id: delivery.id, to: '+390551234567' });
  expect(body.text).toMatch(/^Ana Ruiz \(Relevo\) quiere ayudarle\..* http:\S+\/join#[\w-]{22}$/);
  const time = String(call?.headers['x-relevo-time']);
  expect(Math.abs(Date.now() / 1000 - Number(time))).toBeLessThan(60);
  const mac = createHmac('sha256', SECRET).update(`${time}.${call?.body}`).digest('hex');
  expect(call?.headers['x-relevo-signature']).toBe(`v1=${mac}`);
});

it('W11 a provider that refuses ends it with the reason, one that fails is asked again with the same id', async () => {
  const session = await ana.start();
  hook.answer = () => ({ status: 422, body: 'no such number' });
  const never = await send(ana, session.id, { channel: 'sms', to: '+390551111111' });
  expect(await ended(session.id, never.inviteId, 'failed')).toMatchObject({ failure: 'address' });
  const before = hook.calls.length;
  hook.answer = () => (hook.calls.length === before + 1 ? { status: 503 } : { status: 202 });
  const later = await send(ana, session.id, { channel: 'sms', to: '+390552222222' });
  await ended(session.id, later.inviteId, 'sent');
  const ids = hook.calls.slice(before).map(({ body }) => (JSON.parse(body) as { id: string }).id);
  expect(ids).toEqual([later.body.deliveryId, later.body.deliveryId]);
});

it('SEC-N1 a provider that redirects is not followed', async () => {
  const session = await ana.start();
  const elsewhere = await WebhookServer.start();
  hook.answer = () => ({ status: 307, headers: { location: elsewhere.url } });
  const { inviteId } = await send(ana, session.id, { channel: 'sms', to: '+390553333333' });
  expect(await ended(session.id, inviteId, 'failed')).toMatchObject({ failure: 'refused' });
  expect(elsewhere.calls).toEqual([]);
  await elsewhere.close();
});

it('W11 without a mail server nothing is sent, and the CSR gets the mail to send it themselves', async () => {
  const bare = await startApi();
  try {
    const eva = await Csr.first(bare, 'Eva Sol');
    const session = await eva.start();
    const { inviteId } = await eva.invite(session.id);
    const path = `/sessions/${session.id}/invites/${inviteId}`;
    const refused = await eva.call('POST', `${path}/deliveries`, {
      deliveryId: uuid(),
      channel: 'email',
      to: 'maria@example.org',
      language: 'it',
    });
    expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'MAIL_OFF' })]);
    const mail = await eva.must<{ subject: string; text: string; html: string }>('POST', `${path}/message`, {
      channel: 'email',
      language: 'it',
    });
    expect(mail.subject).toBe('Eva Sol di Relevo vuole aiutarla');
    const link = /https?:\/\/\S+#[\w-]+/.exec(mail.text)?.[0] ?? '';
    expect(mail.html).toContain(link);
    const page = await eva.page(`${path}/message.html?language=it`);
    expect(page.text).toContain('<html lang="it">');
    expect(page.text).not.toMatch(/#[\w-]{22}/);
    expect(page.policy).toContain("default-src 'none'");
    expect(page.policy).toContain('sandbox');
    await Guest.join(bare, { token: new URL(link).hash.slice(1) });
    const used = await eva.call('POST', `${path}/message`, { channel: 'sms', language: 'it' });
    expect(used.body).toMatchObject({ code: 'INVITE_USED' });
  } finally {
    await bare.close();
  }
});
