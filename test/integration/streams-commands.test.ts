import type { SessionView } from '@relevo/contracts';
import { SERVER_COMMANDS } from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { Line, typesOf } from '../support/line';
import { aSessionWithMaria, Csr, Guest, TestDevice, tokenOf } from '../support/people';

const HASH = 'a'.repeat(64);
const ask = (over: object = {}) => ({
  requestId: uuid(),
  capability: 'screen.view',
  minutes: null,
  participantId: null,
  ...over,
});
const givenTo = (csrId: string, requestId: string, over: object = {}) => ({
  grantId: uuid(),
  requestId,
  capability: 'screen.view',
  csrId,
  csrKey: 'k'.repeat(43),
  fingerprints: { device: HASH, csr: HASH },
  until: null,
  wordsHash: HASH,
  words: 'Ana may see your screen',
  nonce: 'n',
  ...over,
});

describe('commands', () => {
  let api: TestApi;
  let ana: Csr;
  const events = async (session: Pick<SessionView, 'id'>, since = 0): Promise<string[]> => {
    const page = await ana.must<{ records: Parameters<typeof typesOf>[0] }>(
      'GET',
      `/streams/${session.id}/events?since=${since}&limit=500`,
    );
    return typesOf(page.records);
  };

  beforeAll(async () => {
    api = await startApi();
    ana = await Csr.first(api);
  });
  afterAll(() => api.close());

  it('SEC-R1 the same command a hundred times, at once and by both roads, has one effect and one answer', async () => {
    const session = await ana.start();
    const line = await Line.open(ana);
    const id = uuid();
    const data = { messageId: id, text: 'once', to: 'everyone', sentAt: 1 };
    const answers = await Promise.all(
      Array.from({ length: 100 }, async (_, i) =>
        i % 2
          ? ((await line.command(session.conversationId, 'message.post', data, id)) as { data?: unknown })
              .data
          : (await ana.command(session.conversationId, 'message.post', data, id)).body,
      ),
    );
    expect(new Set(answers.map((a) => JSON.stringify(a)))).toEqual(
      new Set([JSON.stringify({ stream: session.conversationId, seq: 2 })]),
    );
    expect((await line.subscribe(session.conversationId)).head.seq).toBe(2);
    line.close();
  });

  it('SEC-R1 another content under the same id is a conflict; another sender may use the id', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const id = uuid();
    const say = (text: string) => ({ messageId: uuid(), text, to: 'everyone', sentAt: 1 });
    const first = say('one');
    expect((await ana.command(session.conversationId, 'message.post', first, id)).status).toBe(200);
    expect(await ana.command(session.conversationId, 'message.post', say('two'), id)).toMatchObject({
      status: 409,
      body: { code: 'CONFLICT' },
    });
    expect((await maria.command(session.conversationId, 'message.post', first, id)).status).toBe(200);
  });

  it('SEC-R1 a repeated command keeps its answer although it would be refused by now', async () => {
    const session = await ana.start();
    const guest = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) });
    const id = uuid();
    const data = { participantId: guest.id };
    const first = await ana.command(session.id, 'participant.admit', data, id);
    expect(first.status).toBe(200);
    expect(await ana.command(session.id, 'participant.admit', data, id)).toMatchObject(
      JSON.parse(JSON.stringify({ status: 200, body: first.body })) as object,
    );
    expect((await ana.command(session.id, 'participant.admit', data)).body).toMatchObject({
      code: 'NOT_WAITING',
    });
  });

  it('SEC-R1 a refusal is not kept: the same command may succeed later', async () => {
    const session = await ana.start();
    const id = uuid();
    const data = ask();
    expect((await ana.command(session.id, 'grant.request', data, id)).body).toMatchObject({
      code: 'NO_CUSTOMER_JOINED',
    });
    const guest = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) });
    await ana.mustCommand(session.id, 'participant.admit', { participantId: guest.id });
    expect((await ana.command(session.id, 'grant.request', data, id)).status).toBe(200);
  });

  it('SEC-C2 no CSR, customer or integration can say that a grant was given', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const owner = session.participantId;
    for (const type of [...SERVER_COMMANDS, 'grant.given', 'grant.give']) {
      if (type === 'device.report') continue;
      for (const who of [ana, maria]) {
        const answer = await who.command(
          session.id,
          type,
          givenTo(owner, uuid(), { deviceId: maria.device.id }),
        );
        expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } });
      }
    }
    // A report that somebody else signed, or that says something else than was signed, is refused.
    const forged = await TestDevice.make('page');
    const data = givenTo(owner, uuid(), { deviceId: maria.device.id });
    const { report } = await forged.report(session.id, 'grant.given', data, { deviceId: maria.device.id });
    const claim = { report: { ...report, deviceId: maria.device.id } };
    expect(await ana.command(session.id, 'device.report', claim)).toMatchObject({
      status: 422,
      body: { code: 'SIGNATURE_WRONG' },
    });
    expect(await events(session)).not.toContain('grant.given');
    // The device itself can.
    expect((await maria.report('grant.given', givenTo(owner, uuid()))).status).toBe(200);
    expect(await events(session)).toContain('grant.given');
  });

  it('SEC-C2 a report for another session, device, number or with another envelope is refused', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const other = await aSessionWithMaria(ana);
    const said = { grantId: uuid(), deviceId: maria.device.id, reason: 'customer' };
    const { report } = await maria.device.report(session.id, 'grant.ended', said);
    for (const [stream, claim] of [
      [other.session.id, report],
      [session.id, { ...report, seq: 2 }],
      [session.id, { ...report, deviceId: other.maria.device.id }],
    ] as const)
      expect((await ana.command(stream, 'device.report', { report: claim })).body).toMatchObject({
        code: 'BAD_REQUEST',
      });
    const changed = { ...report, text: report.text.replace('customer', 'expired') };
    expect((await ana.command(session.id, 'device.report', { report: changed })).body).toMatchObject({
      code: 'SIGNATURE_WRONG',
    });
    expect((await ana.command(session.id, 'device.report', { report })).status).toBe(200);
  });

  it('W23 W25 asks when a customer is in, waits for the device’s answer, and cannot be answered by the server', async () => {
    const session = await ana.start();
    expect((await ana.command(session.id, 'grant.request', ask())).body).toMatchObject({
      code: 'NO_CUSTOMER_JOINED',
    });
    const maria = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) });
    expect((await ana.command(session.id, 'grant.request', ask())).body).toMatchObject({
      code: 'NO_CUSTOMER_JOINED',
    });
    await ana.mustCommand(session.id, 'participant.admit', { participantId: maria.id });
    const request = ask();
    await ana.mustCommand(session.id, 'grant.request', request);
    expect((await ana.command(session.id, 'grant.request', ask())).body).toMatchObject({
      code: 'REQUEST_PENDING',
    });
    expect((await maria.command(session.id, 'grant.request', ask())).body).toMatchObject({
      code: 'CSR_ONLY',
    });
    const given = givenTo(session.participantId, request.requestId);
    expect((await maria.report('grant.given', given)).status).toBe(200);
    expect((await ana.command(session.id, 'grant.request', ask())).body).toMatchObject({
      code: 'ALREADY_GRANTED',
    });
    await maria.mustCommand(session.id, 'grant.stop', { grantId: given.grantId });
    expect((await maria.report('grant.ended', { grantId: given.grantId, reason: 'customer' })).status).toBe(
      200,
    );
    expect((await events(session)).slice(-4)).toEqual([
      'grant.requested',
      'grant.given',
      'grant.stopAsked',
      'grant.ended',
    ]);
  });

  it('a device’s reports are taken late, contradictory and after the end, once each and in its own order', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const agent = await maria.agent();
    const [first, other] = [uuid(), uuid()];
    const { id } = session;
    const [ended, given, last] = await Promise.all([
      agent.device.report(
        id,
        'grant.ended',
        { grantId: first, deviceId: agent.device.id, reason: 'hotkey' },
        { seq: 1 },
      ),
      agent.device.report(
        id,
        'grant.given',
        { ...givenTo(session.participantId, uuid(), { grantId: first }), deviceId: agent.device.id },
        { seq: 2 },
      ),
      agent.device.report(
        id,
        'grant.ended',
        { grantId: other, deviceId: agent.device.id, reason: 'link-lost' },
        { seq: 3 },
      ),
    ]);
    expect((await agent.command(id, 'device.report', given)).body).toMatchObject({
      code: 'DEVICE_REPORT_GAP',
    });
    await agent.mustCommand(id, 'device.report', ended);
    await agent.mustCommand(id, 'device.report', given);
    const before = (await events(session)).length;
    await agent.mustCommand(id, 'device.report', given);
    expect(await events(session)).toHaveLength(before);
    await ana.mustCommand(id, 'session.end', {});
    await agent.mustCommand(id, 'device.report', last);
    expect((await events(session)).slice(-2)).toEqual(['session.ended', 'grant.ended']);
  });

  it('W44 the owner ends at any time, once; W45 a customer never ends and leaves at any time', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    expect((await maria.command(session.id, 'session.end', {})).body).toMatchObject({
      code: 'CUSTOMERS_CANNOT_END',
    });
    expect((await ana.command(session.id, 'participant.leave', {})).body).toMatchObject({
      code: 'OWNER_CANNOT_LEAVE',
    });
    await maria.mustCommand(session.id, 'participant.leave', {});
    expect((await maria.command(session.id, 'participant.leave', {})).body).toMatchObject({
      code: 'NOT_IN_SESSION',
    });
    await ana.mustCommand(session.id, 'session.end', {});
    expect((await ana.command(session.id, 'session.end', {})).body).toMatchObject({ code: 'SESSION_ENDED' });
    expect(await ana.must('GET', `/sessions/${session.id}`)).toMatchObject({
      phase: 'ended',
      customer: 'María Gómez',
    });
  });

  it('W45 a customer who still waits leaves too', async () => {
    const session = await ana.start();
    const guest = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) });
    await guest.mustCommand(session.id, 'participant.leave', {});
    expect((await events(session)).at(-1)).toBe('participant.left');
  });

  it('strangers find nothing: no session of others, no stream, no list', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const luca = await Csr.another(api);
    const other = await aSessionWithMaria(ana);
    for (const who of [luca, other.maria])
      for (const stream of [session.id, session.conversationId, uuid()]) {
        expect((await who.call('GET', `/streams/${stream}/events`)).status).toBe(404);
        expect((await who.command(stream, 'session.end', {})).body).toMatchObject({ code: 'NOT_FOUND' });
      }
    expect((await luca.call('GET', `/sessions/${session.id}`)).status).toBe(404);
    expect((await luca.must<{ sessions: unknown[] }>('GET', '/sessions')).sessions).toEqual([]);
    expect((await maria.call('GET', '/sessions')).status).toBe(401);
  });

  it('lists live and recent sessions, and starts once when Start is pressed twice', async () => {
    const luca = await Csr.another(api);
    const sessionId = uuid();
    const both = await Promise.all([luca.start({ sessionId }), luca.start({ sessionId })]);
    expect(both[0]).toEqual(both[1]);
    expect((await ana.call('POST', '/sessions', { sessionId })).body).toMatchObject({ code: 'CONFLICT' });
    const ended = await luca.start();
    await luca.mustCommand(ended.id, 'session.end', {});
    const list = async (query: string) =>
      (await luca.must<{ sessions: SessionView[] }>('GET', `/sessions${query}`)).sessions.map((s) => s.id);
    expect(await list('?state=live')).toEqual([sessionId]);
    expect(await list('?state=recent')).toEqual([ended.id]);
    expect(await list('')).toEqual([sessionId, ended.id]);
  });

  it('a command for another stream than its address, or of the wrong kind, is refused', async () => {
    const session = await ana.start();
    const commandId = uuid();
    const envelope = { commandId, stream: session.conversationId, type: 'session.end', data: {} };
    expect((await ana.call('POST', `/streams/${session.id}/commands`, envelope)).status).toBe(400);
    expect((await ana.command(session.conversationId, 'session.end', {})).status).toBe(400);
    expect((await ana.command(session.id, 'session.end', { more: 1 })).body).toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});
