import { createDeviceKey } from '@relevo/client';
import type { SessionEvent } from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import { type AgentScene, anAgentScene, giveControl, pointerOn, TestConsole } from '../support/agent';
import { startApi, type TestApi } from '../support/api';
import { LyingServer } from '../support/lying-server';
import { Csr } from '../support/people';

jest.setTimeout(120_000);

type Given = Extract<SessionEvent, { type: 'grant.given' }>;

/** What was really given is the start of these lies: more of it, for longer, for another, or once more. */
describe('a server that makes more of what the customer gave', () => {
  let api: TestApi;
  let ana: Csr;
  let scene: AgentScene;
  let server: LyingServer;

  // Each with a server of its own: codes may be tried ten times a minute only.
  beforeEach(async () => {
    api = await startApi();
    ana = await Csr.first(api);
    scene = await anAgentScene(api, ana);
    server = new LyingServer(api, scene.session.id);
  });
  afterEach(async () => {
    await scene?.close();
    await api.close();
  });

  const given = (): Given[] =>
    scene.console.session.snapshot.timeline.filter((event): event is Given => event.type === 'grant.given');
  const state = () => scene.console.session.snapshot.session;
  /** What the device itself says that it allows. */
  const allowed = () => {
    const last = scene.console.messages.findLast((message) => message.type === 'grants');
    return last?.type === 'grants' ? last.grants : [];
  };
  const moves = (x: number) =>
    until(`the pointer at ${x}`, 5000, async () =>
      (await pointerOn(scene.desktop)) === `x:${x} y:40` ? true : null,
    );

  /** Control under this grant is over. */
  const nothingMoves = async (grant: string, from = scene.console): Promise<void> => {
    const [before, dropped] = [await pointerOn(scene.desktop), from.drops('no-grant')];
    await from.input(grant, { type: 'input.pointer', x: 90, y: 40 }, { seq: 900 });
    await from.dropped('no-grant', dropped + 1);
    expect(await pointerOn(scene.desktop)).toBe(before);
  };

  /** The customer allows to see the screen; the event that says so. */
  const seen = async (): Promise<Given> => {
    const asked = await scene.console.ask('screen.view', null);
    await scene.agent.press('yes');
    await scene.console.until('the log has it', (c) => c.request(asked)?.status === 'given');
    await scene.console.thawed();
    const [event] = given();
    if (!event) throw new Error('nothing was given');
    return event;
  };

  it('SEC-C2 the same grant for another capability has no effect; what was given stays as it is', async () => {
    const { console: console_, desktop, agent } = scene;
    const real = await seen();
    const before = await pointerOn(desktop);
    await server.append([{ ...real, data: { ...real.data, capability: 'input.control' } }]);
    await console_.until('the console sees the lie', (c) => c.session.snapshot.alarm !== undefined);
    expect(console_.session.snapshot.alarm?.kind).toBe('forged-report');
    await console_.click(real.data.grantId, 40, 40);
    await console_.dropped('no-grant', 3);
    await until('the alarm in the window', PATIENCE_MS, async () => ((await agent.alarmed()) ? true : null));
    expect(await pointerOn(desktop)).toBe(before);
    expect(allowed().map(({ capability }) => capability)).toEqual(['screen.view']);
  });

  it('SEC-C2 SEC-C10 the same grant until later ends when it was given to, by the device’s own word', async () => {
    const { console: console_, agent } = scene;
    const control = await giveControl(scene);
    const real = given().find(({ data }) => data.grantId === control);
    const end = real?.data.until ?? 0;
    expect(allowed().find(({ id }) => id === control)?.until).toBe(end);
    await server.append([{ ...real, data: { ...real?.data, until: end + 3_600_000 } }]);
    await until('the alarm in the window', PATIENCE_MS, async () => ((await agent.alarmed()) ? true : null));
    await console_.input(control, { type: 'input.pointer', x: 50, y: 40 });
    await moves(50);
    expect(allowed().find(({ id }) => id === control)?.until).toBe(end);
    expect(state().grants[control]?.until).toBe(end);
    // Stop needs no log that can be believed.
    await agent.press('stopAll');
    await console_.until('nothing is allowed', () => allowed().length === 0);
    await nothingMoves(control);
  });

  it('SEC-C2 a true report once more, after its grant has ended, brings nothing back', async () => {
    const { console: console_, agent } = scene;
    const control = await giveControl(scene);
    const real = given().find(({ data }) => data.grantId === control);
    await console_.input(control, { type: 'input.pointer', x: 50, y: 40 });
    await moves(50);
    await agent.press('stopAll');
    await console_.until('it is over', () => state().grants[control]?.status === 'ended');
    await server.append([{ ...real }]);
    await console_.until(
      'the console sees the lie',
      (c) => c.session.snapshot.alarm?.kind === 'forged-report',
    );
    await until('the alarm in the window', PATIENCE_MS, async () => ((await agent.alarmed()) ? true : null));
    expect(state().grants[control]?.status).toBe('ended');
    await nothingMoves(control);
  });

  it('SEC-C11 another key in the name of the same CSR ends what she held and gets nothing of it', async () => {
    const { console: console_, agent } = scene;
    const control = await giveControl(scene);
    await console_.input(control, { type: 'input.pointer', x: 50, y: 40 });
    await moves(50);
    const stranger = await TestConsole.open(ana, api, scene.session, { key: await createDeviceKey() });
    try {
      await stranger.until('her grants are over, for the key has changed', ({ session }) => {
        const { status, endReason } = session.snapshot.session.grants[control] ?? {};
        return status === 'ended' && endReason === 'key-changed';
      });
      await nothingMoves(control, stranger);
      await until('the alarm in the window', PATIENCE_MS, async () =>
        (await agent.alarmed()) ? true : null,
      );
    } finally {
      stranger.close();
    }
  });

  it('SEC-C9 everything once more and in reverse: no question, no grant, no alarm, and honest questions go on', async () => {
    const { console: console_, agent } = scene;
    const control = await giveControl(scene);
    await console_.input(control, { type: 'input.pointer', x: 50, y: 40 });
    await moves(50);
    await agent.press('stopAll');
    await console_.until('it is over', () => state().grants[control]?.status === 'ended');
    const answers = (requestId: string) =>
      console_.session.snapshot.timeline.filter(
        ({ type, data }) =>
          (type === 'grant.given' || type === 'grant.denied') &&
          (data as { requestId: string }).requestId === requestId,
      ).length;
    const request = console_.session.snapshot.timeline.find((event) => event.type === 'grant.requested');
    if (request?.type !== 'grant.requested') throw new Error('nothing was asked');
    const { requestId } = request.data;
    const answered = answers(requestId);

    expect(await server.sendAgain()).toBeGreaterThan(5);
    // An old question also as a new event, as if she asked it this very moment.
    const at = Date.now();
    await server.append([{ ...request, at, data: { ...request.data, expiresAt: at + 60_000 } }]);
    await nothingMoves(control);

    // The next question on the screen is the new one.
    const asked = await console_.ask('screen.view', null);
    await agent.press('no');
    await console_.until('the customer’s own no', (c) => c.request(asked)?.denial === 'customer');
    expect(answers(requestId)).toBe(answered);
    expect(console_.session.snapshot.alarm).toBeUndefined();
    expect(await agent.alarmed()).toBe(false);
  });
});
