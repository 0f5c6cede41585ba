import { PROTOCOL_VERSION, SOCKET_PATH } from '@relevo/contracts';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { ACCESS, type Access } from '../../apps/api/src/platform/access/marks';
import { SocketGateway } from '../../apps/api/src/streams/socket/gateway';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import { aSessionWithMaria, Csr, Guest, tokenOf } from '../support/people';

describe('the socket', () => {
  let api: TestApi;
  let ana: Csr;
  const lines: Line[] = [];
  const open = async (...args: Parameters<typeof Line.open>): Promise<Line> => {
    const line = await Line.open(...args);
    lines.push(line);
    return line;
  };
  const ticketOf = async (who: Csr | Guest): Promise<string> =>
    (await who.must<{ ticket: string }>('POST', '/socket-tickets')).ticket;

  beforeAll(async () => {
    api = await startApi();
    ana = await Csr.first(api);
  });
  afterEach(() => {
    for (const line of lines.splice(0)) line.close();
  });
  afterAll(() => api.close());

  describe('handshake', () => {
    it('SEC-W1 takes a ticket once, within its time, from the site’s own origin', async () => {
      const ticket = await ticketOf(ana);
      await open(ana, { ticket });
      await expect(open(ana, { ticket })).rejects.toThrow('NOT_SIGNED_IN');
    });

    it('SEC-W1 refuses another origin or none before anything is allocated', async () => {
      const ticket = await ticketOf(ana);
      for (const origin of ['https://evil.example', null])
        await expect(open(ana, { ticket, origin })).rejects.toThrow('websocket error');
      // The ticket was not even looked at.
      await open(ana, { ticket });
    });

    it('SEC-W1 refuses without ticket, with an unknown one, or with another shape', async () => {
      const endpoint = uuid();
      const shown = (auth: object) => open(ana, { ticket: 'x', auth });
      await expect(shown({ v: PROTOCOL_VERSION, ticket: 'unknown', endpoint })).rejects.toThrow(
        'NOT_SIGNED_IN',
      );
      for (const auth of [
        {},
        { v: PROTOCOL_VERSION, endpoint },
        { v: PROTOCOL_VERSION, ticket: 7, endpoint },
      ])
        await expect(shown(auth)).rejects.toThrow('BAD_REQUEST');
      await expect(shown({ v: PROTOCOL_VERSION + 1, other: true })).rejects.toThrow('PROTOCOL_VERSION');
    });

    it('SEC-W1 refuses a ticket that is too old, and one whose sign-in has ended since', async () => {
      const old = await ticketOf(ana);
      const owner = new Client({ connectionString: api.database.ownerUrl });
      await owner.connect();
      await owner.query("UPDATE socket_tickets SET expires_at = now() - interval '1 second'");
      await owner.end();
      await expect(open(ana, { ticket: old })).rejects.toThrow('NOT_SIGNED_IN');
      const elsewhere = await ana.elsewhere();
      const good = await ticketOf(elsewhere);
      await elsewhere.must('POST', '/sign-out');
      await expect(open(ana, { ticket: good })).rejects.toThrow('NOT_SIGNED_IN');
    });

    it('SEC-W2 a socket that comes back is nobody until it has shown a new ticket, and a revoked person gets none', async () => {
      const elsewhere = await ana.elsewhere();
      const ticket = await ticketOf(elsewhere);
      const line = await open(elsewhere, { ticket });
      const { session } = await aSessionWithMaria(ana);
      expect(await line.ask('subscribe', { stream: session.id, since: 0 })).toMatchObject({ ok: true });
      // The network breaks; the same client connects again with what it has.
      line.socket.io.engine.close();
      await line.until('the break', () => line.closed);
      const refusal = new Promise<string>((resolve) =>
        line.socket.once('connect_error', (error: Error & { data?: { code?: string } }) =>
          resolve(error.data?.code ?? error.message),
        ),
      );
      line.socket.connect();
      expect(await refusal).toBe('NOT_SIGNED_IN');
      expect(line.socket.recovered).not.toBe(true);
      await elsewhere.must('POST', '/sign-out');
      expect((await elsewhere.call('POST', '/socket-tickets')).status).toBe(401);
    });

    it('SEC-W1 needs a sign-in or a credential for a ticket', async () => {
      const answer = await fetch(`${api.url}/api/v1/socket-tickets`, {
        method: 'POST',
        headers: { 'x-relevo': '1' },
      });
      expect(answer.status).toBe(401);
    });

    it('offers no polling', async () => {
      const answer = await fetch(`${api.url}${SOCKET_PATH}/?EIO=4&transport=polling`, {
        headers: { origin: api.env.PUBLIC_URL ?? '' },
      });
      expect(answer.status).toBe(400);
    });
  });

  describe('messages', () => {
    it('SEC-W3 answers what is malformed in a typed way, and cuts after three in a row', async () => {
      const { session } = await aSessionWithMaria(ana);
      const line = await open(ana);
      const bad = { ok: false, error: { code: 'BAD_REQUEST' } };
      expect(await line.ask('subscribe', { stream: 'no' })).toMatchObject(bad);
      expect(await line.ask('nothing', {})).toMatchObject(bad);
      expect(await line.ask('subscribe', { stream: session.id, since: 0 })).toMatchObject({ ok: true });
      expect(await line.ask('command', JSON.parse('{"__proto__":{"a":1}}'))).toMatchObject(bad);
      line.socket.emit('subscribe');
      line.socket.emit('toString', {});
      await line.until('the cut', () => line.closed);
    });

    it('SEC-W3 asks for each message whether its sender may send it, and closes one without a mark', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const luca = await Csr.another(api);
      const own = await luca.start();
      const senders: [Line, string][] = [
        [await open(luca), own.id],
        [await open(ana), session.id],
        [await open(maria), session.id],
      ];
      for (const [line, stream] of senders) await line.subscribe(stream);
      const typing = () =>
        Promise.all(senders.map(([line, stream]) => line.ask('ephemeral', { stream, kind: 'typing' })));
      const handler = SocketGateway.prototype.ephemeral;
      const mark: unknown = Reflect.getMetadata(ACCESS, handler);
      const marked = async (access: Access | undefined) => {
        Reflect.defineMetadata(ACCESS, access, handler);
        return typing().finally(() => Reflect.defineMetadata(ACCESS, mark, handler));
      };
      const [yes, no] = [{ ok: true }, { ok: false, error: { code: 'FORBIDDEN' } }];
      expect(await typing()).toMatchObject([yes, yes, yes]);
      expect(await marked(undefined)).toMatchObject([no, no, no]);
      expect(await marked({ by: 'device' })).toMatchObject([no, no, yes]);
      expect(await marked({ by: 'account', permission: 'session.read' })).toMatchObject([yes, yes, no]);
      // Luca is a CSR, Ana an administrator.
      expect(await marked({ by: 'participant', permission: 'site.configure' })).toMatchObject([no, yes, yes]);
    });

    it('SEC-W4 takes no binary packets and nothing above 64 KiB', async () => {
      const binary = await open(ana);
      binary.socket.emit('command', new Uint8Array(10));
      await binary.until('the cut', () => binary.closed);
      const large = await open(ana);
      large.socket.emit('command', { data: 'x'.repeat(70_000) });
      await large.until('the cut', () => large.closed);
    });

    it('SEC-W4 ends a socket at a packet that is deeper than any message, before it is parsed', async () => {
      const deep = (levels: number) => `20["command",${'['.repeat(levels)}${']'.repeat(levels)}]`;
      const line = await open(ana);
      const parse = jest.spyOn(JSON, 'parse');
      line.socket.io.engine.write(deep(20_000));
      await line.until('the cut', () => line.closed);
      const seen = parse.mock.calls.some(([text]) => String(text).includes('[[[[[[[[[[[['));
      parse.mockRestore();
      expect(seen).toBe(false);
      // Within the limit it is a message that fits no contract, no more.
      const shallow = await open(ana);
      expect(await shallow.ask('command', [[[[[[]]]]]])).toMatchObject({ error: { code: 'BAD_REQUEST' } });
      expect(shallow.closed).toBe(false);
    });

    it('SEC-W4 ends a socket at a packet that announces attachments, and changes no prototype', async () => {
      for (const packet of [
        '51-["command",{"_placeholder":true,"num":0}]',
        '59999999-0["command"]',
        '61-1[]',
      ]) {
        const bomb = await open(ana);
        bomb.socket.io.engine.write(packet);
        await bomb.until('the cut', () => bomb.closed);
      }
      for (const key of ['__proto__', 'constructor', 'prototype']) {
        const line = await open(ana);
        const message = `{"stream":"${uuid()}","since":0,"${key}":{"polluted":true,"prototype":{"polluted":true}}}`;
        expect(await line.ask('subscribe', JSON.parse(message))).toMatchObject({
          error: { code: 'BAD_REQUEST' },
        });
        expect(await ana.call('POST', '/sessions', JSON.parse(message))).toMatchObject({ status: 400 });
        line.close();
      }
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    });

    it('SEC-W4 holds a flood back and cuts one that does not stop, while others are served', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const other = await open(maria);
      const flood = await open(ana);
      const answers: unknown[] = [];
      for (let i = 0; i < 2000 && !flood.closed; i += 1)
        flood.socket.emit('ephemeral', { stream: session.id, kind: 'typing' }, (a: unknown) =>
          answers.push(a),
        );
      await flood.until('the cut', () => flood.closed);
      expect(answers).toContainEqual(
        expect.objectContaining({ error: expect.objectContaining({ code: 'TOO_MANY_REQUESTS' }) }),
      );
      expect((await other.subscribe(session.id)).records.length).toBeGreaterThan(0);
    });

    it('everything since N comes by pages, then live, without a gap', async () => {
      const { session } = await aSessionWithMaria(ana);
      const line = await open(ana);
      for (let i = 0; i < 7; i += 1) await line.say(session.conversationId, `m${i}`);
      const seqs: number[] = [];
      let more = true;
      while (more) {
        const page = await line.subscribe(session.conversationId, seqs.at(-1) ?? 0, 3);
        expect(page.head.seq).toBe(8);
        seqs.push(...page.records.map((r) => r.seq));
        more = page.more;
      }
      expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(line.records).toEqual([]);
      await line.say(session.conversationId, 'live');
      await line.until('the event', () => line.records.length === 1);
      expect(line.records[0]?.seq).toBe(9);
      expect((await line.subscribe(session.conversationId, 9)).records).toEqual([]);
    });

    it('SEC-J5 a waiting guest subscribes to nothing of others and sends nothing but commands', async () => {
      const session = await ana.start();
      const guest = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) });
      const [page, line] = [await open(guest), await open(ana)];
      await line.subscribe(session.id);
      await page.subscribe(session.id);
      await page.subscribe(session.conversationId);
      await line.say(session.conversationId, 'not for the door');
      await page.until('the place', () => page.types(session.conversationId).length === 1);
      expect(page.types(session.conversationId)).toEqual(['hidden']);
      expect(await page.ask('ephemeral', { stream: session.id, kind: 'typing' })).toMatchObject({
        error: { code: 'NOT_ADMITTED' },
      });
      expect(page.presences).toEqual([]);
      await line.until('presence', () => line.presences.at(-1)?.endpoints.length === 2);
    });
  });

  describe('heads', () => {
    it('come at once, name every live stream, and show a lost last message', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const line = await open(maria);
      await line.until('heads', () => line.heads.length > 0);
      expect(new Set(line.heads[0]?.map((h) => `${h.kind} ${h.stream} ${h.seq}`))).toEqual(
        new Set([`conversation ${session.conversationId} 1`, `session ${session.id} 6`]),
      );
      // Never subscribed: the message itself does not come, the next heads tell of it.
      await ana.mustCommand(session.conversationId, 'message.post', {
        messageId: uuid(),
        text: 'lost',
        to: 'everyone',
        sentAt: 1,
      });
      await line.until('newer heads', () =>
        (line.heads.at(-1) ?? []).some((h) => h.stream === session.conversationId && h.seq === 2),
      );
      expect(line.records).toEqual([]);
    });

    it('come at once when a session begins and when it ends', async () => {
      const luca = await Csr.another(api);
      const line = await open(luca);
      await line.until('heads', () => line.heads.length > 0);
      expect(line.heads[0]).toEqual([]);
      const session = await luca.start();
      await line.until('the session', () => (line.heads.at(-1) ?? []).some((h) => h.stream === session.id));
      await luca.mustCommand(session.id, 'session.end', {});
      await line.until('its end', () => line.heads.at(-1)?.length === 0);
    });
  });

  describe('presence and signals', () => {
    it('name who is reachable, and carry signals to one end only, stamped with the true sender', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const [console1, console2, page] = [await open(ana), await open(ana), await open(maria)];
      for (const line of [console1, console2, page]) await line.subscribe(session.id);
      const own = { participantId: session.participantId, endpoint: console1.endpoint, deviceId: null };
      const device = { participantId: maria.id, endpoint: page.endpoint, deviceId: maria.device.id };
      await page.until('presence', () => page.presences.at(-1)?.endpoints.length === 3);
      expect(page.presences.at(-1)?.endpoints).toEqual(expect.arrayContaining([own, device]));
      const signal = { stream: session.id, epoch: 1, seq: 0, kind: 'hello', data: '{}' };
      expect(await page.ask('signal', { ...signal, to: own })).toEqual({
        ok: true,
        data: { delivered: true },
      });
      await console1.until('the signal', () => console1.others.length === 1);
      expect(console1.others).toEqual([{ name: 'signal', message: { ...signal, from: device } }]);
      expect(console2.others).toEqual([]);
      const away = { ...own, endpoint: uuid() };
      expect(await page.ask('signal', { ...signal, to: away })).toEqual({
        ok: true,
        data: { delivered: false },
      });
      page.close();
      await console1.until('absence', () => console1.presences.at(-1)?.endpoints.length === 2);
    });

    it('are refused between other ends, across sessions, and for whom was not let in', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const other = await aSessionWithMaria(ana);
      const waiting = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) });
      const [console_, page, stranger, guest] = [
        await open(ana),
        await open(maria),
        await open(other.maria),
        await open(waiting),
      ];
      for (const line of [console_, page, guest]) await line.subscribe(session.id);
      await stranger.subscribe(other.session.id);
      const csr = { participantId: session.participantId, endpoint: console_.endpoint, deviceId: null };
      const device = { participantId: maria.id, endpoint: page.endpoint, deviceId: maria.device.id };
      const signal = { stream: session.id, epoch: 1, seq: 0, kind: 'signal', data: '{}' };
      const forbidden = { ok: false, error: { code: 'FORBIDDEN' } };
      expect(await stranger.ask('signal', { ...signal, to: csr })).toMatchObject(forbidden);
      expect(await stranger.ask('signal', { ...signal, stream: other.session.id, to: csr })).toMatchObject(
        forbidden,
      );
      expect(await page.ask('signal', { ...signal, to: device })).toMatchObject(forbidden);
      expect(
        await page.ask('signal', { ...signal, to: { ...csr, deviceId: maria.device.id } }),
      ).toMatchObject(forbidden);
      expect(await console_.ask('signal', { ...signal, to: { ...device, deviceId: uuid() } })).toMatchObject(
        forbidden,
      );
      expect(await guest.ask('signal', { ...signal, to: csr })).toMatchObject({
        error: { code: 'NOT_ADMITTED' },
      });
      expect(await console_.ask('signal', { ...signal, to: device })).toMatchObject({
        data: { delivered: true },
      });
    });

    it('typing reaches the others in the session', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const [console_, page] = [await open(ana), await open(maria)];
      for (const line of [console_, page]) await line.subscribe(session.conversationId);
      const typing = { stream: session.conversationId, kind: 'typing' };
      expect(await page.ask('ephemeral', typing)).toEqual({ ok: true, data: {} });
      await console_.until('typing', () => console_.others.length === 1);
      expect(console_.others).toEqual([{ name: 'ephemeral', message: { ...typing, from: maria.id } }]);
      expect(page.others).toEqual([]);
    });
  });

  describe('endings', () => {
    it('SEC-A4 a sign-out cuts the sockets of that sign-in, and its unused tickets open none', async () => {
      const luca = await Csr.another(api);
      const line = await open(luca);
      const ticket = await ticketOf(luca);
      await luca.must('POST', '/sign-out');
      await line.until('the cut', () => line.closed);
      await expect(open(luca, { ticket })).rejects.toThrow('NOT_SIGNED_IN');
    });

    it('W45 who left hears so, may hand in last reports, and is then cut; nothing of what follows is theirs', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const page = await open(maria);
      await page.subscribe(session.id);
      await maria.mustCommand(session.id, 'participant.leave', {});
      await page.until('the event', () => page.types(session.id).includes('participant.left'));
      await ana.invite(session.id);
      await page.until('the place', () => page.types(session.id).at(-1) === 'hidden');
      const report = await maria.report('device.alarm', { kind: 'rate', count: 1 });
      expect(report.status).toBe(200);
      await page.until('the cut', () => page.closed);
    });

    it('W44 the end of a session reaches every socket before devices are cut; consoles stay', async () => {
      const { session, maria } = await aSessionWithMaria(ana);
      const [console_, page] = [await open(ana), await open(maria)];
      await console_.subscribe(session.id);
      await page.subscribe(session.id);
      await ana.mustCommand(session.id, 'session.end', {});
      await page.until('the cut', () => page.closed);
      expect(page.types(session.id)).toEqual(['session.ended']);
      expect(console_.closed).toBe(false);
    });

    it('another socket of the same tab takes the place of the older one', async () => {
      const endpoint = uuid();
      const older = await open(ana, { endpoint });
      const newer = await open(ana, { endpoint });
      await older.until('the cut', () => older.closed);
      expect(newer.closed).toBe(false);
    });
  });
});
