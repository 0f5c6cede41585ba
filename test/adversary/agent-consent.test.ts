import { createDeviceKey } from '@relevo/client';
import type { SiteSettings } from '@relevo/contracts';
import { PATIENCE_MS, startDesktop, until } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import {
  AgentOnDesktop,
  type AgentScene,
  anAgentScene,
  giveControl,
  pointerOn,
  TestConsole,
} from '../support/agent';
import { startApi, type TestApi } from '../support/api';
import { answerTo, tcpSocketsOf } from '../support/listeners-of';
import { LyingServer } from '../support/lying-server';
import { aSessionWithMaria, Csr } from '../support/people';

jest.setTimeout(120_000);

describe('an agent among liars', () => {
  let api: TestApi;
  let ana: Csr;
  let scene: AgentScene;

  // Each with a server of its own: codes may be tried ten times a minute only.
  beforeEach(async () => {
    api = await startApi();
    ana = await Csr.first(api);
    scene = await anAgentScene(api, ana);
  });
  afterEach(async () => {
    await scene?.close();
    await api.close();
  });

  const control = (): Promise<string> => giveControl(scene);
  const appendAnyway = (events: readonly object[]) => new LyingServer(api, scene.session.id).append(events);
  const machine = () =>
    Object.values(scene.console.session.snapshot.session.devices).find((d) => d.kind === 'machine');
  const owner = () =>
    Object.values(scene.console.session.snapshot.session.participants).find((p) => p.role === 'owner');
  const alarms = () =>
    Object.values(scene.console.session.snapshot.session.devices).reduce((sum, d) => sum + d.alarms, 0);

  it('SEC-C1 control without a grant moves nothing, is counted and comes into the log', async () => {
    const before = await pointerOn(scene.desktop);
    const grant = uuid();
    for (let i = 0; i < 20; i += 1) await scene.console.click(grant, 10 + i, 10);
    await scene.console.dropped('no-grant', 60);
    await scene.console.until('the alarm in the log', () => alarms() >= 60);
    expect(await pointerOn(scene.desktop)).toBe(before);
  });

  /** The next report of the customer's machine, signed with a key that the server made. */
  const signedByServer = async (type: 'grant.given', data: object, at: number) => {
    const { id: deviceId = '', reportSeq = 0 } = machine() ?? {};
    const seq = reportSeq + 1;
    const text = JSON.stringify({ v: 1, sessionId: scene.session.id, deviceId, seq, at, type, data });
    return { deviceId, seq, text, signature: await (await createDeviceKey()).sign(text) };
  };

  it.each([
    ['signed with its own key', 'forged-report', true],
    ['did not sign at all', 'unreadable', false],
  ] as const)(
    'SEC-C2 a grant that the server made up and %s has no effect; window and console say so',
    async (_how, alarm, signed) => {
      const { console: console_, desktop } = scene;
      const before = await pointerOn(desktop);
      const at = Date.now();
      const grantId = uuid();
      const data = {
        grantId,
        requestId: uuid(),
        deviceId: machine()?.id,
        capability: 'input.control',
        csrId: owner()?.id,
        csrKey: console_.signer.thumbprint,
        fingerprints: { device: 'a'.repeat(64), csr: 'b'.repeat(64) },
        until: null,
        wordsHash: 'c'.repeat(64),
        words: 'yes',
        nonce: 'n',
      };
      const actor = { kind: 'device', participantId: scene.maria.id, deviceId: machine()?.id };
      const proof = signed ? { deviceAt: at, report: await signedByServer('grant.given', data, at) } : {};
      await appendAnyway([{ type: 'grant.given', version: 1, actor, at, data, ...proof }]);
      await console_.until('the console sees the lie', (c) => c.session.snapshot.alarm?.kind === alarm);
      expect(console_.session.snapshot.session.grants[grantId]).toBeUndefined();
      await console_.click(grantId, 5, 5);
      await console_.dropped('no-grant', 3);
      await until('the alarm in the window', PATIENCE_MS, async () =>
        (await scene.agent.alarmed()) ? true : null,
      );
      expect(await pointerOn(desktop)).toBe(before);
      expect(console_.pictures).toBe(0);
    },
  );

  it('SEC-C9 replayed and reordered input, and input of a grant that is over, does nothing', async () => {
    const { console: console_, desktop } = scene;
    const grant = await control();
    const move = (x: number, seq: number) =>
      console_.input(grant, { type: 'input.pointer', x, y: 40 }, { seq });
    const at = (x: number) =>
      until(`the pointer at ${x}`, 5000, async () =>
        (await pointerOn(desktop)) === `x:${x} y:40` ? true : null,
      );
    await move(100, 100);
    await at(100);
    await move(200, 100);
    await move(300, 99);
    await console_.dropped('stale', 2);
    await at(100);
    await move(400, 101);
    await at(400);
    await scene.agent.press('stopAll');
    await console_.until('it is over', (c) => c.session.snapshot.session.grants[grant]?.status === 'ended');
    const now = await pointerOn(desktop);
    await move(500, 102);
    await console_.dropped('no-grant');
    expect(await pointerOn(desktop)).toBe(now);
  });

  it('SEC-C4 SEC-C13 a CSR in control cannot press Allow: neither while it is asked nor before nor after', async () => {
    const { console: console_, agent } = scene;
    const grant = await control();
    // Her own server would refuse the question, for she sees the screen already; a lying one asks all the same.
    const asked = uuid();
    const at = Date.now();
    const data = { requestId: asked, deviceId: machine()?.id, capability: 'screen.view', csrId: owner()?.id };
    const actor = { kind: 'participant', participantId: owner()?.id };
    await appendAnyway([
      {
        type: 'grant.requested',
        version: 1,
        actor,
        at,
        data: { ...data, minutes: null, expiresAt: at + 60_000 },
      },
    ]);
    const allow = await agent.find('yes');
    for (let i = 0; i < 10; i += 1) {
      await console_.click(grant, allow.x, allow.y);
      for (const code of ['Tab', 'Space', 'Enter', 'NumpadEnter']) await console_.press(grant, code);
    }
    await console_.input(grant, { type: 'input.text', text: ' \n' });
    await console_.dropped('prompt-open', 100);
    expect(console_.request(asked)?.status).toBe('pending');
    await agent.press('no');
    await console_.until('the customer’s own no', (c) => c.request(asked)?.denial === 'customer');
  });

  it('SEC-W5 input aimed at a window of the agent is dropped: a controller cannot press its buttons', async () => {
    const { console: console_, agent } = scene;
    const grant = await control();
    const stop = await agent.find('stopAll');
    await console_.thawed();
    await console_.click(grant, stop.x, stop.y);
    await console_.dropped('own-window');
    expect(await console_.held('input.control')).toBe(grant);
    expect(console_.session.snapshot.session.grants[grant]?.status).toBe('given');
  });

  it('SEC-W5 the agent serves nobody: what WebRTC may listen on for its peer says no word to a stranger', async () => {
    await control();
    const sockets = tcpSocketsOf(scene.agent.program.pid);
    expect(sockets.length).toBeGreaterThan(0);
    const listening = sockets.filter((socket) => socket.listening);
    const answers = listening.map((socket) =>
      answerTo(socket, 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n', 1000),
    );
    expect(await Promise.all(answers)).toEqual(listening.map(() => ''));
  });

  it('SEC-C6 nobody answers: the answer is no, and a late Allow finds no question', async () => {
    const { promptSeconds } = await ana.must<SiteSettings>('GET', '/site/settings');
    await ana.must('PATCH', '/site/settings', { promptSeconds: 10 });
    const asked = await scene.console.ask('screen.view', null);
    const allow = await scene.agent.find('yes');
    await ana.must('PATCH', '/site/settings', { promptSeconds });
    await scene.console.until('no', (c) => c.request(asked)?.denial === 'timeout');
    await scene.desktop.click(allow.x, allow.y);
    expect(scene.console.pictures).toBe(0);
    expect(Object.keys(scene.console.session.snapshot.session.grants)).toEqual([]);
  });
});

describe('an agent without a desktop', () => {
  it('SEC-C6 attaches, and can be asked for nothing', async () => {
    const api = await startApi();
    const ana = await Csr.first(api);
    const { session, maria } = await aSessionWithMaria(ana);
    const desktop = await startDesktop({ windowManager: false });
    const { code } = await maria.must<{ code: string }>('POST', '/devices/codes');
    const agent = AgentOnDesktop.start(desktop, [code, '--server', api.env['PUBLIC_URL'] ?? api.url], {
      DISPLAY: '',
    });
    const console_ = await TestConsole.open(ana, api, session);
    try {
      await console_.link();
      expect(agent.program.output()).toContain('No window can be shown here');
      await expect(console_.ask('input.control', 5)).rejects.toThrow('DEVICE_CANNOT');
    } finally {
      console_.close();
      await agent.program.stop();
      await desktop.close();
      await api.close();
    }
  });
});

describe('an agent whose server dies', () => {
  it('SEC-C5 stops by its hotkey with the server dead, lets go of keys, and the log hears of it later', async () => {
    const api = await startApi();
    const ana = await Csr.first(api);
    const scene = await anAgentScene(api, ana);
    const { console: console_, desktop, agent } = scene;
    let second: TestApi | null = null;
    try {
      const asked = await console_.ask('input.control', 20);
      await agent.press('yes');
      const grant = await console_.held('input.control');
      await console_.until('active', (c) => c.session.snapshot.session.grants[grant]?.active === true);
      await console_.thawed();
      await api.app.close();
      await console_.input(grant, { type: 'input.pointer', x: 60, y: 60 });
      await until('control goes on', 5000, async () =>
        (await pointerOn(desktop)) === 'x:60 y:60' ? true : null,
      );
      await console_.input(grant, { type: 'input.button', x: 60, y: 60, button: 'left', down: true });
      await desktop.key('Ctrl+Alt+Shift+S');
      await console_.until('the console hears it from the agent', (c) => {
        const last = c.messages.findLast((m) => m.type === 'grants');
        return last?.type === 'grants' && last.grants.length === 0;
      });
      await console_.input(grant, { type: 'input.pointer', x: 90, y: 90 });
      await console_.dropped('no-grant');
      expect(await pointerOn(desktop)).toBe('x:60 y:60');
      second = await startApi({ env: api.env, database: api.database });
      await console_.until(
        'the log hears of it',
        (c) => c.session.snapshot.session.grants[grant]?.endReason === 'hotkey',
      );
      expect(console_.request(asked)?.status).toBe('given');
    } finally {
      await scene.close();
      await second?.close();
      await api.database.drop();
    }
  });
});

describe('a second agent on the same desktop', () => {
  it('SEC-C4 says with whom help runs already, shows no window, and ends; the first one goes on', async () => {
    const api = await startApi();
    const ana = await Csr.first(api);
    const scene = await anAgentScene(api, ana);
    try {
      const address = api.env['PUBLIC_URL'] ?? api.url;
      const { maria } = await aSessionWithMaria(ana);
      const { code } = await maria.must<{ code: string }>('POST', '/devices/codes');
      const second = AgentOnDesktop.start(scene.desktop, [code, '--server', address]);
      expect(await second.program.exited).toBe(3);
      expect(second.program.output()).toContain(
        `already running on this desktop, with ${new URL(address).host}`,
      );
      expect(await scene.desktop.windows()).toHaveLength(1);
      await giveControl(scene);
    } finally {
      await scene.close();
      await api.close();
    }
  });
});
