import type { DeviceCredential } from '@relevo/contracts';
import { PATIENCE_MS, until } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { typesOf } from '../support/line';
import {
  type Answered,
  aSessionWithMaria,
  Caller,
  Csr,
  joining,
  TestDevice,
  tokenOf,
} from '../support/people';

type Joined = Answered<DeviceCredential & { code: string }>;

/** The answer to a join may be lost, while the join itself counts: the same device comes in again, and nobody else. */
describe('an entrance whose answer was lost', () => {
  let api: TestApi;
  let ana: Csr;
  let anyone: Caller;
  let maria: TestDevice;
  const post = (body: object): Promise<Joined> => anyone.call('POST', '/invites/join', body);
  const events = async (sessionId: string): Promise<string[]> => {
    const page = await ana.must<{ records: Parameters<typeof typesOf>[0] }>(
      'GET',
      `/streams/${sessionId}/events?limit=500`,
    );
    return typesOf(page.records);
  };
  /** Opens the door of the session or not. */
  const works = async ({ body }: Joined): Promise<number> =>
    (
      await new Caller(api, { authorization: `Bearer ${body.credential}` }).call(
        'GET',
        `/streams/${body.sessionId}/events`,
      )
    ).status;
  const unlimited = (ask: () => Promise<Joined>): Promise<Joined> =>
    until('room in this second', PATIENCE_MS, async () => {
      const answer = await ask();
      return answer.status === 429 ? null : answer;
    });

  beforeEach(async () => {
    api = await startApi();
    ana = await Csr.first(api);
    anyone = new Caller(api);
    maria = await TestDevice.make('page');
  });
  afterEach(() => api.close());

  it('SEC-J1 the same join again, by link or by code, gives that device a fresh credential and changes nothing', async () => {
    const session = await ana.start();
    for (const kind of ['token', 'code']) {
      const invite = await ana.invite(session.id);
      const proof = kind === 'token' ? { token: tokenOf(invite) } : { code: invite.code };
      const body = await joining(proof, await TestDevice.make('page'));
      const lost = await post(body);
      const log = await events(session.id);
      const again = await post(body);
      expect([lost.status, again.status]).toEqual([201, 201]);
      expect(again.body).toEqual({
        ...lost.body,
        credential: expect.not.stringMatching(lost.body.credential),
      });
      expect([await works(lost), await works(again)]).toEqual([401, 200]);
      expect(await events(session.id)).toEqual(log);
    }
  });

  it('SEC-J1 the same join twenty times at once counts once, and the last answer opens', async () => {
    const session = await ana.start();
    const invite = await ana.invite(session.id);
    const body = await joining({ token: tokenOf(invite) }, maria);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(body)));
    expect(answers.map((a) => a.status)).toEqual(answers.map(() => 201));
    expect(new Set(answers.map((a) => a.body.credential)).size).toBe(20);
    const statuses = await Promise.all(answers.map(works));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect((await events(session.id)).slice(-3)).toEqual([
      'invite.used',
      'participant.arrived',
      'device.attached',
    ]);
  });

  it('SEC-J1 a server that died between commit and answer left nobody outside: another node lets the same device in', async () => {
    const session = await ana.start();
    const body = await joining({ token: tokenOf(await ana.invite(session.id)) }, maria);
    // Committed; what it answered is never seen.
    await post(body);
    const other = await startApi({ database: api.database, env: { SITE_SECRET: api.env.SITE_SECRET } });
    try {
      const again = await new Caller(other).call<DeviceCredential>('POST', '/invites/join', body);
      expect(again).toMatchObject({ status: 201, body: { participantId: body.participantId } });
      expect((await events(session.id)).filter((t) => t === 'participant.arrived')).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it('SEC-J1 a stolen link with another key, or other ids, is used up, and the CSR hears of each try', async () => {
    const session = await ana.start();
    const proof = { token: tokenOf(await ana.invite(session.id)) };
    const body = await joining(proof, maria);
    const first = await post(body);
    const thief = await TestDevice.make('page');
    // With her ids and their own key, with her device and another participant, and with nothing of hers.
    const asMaria = Object.assign(Object.create(thief) as TestDevice, { id: maria.id });
    const tries = [
      await joining(proof, asMaria, 'María Gómez', body.participantId),
      await joining(proof, maria, 'María Gómez', uuid()),
      await joining(proof, thief),
    ];
    for (const [n, stolen] of tries.entries()) {
      expect(await post(stolen)).toMatchObject({ status: 410, body: { code: 'INVITE_USED' } });
      expect((await events(session.id)).filter((t) => t === 'invite.refused')).toHaveLength(n + 1);
    }
    expect(await works(first)).toBe(200);
  });

  it('SEC-J2 a code that was used answers everybody else as one that never was', async () => {
    const session = await ana.start();
    const { code } = await ana.invite(session.id);
    const body = await joining({ code }, maria);
    expect((await unlimited(() => post(body))).status).toBe(201);
    const thief = await TestDevice.make('page');
    const used = await unlimited(async () => post(await joining({ code }, thief)));
    const never = await unlimited(async () => post(await joining({ code: '000000000' }, thief)));
    const malformed = await unlimited(async () => post(await joining({ code: '12' }, thief)));
    expect(used).toMatchObject({ status: 404, body: { code: 'INVITE_NOT_FOUND' } });
    expect([never.body, malformed.body]).toEqual([used.body, used.body]);
    expect(await events(session.id)).not.toContain('invite.refused');
    expect((await post(body)).status).toBe(201);
  });

  it('SEC-J1 a wrong signature is refused before anything is used, also for a link that does not exist', async () => {
    const session = await ana.start();
    const proof = { token: tokenOf(await ana.invite(session.id)) };
    const body = await joining(proof, maria);
    const other = await joining(proof, await TestDevice.make('page'));
    const log = await events(session.id);
    const wrong = { status: 422, body: { code: 'SIGNATURE_WRONG' } };
    expect(await post({ ...body, signature: other.signature })).toMatchObject(wrong);
    expect(await post({ ...body, participantId: uuid() })).toMatchObject(wrong);
    expect(await post({ ...body, device: { ...body.device, deviceId: uuid() } })).toMatchObject(wrong);
    expect(await post({ ...body, proof: { token: 'A'.repeat(22) } })).toMatchObject(wrong);
    expect(await post({ ...body, signature: undefined })).toMatchObject({ status: 400 });
    expect(await events(session.id)).toEqual(log);
    expect((await post(body)).status).toBe(201);
    expect(await post({ ...body, signature: other.signature })).toMatchObject(wrong);
  });

  it('W45 who has left, was turned away, or whose session is over does not come back by the same join', async () => {
    const session = await ana.start();
    const come = async () => {
      const body = await joining(
        { token: tokenOf(await ana.invite(session.id)) },
        await TestDevice.make('page'),
      );
      return { body, first: await post(body) };
    };
    const [left, declined, last] = [await come(), await come(), await come()];
    const guest = new Caller(api, { authorization: `Bearer ${left.first.body.credential}` });
    await guest.mustCommand(session.id, 'participant.leave', {});
    await ana.mustCommand(session.id, 'participant.decline', { participantId: declined.body.participantId });
    for (const { body } of [left, declined])
      expect(await post(body)).toMatchObject({ status: 410, body: { code: 'INVITE_USED' } });
    expect((await post(last.body)).status).toBe(201);
    await ana.mustCommand(session.id, 'session.end', {});
    expect(await post(last.body)).toMatchObject({ status: 410, body: { code: 'SESSION_ENDED' } });
  });

  it('an agent attaches again by the same code; another device, key or signature does not', async () => {
    const { session, maria: page } = await aSessionWithMaria(ana);
    const { code } = await page.must<{ code: string }>('POST', '/devices/codes');
    const attach = (body: object) => unlimited(() => anyone.call('POST', '/devices/attach', body));
    const agent = await TestDevice.make('machine');
    const body = await agent.attaching(code);
    const thief = await TestDevice.make('machine');
    const stolen = await thief.attaching(code);
    expect(await attach({ ...body, signature: stolen.signature })).toMatchObject({
      status: 422,
      body: { code: 'SIGNATURE_WRONG' },
    });
    const lost = await attach(body);
    const log = await events(session.id);
    const again = await attach(body);
    expect([lost.status, again.status]).toEqual([201, 201]);
    expect([await works(lost), await works(again)]).toEqual([401, 200]);
    expect(await attach(stolen)).toMatchObject({ status: 404, body: { code: 'INVITE_NOT_FOUND' } });
    expect(await events(session.id)).toEqual(log);
    // A newer agent took its place: the older one does not come back by its code.
    await page.agent();
    expect(await attach(body)).toMatchObject({ status: 404 });
  });
});
