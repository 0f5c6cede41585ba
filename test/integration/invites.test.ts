import type { DeviceCredential, InviteView } from '@relevo/contracts';
import { anId, until } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import { LogService } from '../../apps/api/src/streams/log/log.service';
import { startApi, type TestApi } from '../support/api';
import { dumpOf, tracesOf } from '../support/dump';
import { Line, typesOf } from '../support/line';
import {
  type Answered,
  aSessionWithMaria,
  Caller,
  Csr,
  Guest,
  joining,
  TestDevice,
  tokenOf,
} from '../support/people';
import { plainRequest } from '../support/plain-request';

/** Each test has a server of its own: limits and codes are counted per site. */
describe('invites', () => {
  let api: TestApi;
  let ana: Csr;
  let anyone: Caller;
  let now: number;
  const join = async (
    proof: object,
    { device, participantId, ...over }: { device?: TestDevice; participantId?: string; name?: string } = {},
  ): Promise<Answered<DeviceCredential & { code: string }>> =>
    anyone.call('POST', '/invites/join', {
      ...(await joining(proof, device ?? (await TestDevice.make('page')), 'María Gómez', participantId)),
      ...over,
    });
  const events = async (sessionId: string): Promise<string[]> =>
    typesOf(
      (
        await ana.must<{ records: Parameters<typeof typesOf>[0] }>(
          'GET',
          `/streams/${sessionId}/events?limit=500`,
        )
      ).records,
    );

  beforeEach(async () => {
    now = Date.now();
    api = await startApi({ clock: { now: () => now } });
    ana = await Csr.first(api);
    anyone = new Caller(api);
  });
  afterEach(() => api.close());

  it('W2 nobody enters before the start: the link says so, the code says nothing, and both work afterwards', async () => {
    const session = await ana.start({ start: false });
    expect(session).toMatchObject({ phase: 'prepared', subject: 'Invoices do not save' });
    const [first, second] = [await ana.invite(session.id), await ana.invite(session.id)];
    for (const path of ['/invites/join', '/invites/preview']) {
      const body = path.endsWith('join')
        ? await joining({ token: tokenOf(first) }, await TestDevice.make('page'))
        : { proof: { token: tokenOf(first) } };
      expect(await anyone.call('POST', path, body)).toMatchObject({
        status: 409,
        body: { code: 'SESSION_NOT_STARTED' },
      });
    }
    expect(await join({ code: second.code })).toMatchObject({
      status: 404,
      body: { code: 'INVITE_NOT_FOUND' },
    });
    expect(await ana.must('POST', `/sessions/${session.id}/start`)).toMatchObject({
      phase: 'open',
      subject: 'Invoices do not save',
    });
    expect((await join({ token: tokenOf(first) })).status).toBe(201);
    expect((await join({ code: second.code })).status).toBe(201);
    expect((await ana.call('POST', `/sessions/${session.id}/start`)).body).toMatchObject({
      code: 'SESSION_ALREADY_STARTED',
    });
  });

  it('W3 W11 a customer without an account comes in by link or by a spoken code, and sees before who is calling', async () => {
    const session = await ana.start();
    const invite = await ana.invite(session.id);
    expect(invite).toMatchObject({
      link: expect.stringMatching(/\/join#[A-Za-z0-9_-]{22}$/),
      code: expect.stringMatching(/^[0-9]{9}$/),
    });
    const spoken = `${invite.code.slice(0, 3)}-${invite.code.slice(3, 6)} ${invite.code.slice(6)}`;
    for (const proof of [{ token: tokenOf(invite) }, { code: spoken }])
      expect(await anyone.call('POST', '/invites/preview', { proof })).toMatchObject({
        status: 200,
        body: {
          organisation: 'Relevo',
          csrName: 'Ana Ruiz',
          subject: 'Invoices do not save',
          expiresAt: invite.expiresAt,
        },
      });
    const joined = await join({ code: spoken });
    expect(joined).toMatchObject({
      status: 201,
      body: { sessionId: session.id, conversationId: session.conversationId },
    });
    expect((await events(session.id)).slice(-3)).toEqual([
      'invite.used',
      'participant.arrived',
      'device.attached',
    ]);
    expect((await join({ code: spoken })).status).toBe(404);
    // No account, no password: the credential opens this session and nothing else.
    const guest = new Caller(api, { authorization: `Bearer ${joined.body.credential}` });
    expect((await guest.call('GET', '/sessions')).status).toBe(401);
    expect(
      (
        await new Caller(api, { authorization: 'Bearer nothing' }).call(
          'GET',
          `/streams/${session.id}/events`,
        )
      ).status,
    ).toBe(401);
  });

  it('W9 any number of invites, each revocable and tracked; customers make none', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const [one, two] = [await ana.invite(session.id), await ana.invite(session.id)];
    await ana.mustCommand(session.id, 'invite.revoke', { inviteId: one.inviteId });
    expect(await join({ token: tokenOf(one) })).toMatchObject({
      status: 410,
      body: { code: 'INVITE_REVOKED' },
    });
    expect(await join({ code: one.code })).toMatchObject({ status: 404 });
    expect((await join({ token: tokenOf(two) })).status).toBe(201);
    expect((await ana.command(session.id, 'invite.revoke', { inviteId: two.inviteId })).body).toMatchObject({
      code: 'INVITE_USED',
    });
    expect((await maria.call('POST', `/sessions/${session.id}/invites`, { inviteId: uuid() })).status).toBe(
      401,
    );
    expect(
      (await (await Csr.another(api)).call('POST', `/sessions/${session.id}/invites`, { inviteId: uuid() }))
        .status,
    ).toBe(404);
    expect(
      (await ana.call('POST', `/sessions/${session.id}/invites`, { inviteId: two.inviteId })).body,
    ).toMatchObject({ code: 'CONFLICT' });
    await ana.mustCommand(session.id, 'session.end', {});
    expect(
      (await ana.call('POST', `/sessions/${session.id}/invites`, { inviteId: uuid() })).body,
    ).toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('W12 the first customer is the primary one, later ones are secondary; one follows when the primary leaves', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const luca = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Luca');
    await ana.mustCommand(session.id, 'participant.admit', { participantId: luca.id });
    const roles = async () => {
      const { rows } = await api.app
        .get(LogService)
        .db.query<{ participant_id: string; role: string; status: string }>({
          text: 'SELECT participant_id, role, status FROM session_participants WHERE session_id = $1 AND account_id IS NULL',
          values: [session.id],
        });
      return Object.fromEntries(rows.map((r) => [r.participant_id, `${r.role} ${r.status}`]));
    };
    expect(await roles()).toEqual({ [maria.id]: 'primary joined', [luca.id]: 'secondary joined' });
    await maria.mustCommand(session.id, 'participant.leave', {});
    expect(await roles()).toEqual({ [maria.id]: 'secondary left', [luca.id]: 'primary joined' });
    // The database itself refuses a second one.
    await expect(
      api.app.get(LogService).db.query({
        text: `UPDATE session_participants SET role = 'primary', status = 'joined' WHERE participant_id = $1`,
        values: [maria.id],
      }),
    ).rejects.toThrow('session_participants_one_primary');
  });

  it('SEC-J1 fifty who join at once with one link: one succeeds, the others hear that it was used, the CSR hears of it', async () => {
    const session = await ana.start();
    const line = await Line.open(ana);
    await line.subscribe(session.id);
    const token = tokenOf(await ana.invite(session.id));
    const answers = await Promise.all(Array.from({ length: 50 }, () => join({ token })));
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1);
    expect(answers.filter((a) => a.status === 410 && a.body.code === 'INVITE_USED')).toHaveLength(49);
    await line.until('the notice', () => line.types(session.id).includes('invite.refused'));
    expect((await events(session.id)).filter((t) => t === 'participant.arrived')).toHaveLength(1);
    line.close();
  });

  it('SEC-J1 a preview uses nothing up; an invite that is too old says so to the holder of its link', async () => {
    const session = await ana.start();
    const invite = await ana.invite(session.id, { minutes: 20 });
    for (let i = 0; i < 3; i += 1)
      expect(
        (await anyone.call('POST', '/invites/preview', { proof: { token: tokenOf(invite) } })).status,
      ).toBe(200);
    now = invite.codeExpiresAt;
    expect((await join({ code: invite.code })).status).toBe(404);
    now = invite.expiresAt;
    expect(await join({ token: tokenOf(invite) })).toMatchObject({
      status: 410,
      body: { code: 'INVITE_EXPIRED' },
    });
    await ana.mustCommand(session.id, 'session.end', {});
    expect(await join({ token: tokenOf(invite) })).toMatchObject({
      status: 410,
      body: { code: 'SESSION_ENDED' },
    });
  });

  it('SEC-J2 everything but a right token gets one answer, and not a later one', async () => {
    const session = await ana.start();
    const used = await ana.invite(session.id);
    await Guest.join(api, { token: tokenOf(used) });
    const proofs: unknown[] = [
      { token: 'A'.repeat(22) },
      { token: 'short' },
      { code: '12' },
      { code: used.code },
      { token: tokenOf(used), code: used.code },
      null,
    ];
    const answers: Answered[] = [];
    for (const proof of proofs)
      answers.push(
        await until('room in this second', 5_000, async () => {
          const answer = await anyone.call('POST', '/invites/preview', { proof });
          return answer.status === 429 ? null : answer;
        }),
      );
    expect(new Set(answers.map((a) => JSON.stringify([a.status, a.body])))).toEqual(
      new Set([JSON.stringify([404, { code: 'INVITE_NOT_FOUND', message: 'no such invite' }])]),
    );
    // What else is wrong with the body tells nothing about the proof.
    const wrong = [];
    for (const proof of [{ token: tokenOf(used) }, { token: 'A'.repeat(22) }])
      wrong.push(await join(proof, { name: '' }));
    expect(wrong.map((a) => a.status)).toEqual([400, 400]);
  });

  it('SEC-J3 guessing is held back by address, by code and for the whole site, whatever X-Forwarded-For says', async () => {
    let made = 0;
    const guess = async (localAddress: string, code: string) => {
      made += 1;
      const { status, headers } = await plainRequest(`${api.url}/api/v1/invites/preview`, {
        method: 'POST',
        localAddress,
        headers: { 'x-forwarded-for': `203.0.113.${made}` },
        body: { proof: { code } },
      });
      return { status, wait: Number(headers['retry-after'] ?? 0) };
    };
    // The site's own limit asks for a second; who waits for it meets the others.
    const patient = (address: string, code: string) =>
      until(
        'room in this second',
        10_000,
        async () => {
          const { status, wait } = await guess(address, code);
          return wait === 1 ? null : status;
        },
        400,
      );
    const statuses = async (guesses: [address: string, code: string][]) => {
      const all: number[] = [];
      for (const one of guesses) all.push(await patient(...one));
      return all;
    };
    const many = [...Array(12).keys()];

    const fromOne = await statuses(many.map((i) => ['127.0.0.2', String(100_000_000 + i)]));
    expect([fromOne[0], ...fromOne.slice(10)]).toEqual([404, 429, 429]);
    expect(await statuses([['127.0.0.3', '200000000']])).toEqual([404]);

    const ofOne = await statuses(many.map((i) => [`127.0.1.${i + 1}`, '300000000']));
    expect(ofOne).toEqual([...Array(5).fill(404), ...Array(7).fill(429)]);

    // Half a link is nobody's code: others who come with theirs hear what is wrong with it.
    const halves = await statuses(many.slice(0, 6).map((i) => [`127.0.3.${i + 1}`, '12']));
    expect(halves).toEqual(Array(6).fill(404));

    const atOnce = await Promise.all(many.map((i) => guess(`127.0.2.${i + 1}`, String(400_000_000 + i))));
    expect(atOnce).toContainEqual({ status: 429, wait: 1 });

    // Nobody guesses a link: it opens meanwhile.
    const token = tokenOf(await ana.invite((await ana.start()).id));
    expect((await anyone.call('POST', '/invites/preview', { proof: { token } })).status).toBe(200);
  });

  it('SEC-J4 token, code and credential are nowhere in the database or the logs', async () => {
    const session = await ana.start();
    const invite = await ana.invite(session.id);
    const guest = await Guest.join(api, { token: tokenOf(invite) });
    await anyone.call('POST', '/invites/preview', { proof: { token: tokenOf(invite) } });
    const second: InviteView = await ana.invite(session.id);
    const everything = (await dumpOf(api)) + api.logs();
    expect(everything).toContain(session.id);
    for (const secret of [
      tokenOf(invite),
      invite.code,
      guest.credential.credential,
      tokenOf(second),
      second.code,
    ])
      for (const trace of tracesOf(secret)) expect(everything).not.toContain(trace);
  });

  it('SEC-J5 who joins cannot take an id of somebody in the session, nor a device of another', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const token = tokenOf(await ana.invite(session.id));
    expect((await join({ token }, { participantId: session.participantId })).body).toMatchObject({
      code: 'CONFLICT',
    });
    expect((await join({ token }, { device: maria.device })).body).toMatchObject({
      code: 'KEY_CHANGED',
    });
    const elsewhere = tokenOf(await ana.invite((await ana.start()).id));
    expect((await join({ token: elsewhere }, { device: maria.device })).body).toMatchObject({
      code: 'CONFLICT',
    });
    expect((await join({ token })).status).toBe(201);
  });

  it('an unexpected call is reported by its link and ends the session at once; a used link reports nothing', async () => {
    const session = await ana.start();
    const [used, open_] = [await ana.invite(session.id), await ana.invite(session.id)];
    await Guest.join(api, { token: tokenOf(used) });
    expect((await anyone.call('POST', '/invites/report', { proof: { token: tokenOf(used) } })).status).toBe(
      410,
    );
    expect((await anyone.call('POST', '/invites/report', { proof: { token: 'A'.repeat(22) } })).status).toBe(
      404,
    );
    expect((await anyone.call('POST', '/invites/report', { proof: { token: tokenOf(open_) } })).status).toBe(
      204,
    );
    expect((await events(session.id)).slice(-2)).toEqual(['session.reported', 'session.ended']);
  });

  describe('devices', () => {
    it('an agent comes in by the page’s code, once, for the same participant', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const shown = await maria.must<{ code: string; link: string }>('POST', '/devices/codes');
      expect(shown.link).toBe(`${api.env.PUBLIC_URL}/join#d=${shown.code}`);
      expect(await anyone.must('POST', '/devices/preview', { code: shown.code })).toEqual({
        organisation: 'Relevo',
        csrName: 'Ana Ruiz',
        customerName: 'María Gómez',
      });
      const [one, two] = [await TestDevice.make('machine'), await TestDevice.make('machine')];
      const attach = async (device: TestDevice) =>
        anyone.call('POST', '/devices/attach', await device.attaching(shown.code));
      const both = await Promise.all([attach(one), attach(two)]);
      expect(new Set(both.map((a) => a.status))).toEqual(new Set([201, 404]));
      expect(both.find((a) => a.status === 201)?.body).toMatchObject({
        participantId: maria.id,
        sessionId: session.id,
      });
      expect((await events(session.id)).filter((t) => t === 'device.attached')).toHaveLength(2);
    });

    it('a code is refused when it is old, replaced, for a page, or of somebody who is not in the session', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const codeOf = async (who: Guest) => (await who.must<{ code: string }>('POST', '/devices/codes')).code;
      const attach = async (code: string, kind: 'page' | 'machine' = 'machine') =>
        (await anyone.call('POST', '/devices/attach', await (await TestDevice.make(kind)).attaching(code)))
          .status;
      const replaced = await codeOf(maria);
      const code = await codeOf(maria);
      expect(await attach(replaced)).toBe(404);
      expect(await attach(code, 'page')).toBe(400);
      now += 10 * 60_000;
      expect(await attach(code)).toBe(404);
      const waiting = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) });
      expect((await waiting.call('POST', '/devices/codes')).body).toMatchObject({ code: 'NOT_ADMITTED' });
      const last = await codeOf(maria);
      await maria.mustCommand(session.id, 'participant.leave', {});
      expect(await attach(last)).toBe(404);
    });

    it('a credential ends with its part: last reports for a while, then nothing', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const agent = await maria.agent();
      await ana.mustCommand(session.id, 'session.end', {});
      const denied = { requestId: anId(1), reason: 'session-ended' };
      expect((await agent.report('grant.denied', denied)).status).toBe(200);
      expect((await agent.command(session.id, 'participant.leave', {})).body).toMatchObject({
        code: 'SESSION_ENDED',
      });
      now += 11 * 60_000;
      expect((await agent.report('grant.denied', denied)).status).toBe(401);
    });

    it('a newer agent takes the place of an older one, whose credential ends', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const older = await maria.agent();
      await maria.agent();
      expect((await events(session.id)).slice(-2)).toEqual(['device.detached', 'device.attached']);
      now += 11 * 60_000;
      expect((await older.report('device.alarm', { kind: 'rate', count: 1 })).status).toBe(401);
      expect((await maria.report('device.alarm', { kind: 'rate', count: 1 })).status).toBe(200);
    });
  });
});
