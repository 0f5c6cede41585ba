import type { AccountView, ErrorBody, ExpertInvite, ExpertLinkView, PeerAddress } from '@relevo/contracts';
import { EXPERT_RIGHTS, type ExpertRight } from '@relevo/domain';
import { aKeyText, aThumbprint } from '@relevo/testing';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { grantTo } from '../support/grants';
import { Line } from '../support/line';
import { aSessionWithMaria, Caller, Csr, comesToHelp, Expert, tokenOf } from '../support/people';

let api: TestApi;
let ana: Csr;
beforeAll(async () => {
  api = await startApi();
  ana = await Csr.first(api);
});
afterAll(() => api.close());

const invited = (sessionId: string, rights: readonly ExpertRight[] = [], who = ana) =>
  who.call<ExpertInvite & ErrorBody>('POST', `/sessions/${sessionId}/experts`, { inviteId: uuid(), rights });
const tokenIn = ({ link }: Pick<ExpertInvite, 'link'>): string => new URL(link).hash.slice(1);
const nobody = () => new Caller(api);
const preview = (token: string) =>
  nobody().call<ExpertLinkView & ErrorBody>('POST', '/expert-links/preview', { token });
const join = (token: string) =>
  nobody().call<AccountView & ErrorBody>('POST', '/expert-links/join', {
    token,
    name: 'Marco',
    language: 'en',
  });
const codeOf = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer;
  return [status, (body as ErrorBody | undefined)?.code];
};
const note = (who: Caller, sessionId: string) =>
  who.command(sessionId, 'note.save', { base: 0, text: `The share is full ${uuid()}` });

it('W39 the owner asks an expert in by a link, which says who asks and what they will be able to do', async () => {
  const { session } = await aSessionWithMaria(ana);
  const luca = await Csr.another(api);
  expect(await codeOf(invited(session.id, [], luca))).toEqual([404, 'NOT_FOUND']);
  await comesToHelp(ana, luca, session.id);
  expect(await codeOf(invited(session.id, [], luca))).toEqual([409, 'NOT_THE_OWNER']);
  const { status, body } = await invited(session.id, ['input.control']);
  expect([status, body.link]).toEqual([201, expect.stringMatching(/\/expert#[A-Za-z0-9_-]{22}$/)]);
  const said = await preview(tokenIn(body));
  expect(said.body).toEqual({
    organisation: expect.any(String),
    by: 'Ana Ruiz',
    subject: 'Invoices do not save',
    name: '',
    rights: ['screen.view', 'input.control'],
    expiresAt: body.expiresAt,
  });
  const me = await Expert.by(api, body.link);
  expect((await me.must<AccountView>('GET', '/me')).role).toBe('expert');
  expect((await me.must<AccountView>('GET', '/me')).expertIn).toBe(session.id);
});

it('SEC-J1 SEC-J2 SEC-J4 the link works once, until it is revoked; anything else is one answer; what is kept is its hash', async () => {
  const session = await ana.start();
  const [used, revoked] = [(await invited(session.id)).body, (await invited(session.id)).body];
  const answers = await Promise.all(Array.from({ length: 10 }, () => join(tokenIn(used))));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(answers.filter(({ body }) => body.code === 'INVITE_USED')).toHaveLength(9);
  await ana.mustCommand(session.id, 'invite.revoke', { inviteId: revoked.inviteId });
  expect(await codeOf(join(tokenIn(revoked)))).toEqual([410, 'INVITE_REVOKED']);
  expect(await codeOf(preview(tokenIn(revoked)))).toEqual([410, 'INVITE_REVOKED']);
  for (let i = 0; i < 12; i++) await preview(tokenIn(revoked));
  const line = await Line.open(ana);
  const { records } = await line.subscribe(session.id);
  line.close();
  // A script does not fill the log: ten a minute of one link are noted.
  const noted = records.filter(({ content }) => content?.body.includes('"invite.refused"'));
  const ofRevoked = noted.filter(({ content }) => content?.body.includes(revoked.inviteId));
  expect([noted.length > 10, ofRevoked.length]).toEqual([true, 10]);

  const csrInvite = { inviteId: uuid(), accountId: null };
  const colleague = await ana.must<ExpertInvite>('POST', `/sessions/${session.id}/colleagues`, csrInvite);
  const customer = tokenOf(await ana.invite(session.id));
  for (const token of ['A'.repeat(22), 'short', customer, tokenIn(colleague)]) {
    expect(await codeOf(preview(token))).toEqual([404, 'INVITE_NOT_FOUND']);
    expect(await codeOf(join(token))).toEqual([404, 'INVITE_NOT_FOUND']);
  }
  // Nor is an expert's link a way in for colleagues or customers, who do not even learn that it is one.
  const fresh = tokenIn((await invited(session.id, EXPERT_RIGHTS)).body);
  const luca = await Csr.another(api);
  const proof = { token: fresh };
  for (const answer of [
    luca.call('POST', '/colleague-links/preview', proof),
    luca.call('POST', '/colleague-links/join', proof),
    nobody().call('POST', '/invites/preview', { proof }),
  ])
    expect(await codeOf(answer)).toEqual([404, 'INVITE_NOT_FOUND']);

  const db = new Client({ connectionString: api.database.ownerUrl });
  await db.connect();
  const { rows } = await db.query("SELECT encode(token_hash, 'escape') AS kept FROM invites");
  await db.end();
  expect(JSON.stringify(rows)).not.toContain(fresh);
});

it('SEC-A2 only what was ticked works, by REST and by socket, and nothing of another session', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  await grantTo(ana, await maria.agent(), session);
  const chatOnly = await Expert.join(ana, session.id, []);
  const noting = await Expert.join(ana, session.id, ['notes'], 'Nora Vidal');
  const seeing = await Expert.join(ana, session.id, ['screen.view'], 'Sam Lee');
  const line = await Line.open(chatOnly);
  expect((await line.say(session.conversationId, 'Hello')).ok).toBe(true);
  for (const [type, data] of [
    ['session.end', {}],
    ['session.park', {}],
    ['invite.revoke', { inviteId: uuid() }],
    ['participant.admit', { participantId: maria.id }],
    ['expert.remove', { participantId: uuid() }],
    ['control.transfer', { participantId: maria.id, reason: 'Mine' }],
    ['agent.suggest', {}],
  ] as const) {
    expect(await line.command(session.id, type, data)).toMatchObject({
      ok: false,
      error: { code: 'EXPERT_CANNOT' },
    });
    expect(await codeOf(noting.command(session.id, type, data))).toEqual([409, 'EXPERT_CANNOT']);
  }
  const ask = (who: Caller, capability: string) =>
    codeOf(
      who.command(session.id, 'grant.request', {
        requestId: uuid(),
        capability,
        minutes: capability === 'screen.view' ? null : 5,
        participantId: null,
      }),
    );
  const key = { key: aKeyText(), thumbprint: aThumbprint() };
  expect(await codeOf(chatOnly.command(session.id, 'csr.presentKey', key))).toEqual([409, 'RIGHT_NOT_GIVEN']);
  expect(await codeOf(seeing.command(session.id, 'csr.presentKey', key))).toEqual([200, undefined]);
  expect(await ask(chatOnly, 'screen.view')).toEqual([409, 'RIGHT_NOT_GIVEN']);
  expect(await ask(seeing, 'input.control')).toEqual([409, 'RIGHT_NOT_GIVEN']);
  expect(await ask(seeing, 'screen.view')).toEqual([200, undefined]);
  expect(await codeOf(note(chatOnly, session.id))).toEqual([409, 'RIGHT_NOT_GIVEN']);
  expect(await codeOf(note(noting, session.id))).toEqual([200, undefined]);

  const notes = async (who: Caller): Promise<boolean> =>
    JSON.stringify(await who.must('GET', `/streams/${session.id}/events?since=0&limit=200`)).includes(
      'The share is full',
    );
  expect([await notes(ana), await notes(noting), await notes(seeing), await notes(maria)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const { session: other } = await aSessionWithMaria(ana);
  expect(await codeOf(noting.command(other.id, 'note.save', { base: 0, text: 'x' }))).toEqual([
    404,
    'NOT_FOUND',
  ]);
  expect(await codeOf(noting.call('GET', `/streams/${other.id}/events`))).toEqual([404, 'NOT_FOUND']);
  // Nobody finds them where people who work here are found, and no console of theirs hears of the queues.
  const [directory, people] = [
    JSON.stringify(await (await Csr.another(api)).must('GET', '/colleagues')),
    JSON.stringify(await ana.must('GET', '/accounts')),
  ];
  for (const name of ['Marco Bruni', 'Nora Vidal', 'Sam Lee'])
    expect([directory.includes(name), people.includes(name)]).toEqual([false, false]);
  expect(line.desks).toEqual([]);
  line.close();
});

it('SEC-A4 a link that is opened where somebody is signed in ends nothing there', async () => {
  const session = await ana.start();
  const [one, other] = [(await invited(session.id)).body, (await invited(session.id)).body];
  const expert = await Expert.by(api, one.link);
  const body = { token: tokenIn(other), name: 'Nora Vidal', language: 'en' };
  for (const who of [ana, expert])
    expect(await codeOf(who.call('POST', '/expert-links/join', body))).toEqual([409, 'SIGNED_IN_ALREADY']);
  const gone = new Caller(api, { cookie: 'sid=gone' });
  expect(await codeOf(gone.call('POST', '/expert-links/join', { ...body, name: 'Marco bruni' }))).toEqual([
    409,
    'NAME_IN_SESSION',
  ]);
  expect((await gone.call('POST', '/expert-links/join', body)).status).toBe(201);
});

it('SEC-A4 a key that is refused is not noted, and of the others the last 20', async () => {
  const { session } = await aSessionWithMaria(ana);
  const [chatOnly, seeing] = [
    await Expert.join(ana, session.id, []),
    await Expert.join(ana, session.id, ['screen.view'], 'Sam Lee'),
  ];
  const show = (who: Caller, n: number) =>
    who.command(session.id, 'csr.presentKey', {
      key: aKeyText(String.fromCharCode(65 + n)),
      thumbprint: aThumbprint(String.fromCharCode(65 + n)),
    });
  await show(chatOnly, 0);
  for (let n = 0; n < 22; n++) expect((await show(seeing, n)).status).toBe(200);
  const db = new Client({ connectionString: api.database.ownerUrl });
  await db.connect();
  const { rows } = await db.query(
    'SELECT name, cardinality(keys) AS kept, keys[cardinality(keys)] AS last FROM experts WHERE session_id = $1 ORDER BY name',
    [session.id],
  );
  await db.end();
  expect(rows).toEqual([
    { name: 'Marco Bruni', kept: 0, last: null },
    { name: 'Sam Lee', kept: 20, last: aThumbprint('V') },
  ]);
});

it('SEC-N2 an expert who may not see gets no addresses: no signal to or from the customer’s devices, no relay', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const chatOnly = await Expert.join(ana, session.id, []);
  const [theirs, page] = [await Line.open(chatOnly), await Line.open(maria)];
  for (const line of [theirs, page]) await line.subscribe(session.id);
  const reachable = () => (page.presences.at(-1)?.endpoints ?? []) as PeerAddress[];
  const expert = () => reachable().find(({ endpoint }) => endpoint === theirs.endpoint);
  await page.until('the expert', () => expert() !== undefined);
  const device = { participantId: maria.id, endpoint: page.endpoint, deviceId: maria.device.id };
  const signal = { stream: session.id, epoch: 1, seq: 0, kind: 'hello', data: '{}' };
  const forbidden = { ok: false, error: { code: 'FORBIDDEN' } };
  expect(await theirs.ask('signal', { ...signal, to: device })).toMatchObject(forbidden);
  expect(await page.ask('signal', { ...signal, to: expert() })).toMatchObject(forbidden);
  expect((await chatOnly.call('GET', `/ice-servers?session=${session.id}`)).status).toBe(403);
  for (const line of [theirs, page]) line.close();
});

it('W15 reads of the chat only what was said in their presence and to them', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const hers = await Line.open(ana);
  await hers.say(session.conversationId, 'before they came');
  const marco = await Expert.join(ana, session.id, []);
  await hers.say(session.conversationId, 'to everyone');
  await hers.say(session.conversationId, 'to the helpers', uuid(), 'csrs');
  await hers.say(session.conversationId, 'for María alone', uuid(), [maria.id]);
  const read = JSON.stringify(
    await marco.must('GET', `/streams/${session.conversationId}/events?since=0&limit=200`),
  );
  expect(
    ['before they came', 'to everyone', 'to the helpers', 'for María alone'].map((text) =>
      read.includes(text),
    ),
  ).toEqual([false, true, false, false]);
  hers.close();
});
