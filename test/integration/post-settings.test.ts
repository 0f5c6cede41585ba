import type { PostSettingsView, SiteView, TrialView } from '@relevo/contracts';
import { startApi, type TestApi } from '../support/api';
import { dumpOf } from '../support/dump';
import { Caller, Csr } from '../support/people';
import { MailServer } from '../support/smtp';
import { WebhookServer } from '../support/webhook';

jest.setTimeout(120_000);

const ACCOUNT = { user: 'relevo', password: 'sesame open & wide' };
const SECRET = 'the-shared-secret-of-the-webhook-0001';

let mails: MailServer;
let hook: WebhookServer;
let api: TestApi;
let ana: Csr;

beforeAll(async () => {
  mails = await MailServer.start(ACCOUNT);
  hook = await WebhookServer.start();
  api = await startApi();
  ana = await Csr.first(api);
});
afterAll(async () => {
  await api.close();
  await mails.close();
  await hook.close();
});

const sends = async () => (await new Caller(api).must<SiteView>('GET', '/site')).sends;
const mail = (url: string | undefined, from = 'support@example.org') => ({
  mail: { from, ...(url === undefined ? {} : { smtp: url }) },
});

it('an administrator sets how mails leave, tries it, and takes it away; nobody else can', async () => {
  expect(await sends()).toEqual({ email: false, sms: false });
  const view = await ana.must<PostSettingsView>('PUT', '/site/post/mail', mail(mails.url));
  expect(view.mail).toEqual({
    source: 'settings',
    from: 'support@example.org',
    server: `smtp://relevo@127.0.0.1:${mails.port}`,
  });
  expect(await sends()).toEqual({ email: true, sms: false });
  const trial = await ana.must<TrialView>('POST', '/site/post/mail/try', { to: 'ana@example.org' });
  expect(trial).toEqual({ failure: null, answer: '' });
  expect((await mails.mailTo('ana@example.org')).mail.subject).toBe('A trial mail of Relevo');

  // Only the sender's address changes: the server with its password stays.
  await ana.must('PUT', '/site/post/mail', mail(undefined, 'help@example.org'));
  await ana.must('POST', '/site/post/mail/try', { to: 'ana2@example.org' });
  expect((await mails.mailTo('ana2@example.org')).from).toBe('help@example.org');

  for (const role of ['csr', 'supervisor'] as const) {
    const other = await Csr.another(api, 'Luca', role);
    expect((await other.call('GET', '/site/post')).status).toBe(403);
    expect((await other.call('PUT', '/site/post/mail', mail(mails.url))).status).toBe(403);
    expect((await other.call('POST', '/site/post/mail/try', { to: 'x@example.org' })).status).toBe(403);
  }
  await ana.must('PUT', '/site/post/mail', { mail: null });
  expect(await sends()).toEqual({ email: false, sms: false });
  expect((await ana.call('PUT', '/site/post/mail', mail(undefined))).status).toBe(400);
});

it('a trial says what is wrong, in the words of the mail server', async () => {
  await ana.must('PUT', '/site/post/mail', mail(`smtp://relevo:wrong@127.0.0.1:${mails.port}`));
  const attempt = (to: string) => ana.must<TrialView>('POST', '/site/post/mail/try', { to });
  expect(await attempt('ana@example.org')).toMatchObject({ failure: 'credentials' });
  await ana.must('PUT', '/site/post/mail', mail(mails.url));
  mails.refuse = () => ({ code: 550, text: 'no such mailbox here' });
  const refused = await attempt('nobody@example.org');
  expect(refused.failure).toBe('address');
  expect(refused.answer).toContain('no such mailbox here');
  mails.refuse = () => null;
  await ana.must('PUT', '/site/post/mail', mail('smtp://127.0.0.1:1'));
  expect(await attempt('ana@example.org')).toMatchObject({ failure: 'unreachable' });
});

it('a password is never said to another machine without TLS', async () => {
  // A name of this machine that does not look like it.
  await ana.must('PUT', '/site/post/mail', mail(`smtp://relevo:secret@0.0.0.0:${mails.port}`));
  const trial = await ana.must<TrialView>('POST', '/site/post/mail/try', { to: 'tls@example.org' });
  expect(trial.failure).not.toBeNull();
  expect(mails.arrived.some(({ to }) => to.includes('tls@example.org'))).toBe(false);
});

it('SEC-D5 secrets are sealed in the database, and in no view, audit or log', async () => {
  await ana.must('PUT', '/site/post/mail', mail(mails.url));
  await ana.must('PUT', '/site/post/sms', {
    sms: { url: 'https://sms.example.org/in?key=1', secret: SECRET },
  });
  const view = JSON.stringify(await ana.must('GET', '/site/post'));
  const audit = JSON.stringify(await ana.must('GET', '/audit'));
  const dump = await dumpOf(api);
  for (const secret of [ACCOUNT.password, encodeURIComponent(ACCOUNT.password), SECRET])
    for (const place of [view, audit, dump, api.logs()]) expect(place).not.toContain(secret);
  expect(audit).toContain('site.mail');
  expect(audit).toContain(`smtp://relevo@127.0.0.1:${mails.port}`);
  expect(audit).toContain('site.sms');
});

it('SEC-N1 SMS are not posted to this machine or a private network, whatever the address is written like', async () => {
  const port = new URL(hook.url).port;
  for (const url of [
    hook.url,
    `http://localhost:${port}/sms`,
    `http://2130706433:${port}/sms`,
    `http://[::ffff:127.0.0.1]:${port}/sms`,
    'https://10.0.0.1/sms',
    'https://169.254.169.254/latest/meta-data',
    'http://93.184.215.14/sms',
  ]) {
    await ana.must('PUT', '/site/post/sms', { sms: { url, secret: SECRET } });
    const trial = await ana.must<TrialView>('POST', '/site/post/sms/try', { to: '+390551234567' });
    expect([url, trial]).toEqual([
      url,
      { failure: 'unreachable', answer: 'this address may not be reached' },
    ]);
    await ana.must('PUT', '/site/post/sms', { sms: null });
  }
  expect(hook.calls).toEqual([]);
});

it('what the environment says goes before the settings, and the console is told so', async () => {
  const given = await startApi({ env: { ...mails.env } });
  try {
    const eva = await Csr.first(given);
    await eva.must('PUT', '/site/post/mail', mail('smtp://elsewhere.example.org'));
    const view = await eva.must<PostSettingsView>('GET', '/site/post');
    expect(view.mail).toMatchObject({
      source: 'environment',
      server: `smtp://relevo@127.0.0.1:${mails.port}`,
    });
  } finally {
    await given.close();
  }
});
