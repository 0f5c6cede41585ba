import type { AuditPage, ChangedAccount, ManagedAccount, SiteSettings } from '@relevo/contracts';
import { DataSource } from 'typeorm';
import type { Clock } from '../../apps/api/src/platform/clock';
import { startApi, type TestApi } from '../support/api';
import { anAccount, PASSWORD, type Refused, RestClient, signedIn } from '../support/rest';

const clock: Clock & { time: number } = { time: Date.now(), now: () => clock.time };
const NEW_PASSWORD = 'seven lamps by the harbour';

let api: TestApi;
let ana: RestClient;
let anaId: string;
beforeAll(async () => {
  api = await startApi({ clock });
  const first = await signedIn(api, { role: 'administrator', name: 'Ana Ruiz' });
  ana = first.client;
  anaId = first.account.id;
});
afterAll(() => api.close());

const tokenOf = ({ link }: ChangedAccount): string => new URL(link?.url ?? '').hash.slice(1);
const rowOf = async (id: string): Promise<ManagedAccount | undefined> =>
  (await ana.get<{ accounts: ManagedAccount[] }>('/accounts')).body.accounts.find((one) => one.id === id);
const newest = async (): Promise<AuditPage['entries'][number] | undefined> =>
  (await ana.get<AuditPage>('/audit')).body.entries[0];
const outcome = ({ status, body }: Refused) => [status, body.code];
let count = 0;
const create = async (over: object = {}): Promise<ChangedAccount> => {
  count += 1;
  const body = {
    email: `new${count}@example.org`,
    name: `New ${count}`,
    role: 'csr',
    language: 'en',
    ...over,
  };
  return (await ana.post<ChangedAccount>('/accounts', body)).body;
};

describe('a new account', () => {
  it('comes with a link that its owner uses once to choose a password, and cannot sign in before', async () => {
    const made = await create({ name: 'Bo Berg', role: 'supervisor' });
    expect(made.account).toMatchObject({ state: 'invited', role: 'supervisor', lastSignInAt: null });
    const somebody = new RestClient(api);
    const { email } = made.account;
    expect((await somebody.post('/sign-in', { email, password: PASSWORD })).status).toBe(401);
    const token = tokenOf(made);
    const seen = await somebody.post('/account-links/preview', { token });
    expect(seen.body).toMatchObject({ name: 'Bo Berg', email, expiresAt: clock.time + 48 * 3_600_000 });
    const weak: Refused = await somebody.post('/account-links/use', { token, password: 'passwordpassword' });
    expect(outcome(weak)).toEqual([422, 'WEAK_PASSWORD']);
    expect((await somebody.post('/account-links/use', { token, password: NEW_PASSWORD })).status).toBe(204);
    expect((await somebody.post('/sign-in', { email, password: NEW_PASSWORD })).status).toBe(200);
    expect(await rowOf(made.account.id)).toMatchObject({ state: 'active', lastSignInAt: clock.time });
    const again: Refused = await somebody.post('/account-links/use', { token, password: PASSWORD });
    expect(outcome(again)).toEqual([404, 'LINK_NOT_FOUND']);
  });

  it('SEC-A5 of twenty uses of one link at once one wins; late, unknown and disabled are one answer', async () => {
    const made = await create();
    const token = tokenOf(made);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        new RestClient(api).post('/account-links/use', { token, password: NEW_PASSWORD }),
      ),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const late = await create();
    const closed = await create();
    await ana.post(`/accounts/${closed.account.id}/disable`);
    const before = clock.time;
    const seen: unknown[] = [];
    for (const [which, at] of [
      [tokenOf(closed), before],
      ['A'.repeat(43), before],
      [tokenOf(late), before + 48 * 3_600_000],
    ] as const) {
      clock.time = at;
      seen.push(outcome(await new RestClient(api).post('/account-links/preview', { token: which })));
    }
    clock.time = before;
    expect(seen).toEqual(Array(3).fill([404, 'LINK_NOT_FOUND']));
    expect((await new RestClient(api).post('/account-links/preview', { token: tokenOf(late) })).status).toBe(
      200,
    );
  });

  it('is refused with an address that is taken; the token of its link is not in the database', async () => {
    const made = await create();
    const body = { email: made.account.email.toUpperCase(), name: 'B', role: 'csr', language: 'en' };
    expect(outcome(await ana.post('/accounts', body))).toEqual([409, 'EMAIL_TAKEN']);
    const rows = await api.app.get(DataSource).query(`SELECT *, encode(hash, 'escape') t FROM account_links`);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(made));
    expect(api.logs()).not.toContain(tokenOf(made));
  });
});

describe('a change', () => {
  it('SEC-A4 disabling ends the sign-ins and says so to their holder only; enabling lets the person in again', async () => {
    const { client, account } = await signedIn(api);
    const disabled = await ana.post<ChangedAccount>(`/accounts/${account.id}/disable`);
    expect(disabled.body.account.state).toBe('disabled');
    expect(outcome(await client.get('/me'))).toEqual([401, 'ACCOUNT_DISABLED']);
    const stranger = new RestClient(api);
    const refused: Refused = await stranger.post('/sign-in', { email: account.email, password: PASSWORD });
    expect(outcome(refused)).toEqual([401, 'WRONG_CREDENTIALS']);
    await ana.post(`/accounts/${account.id}/enable`);
    expect(outcome(await client.get('/me'))).toEqual([401, 'NOT_SIGNED_IN']);
    expect((await stranger.post('/sign-in', { email: account.email, password: PASSWORD })).status).toBe(200);
  });

  it('SEC-A4 a reset of the password ends sign-ins and password, and gives a link', async () => {
    const { client, account } = await signedIn(api);
    const reset = await ana.post<ChangedAccount>(`/accounts/${account.id}/reset`, {
      password: true,
      secondStep: false,
    });
    expect(reset.body.account.state).toBe('invited');
    expect((await client.get('/me')).status).toBe(401);
    expect((await client.post('/sign-in', { email: account.email, password: PASSWORD })).status).toBe(401);
    const token = tokenOf(reset.body);
    await client.post('/account-links/use', { token, password: NEW_PASSWORD });
    expect((await client.post('/sign-in', { email: account.email, password: NEW_PASSWORD })).status).toBe(
      200,
    );
    expect(
      outcome(await ana.post(`/accounts/${account.id}/reset`, { password: false, secondStep: false })),
    ).toEqual([400, 'BAD_REQUEST']);
  });

  it('nobody disables, resets or demotes themselves; two administrators who disable each other leave one', async () => {
    for (const [method, path, body] of [
      ['POST', 'disable', {}],
      ['POST', 'reset', { password: true, secondStep: true }],
      ['PUT', 'role', { role: 'csr' }],
    ] as const)
      expect(outcome(await ana.send(method, `/accounts/${anaId}/${path}`, body))).toEqual([
        409,
        'NOT_YOURSELF',
      ]);
    const other = await signedIn(api, { role: 'administrator', name: 'Carla Conti' });
    const [one, two] = await Promise.all([
      ana.post(`/accounts/${other.account.id}/disable`),
      other.client.post(`/accounts/${anaId}/disable`),
    ]);
    const rows: { n: number }[] = await api.app
      .get(DataSource)
      .query(`SELECT count(*)::int n FROM accounts WHERE role = 'administrator' AND disabled_at IS NULL`);
    expect(rows[0]?.n).toBe(1);
    expect([one.status, two.status].filter((status) => status === 200)).toHaveLength(1);
    // Whoever lost comes back for the tests that follow.
    if (two.status === 200) {
      await other.client.post(`/accounts/${anaId}/enable`);
      await ana.post('/sign-in', { email: (await rowsOf('id = $1', anaId))[0]?.email, password: PASSWORD });
    }
  });

  it('is recorded with who, what, before and after; the record can be added to and nothing else (SEC-D2)', async () => {
    const bo = await anAccount(api, { name: 'Bo Nilsson' });
    await ana.send('PUT', `/accounts/${bo.id}/role`, { role: 'supervisor' });
    expect(await newest()).toMatchObject({
      actor: 'Ana Ruiz',
      subject: 'Bo Nilsson',
      action: 'account.role',
      before: { role: 'csr' },
      after: { role: 'supervisor' },
    });
    const { promptSeconds } = (await ana.get<SiteSettings>('/site/settings')).body;
    await ana.send('PATCH', '/site/settings', { promptSeconds: 31 });
    expect(await newest()).toMatchObject({
      action: 'site.settings',
      before: { promptSeconds },
      after: { promptSeconds: 31 },
    });
    for (const sql of [
      `UPDATE audit_entries SET actor_name = 'Nobody'`,
      'DELETE FROM audit_entries',
      'TRUNCATE audit_entries',
    ])
      await expect(api.app.get(DataSource).query(sql)).rejects.toThrow('permission denied');
  });

  it('the record comes in pages, the newest first', async () => {
    const bo = await anAccount(api);
    for (let n = 0; n < 30; n += 1) {
      await ana.post(`/accounts/${bo.id}/disable`);
      await ana.post(`/accounts/${bo.id}/enable`);
    }
    const first = (await ana.get<AuditPage>('/audit')).body;
    const second = (await ana.get<AuditPage>(`/audit?before=${first.entries.at(-1)?.id}`)).body;
    const ids = [...first.entries, ...second.entries].map(({ id }) => id);
    expect([first.entries.length, first.more]).toEqual([50, true]);
    expect(ids).toEqual([...new Set(ids)].sort().reverse());
  });
});

const rowsOf = (where: string, value: string): Promise<{ email: string }[]> =>
  api.app.get(DataSource).query(`SELECT email FROM accounts WHERE ${where}`, [value]);
