import type { SecondStepNeeded } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import { generateSync } from 'otplib';
import { DataSource } from 'typeorm';
import type { Clock } from '../../apps/api/src/platform/clock';
import { startApi, type TestApi } from '../support/api';
import { PASSWORD, type Refused, RestClient, signedIn } from '../support/rest';

const STEP = 30_000;
const clock: Clock & { time: number } = { time: Date.now(), now: () => clock.time };

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ env: { TRUST_PROXY: '127.0.0.1' }, clock });
});
afterAll(() => api.close());
// Codes are good once: each test begins with fresh ones.
beforeEach(() => {
  clock.time += 10 * STEP;
});

let place = 0;
const newPlace = () => {
  place += 1;
  return new RestClient(api, { 'x-forwarded-for': `203.0.113.${place}` });
};
const codeOf = (secret: string, steps = 0): string =>
  generateSync({ secret, epoch: Math.floor((clock.time + steps * STEP) / 1000) });
const wrongFor = (secret: string): string =>
  codeOf(secret).replace(/^./, (digit) => String((Number(digit) + 5) % 10));
const query = (sql: string, values: unknown[]) => api.app.get(DataSource).query(sql, values);

/** Somebody with an authenticator, signed in at home. */
const withSecondStep = async () => {
  const { client, account } = await signedIn(api);
  const { body } = await client.post<{ secret: string; uri: string }>('/me/second-step/begin', {
    password: PASSWORD,
  });
  const confirmed = await client.post<{ codes: string[] }>('/me/second-step/confirm', {
    code: codeOf(body.secret),
  });
  clock.time += 2 * STEP;
  return { client, account, secret: body.secret, uri: body.uri, codes: confirmed.body.codes };
};
const firstStep = async (client: RestClient, email: string): Promise<string> => {
  const answer = await client.post<SecondStepNeeded>('/sign-in', { email, password: PASSWORD });
  expect([answer.status, client.cookie]).toEqual([200, null]);
  return answer.body.challenge;
};
const showCode = (client: RestClient, challenge: string, code: string): Promise<Refused> =>
  client.post('/sign-in/code', { challenge, code });
const outcome = ({ status, body }: Refused) => [status, body.code];

describe('turning the second step on', () => {
  it('SEC-A6 needs the password, and a code of the authenticator; the site is in its address', async () => {
    const { client, account } = await signedIn(api);
    const wrong: Refused = await client.post('/me/second-step/begin', { password: 'not it' });
    expect(outcome(wrong)).toEqual([422, 'WRONG_PASSWORD']);
    const { body } = await client.post<{ secret: string; uri: string }>('/me/second-step/begin', {
      password: PASSWORD,
    });
    expect(body.uri).toContain(`:${encodeURIComponent(account.email)}?secret=${body.secret}&issuer=`);
    expect(outcome(await client.post('/me/second-step/confirm', { code: wrongFor(body.secret) }))).toEqual([
      422,
      'WRONG_CODE',
    ]);
    expect((await client.get('/me/second-step')).body).toEqual({
      since: null,
      recoveryCodesLeft: 0,
      required: false,
    });
    // Not confirmed: signing in does not ask for it.
    const elsewhere = await newPlace().post('/sign-in', { email: account.email, password: PASSWORD });
    expect(elsewhere.body).toMatchObject({ email: account.email });
    const on = await client.post<{ codes: string[] }>('/me/second-step/confirm', {
      code: codeOf(body.secret),
    });
    expect(new Set(on.body.codes).size).toBe(10);
    expect((await client.get('/me/second-step')).body).toEqual({
      since: clock.time,
      recoveryCodesLeft: 10,
      required: false,
    });
    const again: Refused = await client.post('/me/second-step/begin', { password: PASSWORD });
    expect(outcome(again)).toEqual([409, 'SECOND_STEP_ON']);
  });

  it('SEC-A6 a code proves the authenticator that is kept, also when another tab begins anew at that moment', async () => {
    const { client, account } = await signedIn(api);
    const begin = async () =>
      (await client.post<{ secret: string }>('/me/second-step/begin', { password: PASSWORD })).body.secret;
    const kept = await begin();
    const [{ secret: sealed }] = await query('SELECT secret FROM second_steps WHERE account_id = $1', [
      account.id,
    ]);
    const replaced = await begin();
    const otherTab = api.app.get(DataSource).createQueryRunner();
    await otherTab.startTransaction();
    await otherTab.query('UPDATE second_steps SET secret = $2 WHERE account_id = $1', [account.id, sealed]);
    const confirming: Promise<Refused> = client.post('/me/second-step/confirm', { code: codeOf(replaced) });
    await until('the confirmation waits for the other tab', PATIENCE_MS, async () => {
      const waiting = await query(
        `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%second_steps%' AND datname = $1`,
        [new URL(api.database.url).pathname.slice(1)],
      );
      return waiting.length > 0 ? true : null;
    });
    await otherTab.commitTransaction();
    await otherTab.release();
    expect(outcome(await confirming)).toEqual([422, 'WRONG_CODE']);
    expect((await client.post('/me/second-step/confirm', { code: codeOf(kept) })).status).toBe(200);
  });

  it('SEC-A4 a sign-in by the password alone that is on its way when it is turned on is asked for a code', async () => {
    const { account } = await withSecondStep();
    const takeAway = `UPDATE second_steps SET confirmed_at = $2 WHERE account_id = $1`;
    await query(takeAway, [account.id, null]);
    const runner = api.app.get(DataSource).createQueryRunner();
    const client = newPlace();
    try {
      await runner.startTransaction();
      // Where turning it on holds the account, the sign-in has seen none so far and waits.
      await runner.query('SELECT 1 FROM accounts WHERE id = $1 FOR UPDATE', [account.id]);
      const coming = client.post<SecondStepNeeded>('/sign-in', { email: account.email, password: PASSWORD });
      await until('the sign-in waits', PATIENCE_MS, async () => {
        const [row] = (await query(
          `SELECT count(*)::int n FROM pg_stat_activity
           WHERE datname = current_database() AND wait_event_type = 'Lock'`,
          [],
        )) as { n: number }[];
        return row?.n === 1 ? true : null;
      });
      await runner.query(takeAway, [account.id, new Date()]);
      await runner.commitTransaction();
      const { status, body } = await coming;
      expect([status, client.cookie]).toEqual([200, null]);
      expect(body.challenge).toBeTruthy();
    } finally {
      await runner.release();
    }
  });

  it('SEC-A4 ends the other sign-ins of the account, not this one', async () => {
    const { client, account } = await signedIn(api);
    const elsewhere = newPlace();
    await elsewhere.post('/sign-in', { email: account.email, password: PASSWORD });
    const { body } = await client.post<{ secret: string }>('/me/second-step/begin', { password: PASSWORD });
    expect((await elsewhere.get('/me')).status).toBe(200);
    await client.post('/me/second-step/confirm', { code: codeOf(body.secret) });
    expect([(await elsewhere.get('/me')).status, (await client.get('/me')).status]).toEqual([401, 200]);
  });

  it('SEC-A6 neither secret nor recovery codes stand in the database or the log', async () => {
    const { account, secret, codes } = await withSecondStep();
    const rows = JSON.stringify([
      await query(`SELECT *, convert_from(secret, 'LATIN1') t FROM second_steps WHERE account_id = $1`, [
        account.id,
      ]).catch(() =>
        query('SELECT *, encode(secret, $2) t FROM second_steps WHERE account_id = $1', [
          account.id,
          'escape',
        ]),
      ),
      await query('SELECT *, encode(hash, $2) t FROM recovery_codes WHERE account_id = $1', [
        account.id,
        'escape',
      ]),
      await query('SELECT * FROM audit_entries', []),
    ]);
    for (const secretText of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))])
      expect([rows.includes(secretText), api.logs().includes(secretText)]).toEqual([false, false]);
  });
});

describe('signing in with the second step', () => {
  it('SEC-A6 the password alone gives no right at all: no cookie, and the challenge opens nothing', async () => {
    const { account, secret } = await withSecondStep();
    const client = newPlace();
    const challenge = await firstStep(client, account.email);
    for (const headers of [
      { cookie: `sid=${challenge}` },
      { authorization: `Bearer ${challenge}` },
    ] as Record<string, string>[]) {
      const half = new RestClient(api, headers);
      for (const [method, path] of [
        ['GET', '/me'],
        ['GET', '/me/second-step'],
        ['GET', '/sessions'],
        ['POST', '/socket-tickets'],
        ['POST', '/me/second-step/off'],
      ] as const)
        expect((await half.send(method, path, method === 'POST' ? {} : undefined)).status).toBe(401);
    }
    expect(outcome(await showCode(client, challenge, wrongFor(secret)))).toEqual([422, 'WRONG_CODE']);
    expect(client.cookie).toBeNull();
    const answer = await showCode(client, challenge, codeOf(secret));
    expect([answer.status, answer.body]).toMatchObject([200, { email: account.email }]);
    expect((await client.get('/me')).status).toBe(200);
  });

  it('SEC-A6 a code is accepted once, also of twenty shown at the same moment, and none from before it', async () => {
    const { account, secret } = await withSecondStep();
    const home = newPlace();
    const before = codeOf(secret, -1);
    const code = codeOf(secret);
    const challenges = [];
    for (let n = 0; n < 20; n += 1) challenges.push(await firstStep(home, account.email));
    const tries = await Promise.all(
      challenges.map((challenge) => showCode(new RestClient(api, home.headers), challenge, code)),
    );
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
    const later = newPlace();
    const challenge = await firstStep(later, account.email);
    for (const old of [code, before])
      expect(outcome(await showCode(later, challenge, old))).toEqual([422, 'WRONG_CODE']);
    clock.time += STEP;
    expect((await showCode(later, challenge, codeOf(secret))).status).toBe(200);
  });

  it('SEC-A6 a code that confirmed or turned off does not sign in', async () => {
    const { client, account } = await signedIn(api);
    const { body } = await client.post<{ secret: string }>('/me/second-step/begin', { password: PASSWORD });
    const code = codeOf(body.secret);
    await client.post('/me/second-step/confirm', { code });
    const elsewhere = newPlace();
    const challenge = await firstStep(elsewhere, account.email);
    expect(outcome(await showCode(elsewhere, challenge, code))).toEqual([422, 'WRONG_CODE']);
  });

  it('SEC-A6 each recovery code works once, with or without dashes, in any case', async () => {
    const { client, account, codes } = await withSecondStep();
    const [first = '', second = ''] = codes;
    const use = async (code: string): Promise<unknown[]> => {
      const elsewhere = newPlace();
      return outcome(await showCode(elsewhere, await firstStep(elsewhere, account.email), code));
    };
    expect(await use(first.toLowerCase())).toEqual([200, undefined]);
    expect(await use(first)).toEqual([422, 'WRONG_CODE']);
    expect(await use(second.replaceAll('-', ''))).toEqual([200, undefined]);
    expect((await client.get('/me/second-step')).body).toMatchObject({ recoveryCodesLeft: 8 });
    expect(await use('0000-0000-0000')).toEqual([422, 'WRONG_CODE']);
  });

  it('SEC-A5 a challenge ends after five tries, after five minutes and after it was used; an unknown one is the same', async () => {
    const { account, secret } = await withSecondStep();
    const client = newPlace();
    const expired = [422, 'SIGN_IN_EXPIRED'];
    const tired = await firstStep(client, account.email);
    for (let n = 0; n < 5; n += 1)
      expect(outcome(await showCode(client, tired, wrongFor(secret)))).toEqual([422, 'WRONG_CODE']);
    expect(outcome(await showCode(client, tired, codeOf(secret)))).toEqual(expired);
    const late = await firstStep(client, account.email);
    clock.time += 5 * 60_000 + 1;
    expect(outcome(await showCode(client, late, codeOf(secret)))).toEqual(expired);
    expect(outcome(await showCode(client, 'A'.repeat(43), codeOf(secret)))).toEqual(expired);
    const used = await firstStep(newPlace(), account.email);
    const other = newPlace();
    expect((await showCode(other, used, codeOf(secret))).status).toBe(200);
    clock.time += STEP;
    expect(outcome(await showCode(other, used, codeOf(secret)))).toEqual(expired);
  });

  it('SEC-A5 guessing codes has to wait, also with fresh challenges and the right password; a known place is free', async () => {
    const { account, secret } = await withSecondStep();
    const home = newPlace();
    expect((await showCode(home, await firstStep(home, account.email), codeOf(secret))).status).toBe(200);
    home.cookie = null;
    const thief = newPlace();
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1)
      statuses.push((await showCode(thief, await firstStep(thief, account.email), wrongFor(secret))).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 422, 429, 429]);
    clock.time += STEP;
    expect((await showCode(home, await firstStep(home, account.email), codeOf(secret))).status).toBe(200);
  });

  it('SEC-A4 a password that changes between the two steps ends the first', async () => {
    const { client, account, secret } = await withSecondStep();
    const half = newPlace();
    const challenge = await firstStep(half, account.email);
    const changed = await client.post('/me/password', {
      current: PASSWORD,
      next: 'seven lamps by the harbour',
    });
    expect(changed.status).toBe(204);
    expect(outcome(await showCode(half, challenge, codeOf(secret)))).toEqual([422, 'SIGN_IN_EXPIRED']);
  });
});

describe('with the second step on', () => {
  it('turning it off needs password and code; afterwards the password is enough', async () => {
    const { client, account, secret } = await withSecondStep();
    const off = (password: string, code: string): Promise<Refused> =>
      client.post('/me/second-step/off', { password, code });
    expect(outcome(await off('not it', codeOf(secret)))).toEqual([422, 'WRONG_PASSWORD']);
    expect(outcome(await off(PASSWORD, wrongFor(secret)))).toEqual([422, 'WRONG_CODE']);
    expect((await client.get('/me/second-step')).body).toMatchObject({ since: expect.any(Number) });
    expect((await off(PASSWORD, codeOf(secret))).status).toBe(204);
    const plain = await newPlace().post('/sign-in', { email: account.email, password: PASSWORD });
    expect(plain.body).toMatchObject({ email: account.email });
  });

  it('new recovery codes need password and code, and make the old ones worthless', async () => {
    const { client, account, secret, codes } = await withSecondStep();
    const answer = await client.post<{ codes: string[] }>('/me/second-step/recovery-codes', {
      password: PASSWORD,
      code: codeOf(secret),
    });
    expect(answer.body.codes.filter((code) => codes.includes(code))).toEqual([]);
    const elsewhere = newPlace();
    const challenge = await firstStep(elsewhere, account.email);
    expect(outcome(await showCode(elsewhere, challenge, codes[0] ?? ''))).toEqual([422, 'WRONG_CODE']);
    expect((await showCode(elsewhere, challenge, answer.body.codes[0] ?? '')).status).toBe(200);
  });

  it('SEC-A5 a stolen sign-in cannot guess the code in Settings, though it knows the password', async () => {
    const { client, secret } = await withSecondStep();
    const codes: unknown[] = [];
    for (let n = 0; n < 8; n += 1) {
      const answer: Refused = await client.post('/me/second-step/off', {
        password: PASSWORD,
        code: wrongFor(secret),
      });
      codes.push(answer.body.code);
    }
    expect(codes.slice(0, 6)).toEqual(Array(6).fill('WRONG_CODE'));
    expect(codes.slice(6)).toEqual(['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS']);
  });
});
