import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import { createAccount } from '../../apps/api/src/accounts/create-account';
import { Database } from '../../apps/api/src/platform/database/database';
import { startApi, type TestApi } from '../support/api';
import { dumpOf, tracesOf } from '../support/dump';
import { Caller, Csr } from '../support/people';
import { type Arrived, linkIn, MailServer } from '../support/smtp';

jest.setTimeout(120_000);

const PASSWORD = 'correct horse battery staple';
const NEXT = 'another long and quiet sentence';

let mails: MailServer;
let api: TestApi;
let now = Date.now();
let ana: Csr;

beforeAll(async () => {
  mails = await MailServer.start();
  api = await startApi({ env: mails.env, clock: { now: () => now } });
  ana = await Csr.first(api);
});
afterAll(async () => {
  await api.close();
  await mails.close();
});

const somebody = async (language: 'en' | 'it' = 'it') => {
  const email = `${randomUUID()}@example.org`;
  const account = { email, name: 'Luca Bianchi', password: PASSWORD, role: 'csr', language } as const;
  await createAccount(api.app.get(Database).manager, account);
  return email;
};
const ask = (email: string) => new Caller(api).call('POST', '/forgotten-password', { email });
const tokenIn = (mail: Arrived): string => new URL(linkIn(mail)).hash.slice(1);
const use = (token: string, password = NEXT) =>
  new Caller(api).call('POST', '/account-links/use', { token, password });

it('SEC-A4 a forgotten password is chosen anew by a link in the mailbox, once; every sign-in ends, and the person is told', async () => {
  const email = await somebody();
  const luca = await Csr.signIn(api, email, PASSWORD);
  expect((await ask(email)).status).toBe(204);
  const mail = await mails.mailTo(email);
  expect(mail.mail.subject).toBe('Scelga una nuova password per Relevo');
  const token = tokenIn(mail);
  expect((await luca.call('GET', '/me')).status).toBe(200);
  expect((await use(token)).status).toBe(204);
  expect((await luca.call('GET', '/me')).status).toBe(401);
  expect((await use(token, `${NEXT} again`)).body).toMatchObject({ code: 'LINK_NOT_FOUND' });
  await expect(Csr.signIn(api, email, PASSWORD)).rejects.toThrow('WRONG_CREDENTIALS');
  await Csr.signIn(api, email, NEXT);
  const told = await mails.mailTo(email, mails.arrived.indexOf(mail) + 1);
  expect(told.mail.subject).toBe('La Sua password di Relevo è stata cambiata');
  expect(told.mail.html).not.toContain('href');
  const audit = JSON.stringify(await ana.must('GET', '/audit'));
  expect(audit).toContain('account.forgotten');
  const everything = (await dumpOf(api)) + api.logs();
  for (const trace of tracesOf(token)) expect(everything).not.toContain(trace);
});

it('SEC-A4 the second step stays', async () => {
  const email = await somebody();
  const luca = await Csr.signIn(api, email, PASSWORD);
  const { secret } = await luca.must<{ secret: string }>('POST', '/me/second-step/begin', {
    password: PASSWORD,
  });
  const code = () => generateSync({ secret, epoch: Math.floor(now / 1000) });
  await luca.must('POST', '/me/second-step/confirm', { code: code() });
  await ask(email);
  await use(tokenIn(await mails.mailTo(email)));
  const answer = await new Caller(api).must('POST', '/sign-in', { email, password: NEXT });
  expect(answer).toMatchObject({ challenge: expect.any(String) });
});

it('the link works for 30 minutes', async () => {
  const email = await somebody();
  await ask(email);
  const token = tokenIn(await mails.mailTo(email));
  now += 30 * 60_000;
  expect((await use(token)).body).toMatchObject({ code: 'LINK_NOT_FOUND' });
});

it('SEC-A5 the answer is the same whether there is an account or not, and nothing goes to a stranger', async () => {
  const email = await somebody();
  const stranger = `${randomUUID()}@example.org`;
  const answers = [await ask(email), await ask(stranger)];
  const [known, unknown] = answers.map(({ status, body }) => ({ status, body }));
  expect(unknown).toEqual(known);
  // Of the same queue, and asked for later: when this one has come, the stranger's was looked at or stands right behind.
  const last = await somebody();
  await mails.mailTo(email);
  await ask(last);
  await mails.mailTo(last);
  expect(mails.arrived.some(({ to }) => to.includes(stranger))).toBe(false);
});

it('SEC-A5 a mailbox is not filled by strangers, and a disabled account gets nothing', async () => {
  const email = await somebody();
  for (let n = 0; n < 5; n += 1) expect((await ask(email)).status).toBe(204);
  const last = await somebody();
  await ask(last);
  await mails.mailTo(last);
  const tokens = mails.arrived.filter(({ to }) => to.includes(email)).map(tokenIn);
  expect(tokens.length).toBeLessThanOrEqual(3);
  // Each of the links works until one is used; then none does.
  expect((await use(tokens[0] ?? '')).status).toBe(204);
  for (const token of tokens) expect((await use(token)).status).toBe(404);
});

it('a site without mail says so instead of promising one', async () => {
  const bare = await startApi();
  const answer = await new Caller(bare).call('POST', '/forgotten-password', { email: 'ana@example.org' });
  expect(answer.body).toMatchObject({ code: 'MAIL_OFF' });
  await bare.close();
});
