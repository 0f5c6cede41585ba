import {
  Connection,
  createDeviceKey,
  createRestClient,
  DeviceLinks,
  joinSession,
  type Link,
  memoryStore,
  newId,
  Outbox,
  SessionClient,
  type SigningKey,
  SocketSignals,
} from '@relevo/client';
import { linkTranscript, type SessionView } from '@relevo/contracts';
import { readableCode } from '@relevo/domain';
import { PATIENCE_MS, startDesktop, until, type XDesktop } from '@relevo/testing';
import wrtc from '@roamhq/wrtc';
import { AgentOnDesktop, pointerOn, TestConsole } from '../support/agent';
import { startApi, type TestApi } from '../support/api';
import { Csr, Guest, tokenOf } from '../support/people';

jest.setTimeout(180_000);

/** The server as the console sees it, and as the agent does: one session for both, and nothing else in common. */
interface Faces {
  readonly near: TestApi;
  readonly far: TestApi;
  readonly close: (() => unknown)[];
}

const admit = async (csr: Csr, sessionId: string): Promise<{ session: SessionView; maria: Guest }> => {
  const session = await csr.must<SessionView>('POST', '/sessions', { sessionId, subject: '' });
  const maria = await Guest.join(csr.api, { token: tokenOf(await csr.invite(session.id)) });
  await csr.mustCommand(session.id, 'participant.admit', { participantId: maria.id });
  return { session, maria };
};

/** María's computer as the lying server shows it to the console: it is the server itself. */
const falseDevice = async (csr: Csr, sessionId: string, close: Faces['close']): Promise<DeviceLinks> => {
  const origin = csr.api.env['PUBLIC_URL'] ?? csr.api.url;
  const key = await createDeviceKey();
  const held: { credential?: string } = {};
  const rest = createRestClient({ baseUrl: origin, credential: () => held.credential });
  const { credential, ...me } = await joinSession(rest, key, {
    proof: { token: tokenOf(await csr.invite(sessionId)) },
    participantId: newId(),
    name: 'María Gómez',
    language: 'es',
    device: {
      deviceId: newId(),
      kind: 'machine',
      name: 'PC-MARIA',
      key: key.publicKey,
      can: ['screen.view', 'input.control'],
    },
  });
  held.credential = credential;
  const line = new Connection({ baseUrl: origin, ticket: async () => (await rest.socketTicket()).ticket });
  const outbox = new Outbox({ wire: line, store: memoryStore(), scope: me.deviceId });
  const session = new SessionClient({
    wire: line,
    outbox,
    sessionId,
    me: { participantId: me.participantId },
  });
  const links = new DeviceLinks({
    session,
    deviceId: me.deviceId,
    wire: line,
    port: new SocketSignals(line),
    key,
    iceServers: async () => [],
    wrtc,
  });
  close.push(
    () => links.close(),
    () => session.close(),
    () => line.stop(),
  );
  line.start();
  await csr.mustCommand(sessionId, 'participant.admit', { participantId: me.participantId });
  return links;
};

const codeOf = (links: { readonly all: readonly (Link<'csr'> | Link<'device'>)[] }): Promise<string> =>
  until(
    'a safety code',
    PATIENCE_MS,
    async () => links.all.find((link) => link.safetyCode)?.safetyCode ?? null,
  );

describe('a lying server that sits between console and agent', () => {
  let faces: Faces;
  let desktop: XDesktop;
  let agent: AgentOnDesktop;
  let ana: TestConsole;
  let stranger: TestConsole;
  let hers: DeviceLinks;

  /** Ana's console talks to a false computer; María's agent talks to a false Ana who shows this key. */
  const bridge = async (keyOf: (ana: TestConsole) => SigningKey | undefined): Promise<void> => {
    const { near, far, close } = faces;
    const sessionId = newId();
    const csr = await Csr.first(near);
    const session = await csr.must<SessionView>('POST', '/sessions', { sessionId, subject: '' });
    ana = await TestConsole.open(csr, near, session);
    close.push(() => ana.close());
    hers = await falseDevice(csr, sessionId, close);
    await ana.link();

    const liar = await Csr.first(far);
    const { session: other, maria } = await admit(liar, sessionId);
    stranger = await TestConsole.open(liar, far, other, { key: keyOf(ana) });
    close.push(() => stranger.close());
    const { code } = await maria.must<{ code: string }>('POST', '/devices/codes');
    agent = AgentOnDesktop.start(desktop, [code, '--server', far.env['PUBLIC_URL'] ?? far.url]);
    close.push(() => agent.program.stop());
    await agent.press('yes');
  };
  const written = (console_: TestConsole) =>
    console_.session.snapshot.timeline.filter(({ type }) => type.startsWith('safety.'));

  beforeEach(async () => {
    faces = { near: await startApi(), far: await startApi(), close: [] };
    desktop = await startDesktop({ width: 1280, height: 800 });
  });
  afterEach(async () => {
    for (const end of faces.close.reverse()) await end();
    await desktop.close();
    await faces.near.close();
    await faces.far.close();
  });

  it('SEC-C11 with the CSR’s real key it gets no link: her true signature is about another connection', async () => {
    await bridge((real) => ({
      publicKey: real.signer.publicKey,
      thumbprint: real.signer.thumbprint,
      // All that can be passed on: what Ana's console really signed, about its own link.
      sign: async (text) => {
        const [, , sessionId, , , epoch, nonce] = JSON.parse(text) as [
          string,
          string,
          string,
          string,
          string,
          number,
          string,
        ];
        const { fingerprints } = await real.link();
        if (!fingerprints) throw new Error('no link');
        return real.signer.sign(linkTranscript({ role: 'csr', sessionId, fingerprints, epoch, nonce }));
      },
    }));
    await stranger.until('the agent’s alarm in the log', ({ session }) =>
      session.snapshot.timeline.some(
        (event) => event.type === 'device.alarm' && event.data.kind === 'wrong-key',
      ),
    );
    await until('the alarm in the window', PATIENCE_MS, async () => ((await agent.alarmed()) ? true : null));
    expect(stranger.messages).toEqual([]);
    expect(agent.program.output()).not.toContain('Safety code with');
  });

  it('SEC-C11 with a key of its own both links come up, but the codes differ and nothing says "checked"', async () => {
    await bridge(() => undefined);
    const [left, right] = [await codeOf(ana.links), await codeOf(stranger.links)];
    expect(await codeOf(hers)).toBe(left);
    await until('the code in the terminal', PATIENCE_MS, async () =>
      agent.program.output().includes(`Safety code with Ana Ruiz: ${readableCode(right)}`) ? true : null,
    );
    expect(left).not.toBe(right);
    expect([...written(ana), ...written(stranger)]).toEqual([]);

    // The false Ana even gets control, until the codes are read aloud: then it is over at once, and nothing moves.
    await stranger.ask('input.control', 20);
    await agent.press('yes');
    const grant = await stranger.held('input.control');
    await stranger.thawed();
    await agent.compare(false);
    await stranger.until('the end of all grants, by the device’s own word', ({ session }) =>
      Object.values(session.snapshot.session.grants).every(
        ({ status, endReason }) => status === 'ended' && endReason === 'safety',
      ),
    );
    await stranger.until('the end of the link', ({ links }) =>
      links.all.every(({ state }) => state.name !== 'ready'),
    );
    const before = await pointerOn(desktop);
    for (const link of stranger.links.all)
      expect(link.sendInput({ type: 'input.pointer', grant, seq: 900, x: 7, y: 7 })).toBe(false);
    expect(await pointerOn(desktop)).toBe(before);
    await until('the alarm in the window', PATIENCE_MS, async () => ((await agent.alarmed()) ? true : null));
    expect(written(stranger)).toEqual([
      expect.objectContaining({ type: 'safety.denied', report: expect.anything() }),
    ]);
  });
});

describe('a server of another version', () => {
  it('is told from ours before anything is attached, and refused kindly', async () => {
    const { createServer } = await import('node:http');
    const server = createServer((_request, answer) => {
      answer.setHeader('content-type', 'application/json');
      answer.end(JSON.stringify({ organisation: 'Norvia', version: '9.0.0', protocol: 99, surprise: true }));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const desktop = await startDesktop({ windowManager: false });
    const agent = AgentOnDesktop.start(desktop, ['482913207', '--server', `http://127.0.0.1:${port}`], {
      DISPLAY: '',
    });
    try {
      await agent.program.exited;
      expect(agent.program.output()).toContain(
        `127.0.0.1:${port} needs another version of this program. Nothing was done.`,
      );
    } finally {
      await agent.program.stop();
      await desktop.close();
      server.close();
    }
  });
});
