import type {
  AuditPage,
  ErrorBody,
  HistoryPage,
  LiveSession,
  Report,
  SessionView,
  TeamList,
  TeamView,
} from '@relevo/contracts';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { Program } from '../support/api-key';
import { accountOf, Csr } from '../support/people';

let api: TestApi;
let admin: Csr;
let ana: Csr;
let luca: Csr;
let sofia: Csr;
let north: TeamView;
let south: TeamView;

beforeAll(async () => {
  api = await startApi();
  admin = await Csr.first(api, 'Berta Admin');
  ana = await Csr.another(api, 'Ana Ruiz');
  luca = await Csr.another(api, 'Luca Bianchi');
  sofia = await Csr.another(api, 'Sofia Conti', 'supervisor');
});
afterAll(() => api.close());

const all = async (): Promise<TeamView[]> => (await admin.must<TeamList>('GET', '/site/teams')).teams;
const team = async (name: string): Promise<TeamView> => {
  const found = (await all()).find((one) => one.name === name);
  if (!found) throw new Error(`no team ${name}`);
  return found;
};
const idsOf = (who: readonly Csr[]): Promise<string[]> => Promise.all(who.map(accountOf));
/** Makes a team as an administrator does. */
const add = async (name: string, ...who: Csr[]): Promise<TeamView> => {
  await admin.must('POST', '/site/teams', { name, members: await idsOf(who) });
  return team(name);
};
const change = ({ id, name, members, version, archived }: TeamView, over: object = {}) =>
  admin.call<TeamList & ErrorBody>('PUT', `/site/teams/${id}`, {
    name,
    members: members.map(({ accountId }) => accountId),
    version,
    archived,
    ...over,
  });
const newest = async () => (await admin.must<AuditPage>('GET', '/audit')).entries[0];

it('an administrator makes a team with members; the record of changes says who is in it', async () => {
  north = await add('North', luca, ana, ana);
  expect(north).toMatchObject({ version: 1, archived: false });
  expect(north.members).toEqual([
    { accountId: await accountOf(ana), name: 'Ana Ruiz' },
    { accountId: await accountOf(luca), name: 'Luca Bianchi' },
  ]);
  expect(await newest()).toMatchObject({
    action: 'team.added',
    actor: 'Berta Admin',
    subject: 'North',
    before: null,
    after: { name: 'North', members: 'Ana Ruiz, Luca Bianchi', archived: false },
  });
});

it('a name is taken once without regard to case, and what is no team is refused', async () => {
  const again = await admin.call<ErrorBody>('POST', '/site/teams', { name: ' nORTH ', members: [] });
  expect([again.status, again.body.code]).toEqual([409, 'NAME_TAKEN']);
  for (const wrong of [
    { name: '', members: [] },
    { name: 'East', members: ['ana'] },
    { name: 'East', members: [uuid()] },
    { name: 'East' },
  ])
    expect((await admin.call('POST', '/site/teams', wrong)).status).toBe(400);
  expect((await all()).map(({ name }) => name)).toEqual(['North']);
});

it('SEC-A2 administrators change teams, supervisors read them, CSRs do neither', async () => {
  for (const who of [ana, sofia]) {
    expect((await who.call('GET', '/site/teams')).status).toBe(403);
    expect((await who.call('POST', '/site/teams', { name: 'Mine', members: [] })).status).toBe(403);
    const body = { name: 'Mine', members: [], version: 1, archived: false };
    expect((await who.call('PUT', `/site/teams/${north.id}`, body)).status).toBe(403);
  }
  expect((await ana.call('GET', '/teams')).status).toBe(403);
  for (const who of [sofia, admin])
    expect((await who.must<TeamList>('GET', '/teams')).teams).toEqual(await all());
  const program = await Program.of(admin, ['site.configure']);
  expect((await program.call('GET', '/site/teams')).status).toBe(200);
});

it('a change of what somebody else has changed meanwhile is refused and changes nothing', async () => {
  const seen = await team('North');
  const first = await change(seen, { members: await idsOf([ana]) });
  expect(first.body.teams).toMatchObject([{ version: 2, members: [{ name: 'Ana Ruiz' }] }]);
  expect(await newest()).toMatchObject({
    action: 'team.changed',
    before: { members: 'Ana Ruiz, Luca Bianchi' },
    after: { members: 'Ana Ruiz' },
  });
  const second = await change(seen, { name: 'Far north' });
  expect([second.status, second.body.code]).toEqual([409, 'CHANGED_MEANWHILE']);
  expect(await team('North')).toMatchObject({ version: 2, members: [{ name: 'Ana Ruiz' }] });
  const nobody = { name: 'No', members: [], version: 1, archived: false };
  expect((await admin.call('PUT', `/site/teams/${uuid()}`, nobody)).status).toBe(404);
  const strangers = await change(await team('North'), { members: [uuid()] });
  expect([strangers.status, (await team('North')).members.length]).toEqual([400, 1]);
});

it('of two changes of one version at once exactly one is made', async () => {
  const seen = await add('Both');
  const answers = await Promise.all(['One', 'Two'].map((name) => change(seen, { name })));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  const left = (await all()).filter(({ id }) => id === seen.id);
  expect(left).toMatchObject([{ version: 2 }]);
  expect(left[0]?.name).not.toBe('Both');
  for (const one of left) await change(one, { archived: true });
});

it('a team is archived and comes back, unless its name was taken meanwhile', async () => {
  await change(await team('North'), { archived: true });
  expect(await newest()).toMatchObject({ action: 'team.archived', after: { archived: true } });
  expect(await sofia.must<TeamList>('GET', '/teams')).toEqual({ teams: [] });
  const other = await add('NORTH');
  const back = await change(await team('North'), { archived: false });
  expect([back.status, back.body.code]).toEqual([409, 'NAME_TAKEN']);
  await change(other, { name: 'South', members: await idsOf([ana, luca]) });
  expect((await change(await team('North'), { archived: false })).status).toBe(200);
  expect(await newest()).toMatchObject({ action: 'team.restored' });
  [north, south] = [await team('North'), await team('South')];
  expect(north.members).toMatchObject([{ name: 'Ana Ruiz' }]);
});

describe('sessions of a team', () => {
  let hers: SessionView;
  let his: SessionView;
  let nobodys: SessionView;
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const days = `from=${yesterday}&to=${today}&zone=UTC`;
  beforeAll(async () => {
    [hers, his, nobodys] = [await ana.start(), await luca.start(), await sofia.start()];
  });

  const found = async (who: Csr, query: string, path = '/site/history'): Promise<string[]> =>
    (await who.must<HistoryPage>('GET', `${path}?${query}`)).sessions.map(({ number }) => number);
  const report = (query = ''): Promise<Report> => sofia.must('GET', `/site/reports?${days}${query}`);
  const counted = ({ team: rows }: Report) => rows.map(({ key, sessions }) => [key, sessions]);

  it('are those of which a member is responsible now, in lists and in files', async () => {
    expect(await found(sofia, `team=${north.id}`)).toEqual([hers.number]);
    expect(await found(admin, `team=${south.id}`)).toEqual([his.number, hers.number]);
    expect(await found(sofia, `team=${south.id}&csr=${await accountOf(luca)}`)).toEqual([his.number]);
    expect(await found(sofia, `team=${uuid()}`)).toEqual([]);
    expect(await found(sofia, '')).toEqual([nobodys.number, his.number, hers.number]);
    const file = await sofia.download(`/site/history/export?format=json&team=${south.id}`);
    expect(JSON.parse(await file.text())).toMatchObject([{ number: his.number }, { number: hers.number }]);
    expect(await newest()).toMatchObject({
      action: 'history.exported',
      after: { sessions: 2, team: 'South' },
    });
    const csv = await sofia.download(`/site/history/export?format=csv&team=${north.id}`);
    expect((await csv.text()).trim().split('\r\n')).toHaveLength(2);
  });

  it('are counted by team, also what is of none, and who is in two teams in both', async () => {
    const full = await report();
    expect(counted(full)).toEqual([
      ['South', 2],
      ['', 1],
      ['North', 1],
    ]);
    expect(full.totals.sessions).toBe(3);
    const one = await report(`&team=${north.id}`);
    expect([one.totals.sessions, counted(one)]).toEqual([1, [['North', 1]]]);
    expect(one.csr.map(({ key }) => key)).toEqual(['Ana Ruiz']);
    const csv = await sofia.download(`/site/reports/export?by=team&${days}`);
    expect((await csv.text()).split('\r\n').slice(0, 2)).toEqual([
      'team,sessions,ended,average_duration_seconds,total_duration_seconds,average_wait_seconds,longest_wait_seconds,time_zone',
      'South,2,0,,0,,,UTC',
    ]);
  });

  it('that are live are shown to supervisors by team', async () => {
    const live = async (query = '') =>
      (await sofia.must<{ sessions: LiveSession[] }>('GET', `/live-sessions${query}`)).sessions.map(
        ({ number }) => number,
      );
    expect(await live(`?team=${north.id}`)).toEqual([hers.number]);
    expect(await live(`?team=${south.id}`)).toEqual([hers.number, his.number]);
    expect(await live()).toHaveLength(3);
  });

  it('SEC-A2 a CSR learns nothing by a team, also not of sessions of their own', async () => {
    for (const path of [
      '/history?state=open',
      '/history/export?format=csv',
      `/reports?${days}`,
      `/reports/export?by=day&${days}`,
    ]) {
      expect([path, (await ana.download(path)).status]).toEqual([path, 200]);
      expect([path, (await ana.download(`${path}&team=${north.id}`)).status]).toEqual([path, 403]);
    }
    expect((await ana.must<Report>('GET', `/reports?${days}`)).team).toEqual([]);
    const file = await (await ana.download(`/reports/export?by=team&${days}`)).text();
    expect(file).toContain('sessions');
    expect(file).not.toMatch(/North|South/);
    expect((await ana.call('GET', '/live-sessions')).status).toBe(403);
  });

  it('follow the members as they are now, and an archived team has none', async () => {
    await change(await team('North'), { members: await idsOf([luca]) });
    expect(await found(sofia, `team=${north.id}`)).toEqual([his.number]);
    await change(await team('North'), { archived: true });
    expect(await found(sofia, `team=${north.id}`)).toEqual([]);
    expect(counted(await report())).toEqual([
      ['South', 2],
      ['', 1],
    ]);
    await change(await team('North'), { archived: false });
    expect(await found(sofia, `team=${north.id}`)).toEqual([his.number]);
  });
});
