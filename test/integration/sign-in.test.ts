import { DataSource } from 'typeorm';
import { AccountEntity } from '../../apps/api/src/accounts/account.entity';
import { SignInLimits } from '../../apps/api/src/accounts/sign-in-limits';
import type { Clock } from '../../apps/api/src/platform/clock';
import { startApi, type TestApi } from '../support/api';
import { anAccount, PASSWORD, type Refused, RestClient, signedIn } from '../support/rest';

const HOUR = 3_600_000;
const clock: Clock & { time: number } = { time: Date.now(), now: () => clock.time };

let api: TestApi;
beforeAll(async () => {
  // The test's own proxy names a new client address wherever it wants one.
  api = await startApi({ env: { TRUST_PROXY: '127.0.0.1' }, clock });
});
afterAll(() => api.close());

let place = 0;
const newPlace = () => {
  place += 1;
  return new RestClient(api, { 'x-forwarded-for': `203.0.113.${place}` });
};
const disable = (id: string) =>
  api.app.get(DataSource).getRepository(AccountEntity).update({ id }, { disabledAt: new Date() });

describe('sign-in', () => {
  it('takes the e-mail address in any case and gives a cookie that scripts and other sites cannot use', async () => {
    await anAccount(api, { email: 'ana@example.org', name: 'Ana García' });
    const answer = await newPlace().post('/sign-in', { email: 'Ana@Example.ORG', password: PASSWORD });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { email: 'ana@example.org', name: 'Ana García' },
    ]);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('SEC-A5 an unknown address, a wrong password and a disabled account have one answer', async () => {
    const known = await anAccount(api);
    const disabled = await anAccount(api);
    await disable(disabled.id);
    const answers: Refused[] = [];
    for (const [email, password] of [
      ['nobody@example.org', PASSWORD],
      [known.email, `${PASSWORD} not`],
      [disabled.email, PASSWORD],
    ])
      answers.push(await newPlace().post('/sign-in', { email, password }));
    for (const { status, body, headers } of answers) {
      expect([status, body]).toEqual([401, { code: 'WRONG_CREDENTIALS', message: 'WRONG_CREDENTIALS' }]);
      expect(headers.getSetCookie()).toEqual([]);
    }
  });

  it('SEC-A5 an address that keeps failing has to wait, longer each time; another place is free', async () => {
    const { email } = await anAccount(api);
    const stranger = newPlace();
    const tryWrong = (): Promise<Refused> => stranger.post('/sign-in', { email, password: 'wrong' });
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) statuses.push((await tryWrong()).status);
    const waiting = await tryWrong();
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401]);
    expect([waiting.status, waiting.body]).toMatchObject([429, { code: 'TOO_MANY_REQUESTS' }]);
    expect(Number(waiting.headers.get('retry-after'))).toBe(waiting.body.retryAfterSeconds);
    expect((await stranger.post('/sign-in', { email, password: PASSWORD })).status).toBe(429);
    expect((await newPlace().post('/sign-in', { email, password: PASSWORD })).status).toBe(200);
  });

  it('SEC-A5 one address has at most 60 wrong attempts in ten minutes, and any number of right ones', async () => {
    const { email, id } = await anAccount(api);
    const limits = api.app.get(SignInLimits);
    const right = { email, accountId: id, address: '192.0.2.1' };
    for (let n = 0; n < 80; n += 1) {
      await limits.attempt(right);
      await limits.succeed(right);
    }
    const wrong = (n: number) => ({ email: `guess${n}@example.org`, accountId: null, address: '192.0.2.1' });
    for (let n = 0; n < 60; n += 1) await limits.attempt(wrong(n));
    await expect(limits.attempt(wrong(60))).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  it('SEC-A5 attempts at the same moment count one by one', async () => {
    const { email, id } = await anAccount(api);
    const limits = api.app.get(SignInLimits);
    const attempt = { email, accountId: id, address: '192.0.2.77' };
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => limits.attempt(attempt)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
    for (const one of tries)
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  it('SEC-A5 strangers everywhere slow other strangers down, and never lock out who was here before', async () => {
    const { email, id } = await anAccount(api);
    const home = newPlace();
    expect((await home.post('/sign-in', { email, password: PASSWORD })).status).toBe(200);
    const limits = api.app.get(SignInLimits);
    for (let n = 0; n < 99; n += 1)
      await limits.attempt({ email, accountId: id, address: `198.51.100.${n}` });
    expect((await newPlace().post('/sign-in', { email, password: PASSWORD })).status).toBe(429);
    expect((await home.post('/sign-in', { email, password: PASSWORD })).status).toBe(200);
  });

  it('SEC-J3 a made-up X-Forwarded-For is no new place when no proxy is trusted', async () => {
    const plain = await startApi();
    const { email } = await anAccount(plain);
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const liar = new RestClient(plain, {
        'x-forwarded-for': `203.0.113.${n}`,
        'x-real-ip': `203.0.113.${n}`,
      });
      statuses.push((await liar.post('/sign-in', { email, password: 'wrong' })).status);
    }
    await plain.close();
    expect(statuses.slice(6)).toEqual([429, 429]);
  });

  it('uses the cookie that only HTTPS can set when the site is HTTPS', async () => {
    const secure = await startApi({ env: { PUBLIC_URL: 'https://support.example.org' } });
    const { email } = await anAccount(secure);
    const answer = await new RestClient(secure).post('/sign-in', { email, password: PASSWORD });
    await secure.close();
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-sid=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
    ]);
  });
});

describe('a sign-in', () => {
  it('has a token of its own each time, and the database holds none of them', async () => {
    const { client, account } = await signedIn(api);
    const first = client.cookie;
    await client.post('/sign-in', { email: account.email, password: PASSWORD });
    expect(client.cookie).not.toBe(first);
    const rows = JSON.stringify(
      await api.app.get(DataSource).query('SELECT *, token_hash::text t FROM sign_ins'),
    );
    for (const cookie of [first, client.cookie]) expect(rows).not.toContain(cookie?.split('=')[1]);
  });

  it('ends after 12 hours without use and after 24 hours in any case', async () => {
    const { client, account } = await signedIn(api);
    const status = async () => (await client.get('/me')).status;
    clock.time += 12 * HOUR - 1000;
    expect(await status()).toBe(200);
    clock.time += 11 * HOUR;
    expect(await status()).toBe(200);
    clock.time += HOUR + 1000;
    expect(await status()).toBe(401);
    await client.post('/sign-in', { email: account.email, password: PASSWORD });
    clock.time += 12 * HOUR + 1000;
    expect(await status()).toBe(401);
  });

  it('carries the account’s language, which its owner changes', async () => {
    const { client } = await signedIn(api);
    expect((await client.put('/me/language', { language: 'it' })).body).toMatchObject({ language: 'it' });
    expect((await client.get('/me')).body).toMatchObject({ language: 'it' });
    expect((await client.put('/me/language', { language: 'xx' })).status).toBe(400);
  });
});
