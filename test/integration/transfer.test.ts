import type { EventPage, SessionView } from '@relevo/contracts';
import { readRecord, type SessionEvent } from '@relevo/domain';
import { aKeyText, aThumbprint } from '@relevo/testing';
import { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import {
  aSessionWithMaria,
  Caller,
  Csr,
  comesToHelp,
  Guest,
  joining,
  TestDevice,
  tokenOf,
} from '../support/people';

let api: TestApi;
let ana: Csr;
let jorge: Csr;
beforeAll(async () => {
  api = await startApi();
  ana = await Csr.first(api);
  jorge = await Csr.another(api, 'Jorge Peña');
});
afterAll(() => api.close());

const log = async (who: Caller, session: SessionView): Promise<SessionEvent[]> => {
  const page = await who.must<EventPage>('GET', `/streams/${session.id}/events?since=0&limit=500`);
  return page.records.map((record) => readRecord(record) as SessionEvent);
};
const types = async (who: Caller, session: SessionView): Promise<string[]> =>
  (await log(who, session)).map((event) => event.type ?? 'hidden');
const last = async <Type extends SessionEvent['type']>(who: Caller, session: SessionView, type: Type) =>
  (await log(who, session)).findLast((e): e is Extract<SessionEvent, { type: Type }> => e.type === type);

const transfer = (who: Caller, session: SessionView, participantId: string, reason = 'My shift ends') =>
  who.command(session.id, 'control.transfer', { participantId, reason });

const KEY = aThumbprint();

const gives = async (guest: Guest, csr: Csr, session: SessionView, csrId: string, capability: string) => {
  const requestId = uuid();
  // A key that no sign-in has shown would be asked to stop by itself.
  await csr.mustCommand(session.id, 'csr.presentKey', { key: aKeyText(), thumbprint: KEY });
  await csr.mustCommand(session.id, 'grant.request', {
    requestId,
    capability,
    minutes: 5,
    participantId: null,
  });
  return give(guest, csrId, requestId, capability);
};
const give = async (guest: Guest, csrId: string, requestId: string, capability: string): Promise<string> => {
  const grantId = uuid();
  const hash = 'a'.repeat(64);
  const answer = await guest.report('grant.given', {
    grantId,
    requestId,
    capability,
    csrId,
    csrKey: KEY,
    fingerprints: { device: hash, csr: hash },
    until: null,
    wordsHash: hash,
    words: 'words',
    nonce: 'n',
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return grantId;
};

it('W41 W42 SEC-C8 the owner hands over to a CSR in the session: every grant is asked to stop, and the new one asks anew', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const jorgeIs = await comesToHelp(ana, jorge, session.id);
  const agent = await maria.agent();
  const view = await gives(agent, ana, session, session.participantId, 'screen.view');
  const open = uuid();
  await ana.mustCommand(session.id, 'grant.request', {
    requestId: open,
    capability: 'input.control',
    minutes: 5,
    participantId: null,
  });
  expect((await transfer(jorge, session, jorgeIs)).body).toMatchObject({ code: 'NOT_THE_OWNER' });
  expect((await transfer(maria, session, jorgeIs)).body).toMatchObject({ code: 'CSR_ONLY' });
  expect((await transfer(ana, session, maria.id)).body).toMatchObject({ code: 'NO_COLLEAGUE_HERE' });
  expect((await transfer(ana, session, jorgeIs, '')).status).toBe(400);
  expect((await transfer(ana, session, jorgeIs)).status).toBe(200);
  expect((await last(maria, session, 'grant.stopAsked'))?.data).toEqual({
    grantId: view,
    cause: 'transferred',
  });
  expect((await last(maria, session, 'grant.withdrawn'))?.data).toEqual({ requestId: open });
  expect((await last(maria, session, 'control.transferred'))?.data).toMatchObject({
    to: jorgeIs,
    how: 'transfer',
  });
  // An answer that was on its way is a fact, and over at once.
  const late = await give(agent, session.participantId, open, 'input.control');
  expect((await last(maria, session, 'grant.stopAsked'))?.data).toEqual({
    grantId: late,
    cause: 'transferred',
  });
  for (const grantId of [view, late]) await agent.report('grant.ended', { grantId, reason: 'transferred' });
  const asks = (who: Csr) =>
    who.command(session.id, 'grant.request', {
      requestId: uuid(),
      capability: 'input.control',
      minutes: 5,
      participantId: null,
    });
  expect((await asks(ana)).body).toMatchObject({ code: 'NOT_THE_OWNER' });
  expect((await asks(jorge)).status).toBe(200);
  expect((await last(maria, session, 'grant.requested'))?.data.csrId).toBe(jorgeIs);
});

it('W41 SEC-X1 the reason is read by CSRs and hidden from customers on the wire', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const jorgeIs = await comesToHelp(ana, jorge, session.id);
  const line = await Line.open(maria);
  await line.subscribe(session.id);
  await transfer(ana, session, jorgeIs, 'She shouts at me');
  await line.until('the transfer', () => line.types(session.id).includes('control.transferred'));
  await line.until('the hidden place', () => line.types(session.id).at(-1) === 'hidden');
  expect(JSON.stringify(line.records)).not.toContain('shouts');
  expect(JSON.stringify(await log(maria, session))).not.toContain('shouts');
  line.close();
  for (const csr of [ana, jorge])
    expect((await last(csr, session, 'control.explained'))?.data.reason).toBe('She shouts at me');
});

it('W43 the former owner may leave and not end, and may end when control is given back', async () => {
  const { session } = await aSessionWithMaria(ana);
  const jorgeIs = await comesToHelp(ana, jorge, session.id);
  expect((await ana.command(session.id, 'participant.leave', {})).body).toMatchObject({
    code: 'OWNER_CANNOT_LEAVE',
  });
  await transfer(ana, session, jorgeIs);
  expect((await ana.command(session.id, 'session.end', {})).body).toMatchObject({ code: 'NOT_THE_OWNER' });
  expect((await transfer(jorge, session, session.participantId, 'All is well')).status).toBe(200);
  expect((await jorge.command(session.id, 'session.end', {})).body).toMatchObject({ code: 'NOT_THE_OWNER' });
  expect((await jorge.command(session.id, 'participant.leave', {})).status).toBe(200);
  expect((await transfer(ana, session, jorgeIs)).body).toMatchObject({ code: 'NO_COLLEAGUE_HERE' });
  expect((await ana.command(session.id, 'session.end', {})).status).toBe(200);
});

it('SEC-C12 a CSR who has left follows nothing more, by REST or socket, and everything again when they are back', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  await comesToHelp(ana, jorge, session.id);
  const line = await Line.open(jorge);
  await line.subscribe(session.id);
  await line.subscribe(session.conversationId);
  await jorge.mustCommand(session.id, 'participant.leave', {});
  const say = async (text: string) =>
    ana.mustCommand(session.conversationId, 'message.post', {
      messageId: uuid(),
      text,
      to: 'everyone',
      sentAt: 1,
    });
  await say('Is he gone?');
  await ana.mustCommand(session.id, 'agent.suggest', {});
  await line.until('the hidden event', () => line.types(session.id).at(-1) === 'hidden');
  await line.until('the hidden line', () => line.types(session.conversationId).at(-1) === 'hidden');
  expect((await types(jorge, session)).at(-1)).toBe('hidden');
  expect((await types(maria, session)).at(-1)).toBe('agent.suggested');
  expect((await line.ask('ephemeral', { stream: session.conversationId, kind: 'typing' })).ok).toBe(false);
  line.close();
  await comesToHelp(ana, jorge, session.id);
  expect(await types(jorge, session)).not.toContain('hidden');
});

it('W43 a parked session runs nothing and lets nobody in; its links work again afterwards', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const agent = await maria.agent();
  const grantId = await gives(agent, ana, session, session.participantId, 'screen.view');
  const invite = await ana.invite(session.id);
  expect((await maria.command(session.id, 'session.park', {})).body).toMatchObject({ code: 'CSR_ONLY' });
  await ana.mustCommand(session.id, 'session.park', {});
  expect((await last(maria, session, 'grant.stopAsked'))?.data).toEqual({ grantId, cause: 'parked' });
  const device = await TestDevice.make('page');
  const body = await joining({ token: tokenOf(invite) }, device, 'Luca');
  const refused = await new Caller(api).call('POST', '/invites/join', body);
  expect([refused.status, refused.body]).toEqual([409, expect.objectContaining({ code: 'SESSION_PARKED' })]);
  expect((await ana.must<{ sessions: SessionView[] }>('GET', '/sessions?state=live')).sessions).toEqual(
    expect.arrayContaining([expect.objectContaining({ id: session.id, phase: 'parked' })]),
  );
  // The customer of before still reads, writes, and may leave.
  expect(
    (
      await maria.command(session.conversationId, 'message.post', {
        messageId: uuid(),
        text: 'Still here',
        to: 'everyone',
        sentAt: 1,
      })
    ).status,
  ).toBe(200);
  expect((await jorge.command(session.id, 'session.resume', {})).status).toBe(404);
  await ana.mustCommand(session.id, 'session.resume', {});
  expect((await new Caller(api).call('POST', '/invites/join', body)).status).toBe(201);
});

it('W12 W13 the owner promotes another customer: one primary at any moment, what the former shared ends', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const luca = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Luca Ferri');
  await ana.mustCommand(session.id, 'participant.admit', { participantId: luca.id });
  const agent = await maria.agent();
  const grantId = await gives(agent, ana, session, session.participantId, 'screen.view');
  const promote = (who: Caller, participantId: string) =>
    who.command(session.id, 'participant.promote', { participantId });
  expect((await promote(maria, luca.id)).body).toMatchObject({ code: 'CSR_ONLY' });
  expect((await promote(ana, uuid())).body).toMatchObject({ code: 'NOT_IN_SESSION' });
  const hers = await Line.open(maria);
  await hers.subscribe(session.id);
  expect((await promote(ana, luca.id)).status).toBe(200);
  await hers.until('María is told', () => hers.types(session.id).includes('participant.promoted'));
  hers.close();
  expect((await last(luca, session, 'grant.stopAsked'))?.data).toEqual({ grantId, cause: 'promoted' });
  const rows = await api.app
    .get(DataSource)
    .query(
      `SELECT participant_id FROM session_participants WHERE session_id = $1 AND role = 'primary' AND status = 'joined'`,
      [session.id],
    );
  expect(rows).toEqual([{ participant_id: luca.id }]);
  await agent.report('grant.ended', { grantId, reason: 'promoted' });
  // The question goes to whoever is primary now.
  await ana.mustCommand(session.id, 'grant.request', {
    requestId: uuid(),
    capability: 'screen.view',
    minutes: null,
    participantId: luca.id,
  });
  expect((await last(maria, session, 'grant.requested'))?.data.deviceId).toBe(luca.device.id);
});
