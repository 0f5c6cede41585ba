import type { ColleagueInvite, ColleagueLinkView, colleagueList, SessionView } from '@relevo/contracts';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import { accountOf, aSessionWithMaria, Caller, Csr, joining, TestDevice } from '../support/people';

let api: TestApi;
let ana: Csr;
let jorge: Csr;
let jorgeId: string;
const lines: Line[] = [];
let ahead = 0;
beforeAll(async () => {
  api = await startApi({ clock: { now: () => Date.now() + ahead } });
  ana = await Csr.first(api);
  jorge = await Csr.another(api, 'Jorge Peña');
  jorgeId = await accountOf(jorge);
});
afterEach(() => {
  for (const line of lines.splice(0)) line.close();
});
afterAll(() => api.close());

const openLine = async (who: Caller): Promise<Line> => {
  const line = await Line.open(who);
  lines.push(line);
  return line;
};
const ring = async (session: SessionView, accountId: string | null = jorgeId): Promise<ColleagueInvite> =>
  ana.must('POST', `/sessions/${session.id}/colleagues`, { inviteId: uuid(), accountId });
const tokenOf = (invite: ColleagueInvite): string => new URL(invite.link ?? '').hash.slice(1);

it('W40 the directory shows who can be reached now, and never oneself', async () => {
  const seen = async () => {
    const { colleagues } = await ana.must<z.output<typeof colleagueList>>('GET', '/colleagues');
    return colleagues;
  };
  expect((await seen()).find((c) => c.accountId === jorgeId)).toMatchObject({
    name: 'Jorge Peña',
    reachable: false,
  });
  const line = await openLine(jorge);
  expect((await seen()).find((c) => c.accountId === jorgeId)?.reachable).toBe(true);
  expect((await seen()).map(({ name }) => name)).not.toContain('Ana Ruiz');
  line.close();
});

it('W39 W40 a colleague’s console rings; accepted, they are an assistant, and everybody in the session sees them come', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const his = await openLine(jorge);
  const hers = await openLine(maria);
  await hers.subscribe(session.id);
  const { inviteId, link } = await ring(session);
  expect(link).toBeNull();
  await his.until('it rings', () => his.rings.some((one) => one.inviteId === inviteId));
  expect(his.rings.find((one) => one.inviteId === inviteId)).toMatchObject({
    sessionId: session.id,
    by: 'Ana Ruiz',
    customer: 'María Gómez',
    subject: 'Invoices do not save',
  });
  // Being asked is no right to look.
  expect((await jorge.call('GET', `/streams/${session.id}/events?since=0&limit=10`)).status).toBe(404);
  const view = await jorge.must<SessionView>('POST', `/sessions/${session.id}/join`, { inviteId });
  await hers.until('María sees the arrival', () => hers.types(session.id).includes('csr.joined'));
  await his.until('the ringing is over', () => his.rings.length === 0);
  await his.until(
    'the session is among his',
    () => his.heads.at(-1)?.some((h) => h.stream === session.id) === true,
  );
  // Pressed twice, it is one coming.
  const again = await jorge.must<SessionView>('POST', `/sessions/${session.id}/join`, { inviteId });
  expect(again.participantId).toBe(view.participantId);
  const page = await hers.subscribe(session.id);
  expect(page.records.filter((r) => r.content?.body.includes('"csr.joined"'))).toHaveLength(1);
  // What the role allows, and what not: he chats, and asks for nothing on María's computer.
  expect(
    (
      await jorge.command(session.conversationId, 'message.post', {
        messageId: uuid(),
        text: 'Hello',
        to: 'everyone',
        sentAt: 1,
      })
    ).status,
  ).toBe(200);
  const wants = (capability: string) =>
    jorge.command(session.id, 'grant.request', {
      requestId: uuid(),
      capability,
      minutes: 5,
      participantId: null,
    });
  expect((await wants('input.control')).body).toMatchObject({ code: 'NOT_THE_OWNER' });
  expect((await wants('screen.view')).body).toMatchObject({ code: 'NOTHING_SHARED' });
  expect((await jorge.command(session.id, 'session.end', {})).body).toMatchObject({ code: 'NOT_THE_OWNER' });
  expect(
    (await ana.call('POST', `/sessions/${session.id}/colleagues`, { inviteId: uuid(), accountId: jorgeId }))
      .body,
  ).toMatchObject({ code: 'COLLEAGUE_HERE' });
});

it('W40 a ring can be declined, taken back, and runs out; nobody else answers it', async () => {
  const { session } = await aSessionWithMaria(ana);
  const eva = await Csr.another(api, 'Eva');
  const his = await openLine(jorge);
  const answer = async (who: Csr, how: 'join' | 'decline', inviteId: string) =>
    (await who.call<{ code: string } | undefined>('POST', `/sessions/${session.id}/${how}`, { inviteId }))
      .body?.code;
  const declined = await ring(session);
  await his.until('it rings', () => his.rings.length === 1);
  expect(await answer(eva, 'join', declined.inviteId)).toBe('INVITE_UNKNOWN');
  expect(await answer(eva, 'decline', declined.inviteId)).toBe('INVITE_UNKNOWN');
  expect(
    (await ana.call('POST', `/sessions/${session.id}/colleagues`, { inviteId: uuid(), accountId: jorgeId }))
      .body,
  ).toMatchObject({ code: 'COLLEAGUE_ASKED' });
  expect(await answer(jorge, 'decline', declined.inviteId)).toBeUndefined();
  await his.until('it is quiet', () => his.rings.length === 0);
  expect(await answer(jorge, 'join', declined.inviteId)).toBe('INVITE_DECLINED');
  const revoked = await ring(session);
  await his.until('it rings again', () => his.rings.length === 1);
  await ana.mustCommand(session.id, 'invite.revoke', { inviteId: revoked.inviteId });
  await his.until('it is quiet again', () => his.rings.length === 0);
  expect(await answer(jorge, 'join', revoked.inviteId)).toBe('INVITE_REVOKED');
  const late = await ring(session);
  ahead += 61_000;
  expect(await answer(jorge, 'join', late.inviteId)).toBe('INVITE_EXPIRED');
});

it('W40 by a link a colleague comes in who is signed in; it works once, and for nobody else', async () => {
  const { session } = await aSessionWithMaria(ana);
  const invite = await ring(session, null);
  expect(invite.link).toContain('/colleague#');
  const token = tokenOf(invite);
  const stranger = new Caller(api);
  expect((await stranger.call('POST', '/colleague-links/preview', { token })).status).toBe(401);
  expect((await stranger.call('POST', '/colleague-links/join', { token })).status).toBe(401);
  // A customer with this link hears what it is for.
  const device = await TestDevice.make('page');
  const joined = await stranger.call('POST', '/invites/join', await joining({ token }, device));
  expect([joined.status, joined.body]).toEqual([
    409,
    expect.objectContaining({ code: 'INVITE_FOR_COLLEAGUE' }),
  ]);
  const about = await jorge.must<ColleagueLinkView>('POST', '/colleague-links/preview', { token });
  expect(about).toMatchObject({ sessionId: session.id, by: 'Ana Ruiz', customer: 'María Gómez' });
  await jorge.must('POST', '/colleague-links/join', { token });
  expect((await jorge.call('GET', `/streams/${session.id}/events?since=0&limit=10`)).status).toBe(200);
  const eva = await Csr.another(api, 'Eva');
  expect((await eva.call('POST', '/colleague-links/join', { token })).status).toBe(410);
  // A customer's link is none for a CSR.
  const theirs = await ana.invite(session.id);
  const wrong = await eva.call('POST', '/colleague-links/join', {
    token: new URL(theirs.link).hash.slice(1),
  });
  expect([wrong.status, wrong.body]).toEqual([404, expect.objectContaining({ code: 'INVITE_NOT_FOUND' })]);
});

it('W39 only who is in the session asks a colleague in', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const body = { inviteId: uuid(), accountId: jorgeId };
  expect((await jorge.call('POST', `/sessions/${session.id}/colleagues`, body)).status).toBe(404);
  expect((await maria.call('POST', `/sessions/${session.id}/colleagues`, body)).status).toBe(401);
  const nobody = { inviteId: uuid(), accountId: uuid() };
  expect((await ana.call('POST', `/sessions/${session.id}/colleagues`, nobody)).status).toBe(404);
});
