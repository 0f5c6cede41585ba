import { PATIENCE_MS, until } from '@relevo/testing';
import { type AgentScene, anAgentScene, pointerOn } from '../support/agent';
import { startApi, type TestApi } from '../support/api';
import { Csr } from '../support/people';

jest.setTimeout(120_000);

const EDGE = '#cc2a38';

describe('the agent on a customer’s desktop', () => {
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

  const ended = (grantId: string) =>
    scene.console.until(
      'the log says that it is over',
      (c) => c.session.snapshot.session.grants[grantId]?.status === 'ended',
    );

  it('W23 shows the screen after the customer pressed Allow, until they press Stop', async () => {
    const { console: console_, agent } = scene;
    await console_.ask('screen.view', null);
    await agent.press('yes');
    const grantId = await console_.held('screen.view');
    await console_.until('the picture flows', (c) => c.pictures > 0);
    expect(console_.messages).toContainEqual({
      type: 'screen',
      x: 0,
      y: 0,
      width: 1280,
      height: 800,
      name: '',
    });
    await agent.press('stopAll');
    await ended(grantId);
    expect(console_.session.snapshot.session.grants[grantId]?.endReason).toBe('customer');
  });

  it('W23 shows and does nothing when the customer presses Don’t allow', async () => {
    const { console: console_, agent } = scene;
    const requestId = await console_.ask('screen.view', null);
    await agent.press('no');
    await console_.until('the log says no', (c) => c.request(requestId)?.status === 'denied');
    expect(console_.request(requestId)?.denial).toBe('customer');
    expect(console_.pictures).toBe(0);
  });

  it('W25 drives the desktop under one grant for sight and control, with a red edge; the page stops it', async () => {
    const { console: console_, agent, desktop, maria, session } = scene;
    const requestId = await console_.ask('input.control', 20);
    await agent.press('yes');
    const control = await console_.held('input.control');
    await console_.held('screen.view');
    const grant = () => console_.session.snapshot.session.grants[control];
    await console_.until('the log says that control runs', () => grant()?.active === true);
    expect(grant()).toMatchObject({
      requestId,
      capability: 'input.control',
      csrKey: console_.signer.thumbprint,
    });
    await console_.thawed();
    await until('the red edge', 5000, async () => ((await desktop.pixel(1, 300)) === EDGE ? true : null));

    const editor = desktop.run('xterm', ['-geometry', '60x10+100+100', '-T', 'terminal']);
    const window = await desktop.waitForWindow('terminal');
    await console_.click(control, window.x + 50, window.y + 50);
    expect(
      await until('the pointer', 5000, async () => {
        const at = await pointerOn(desktop);
        return at === `x:${window.x + 50} y:${window.y + 50}` ? at : null;
      }),
    ).toBeTruthy();
    await console_.input(control, { type: 'input.text', text: 'exit' });
    await console_.press(control, 'Enter');
    await editor.exited;

    await maria.mustCommand(session.id, 'grant.stop', { grantId: control });
    await ended(control);
    await until('the edge is gone', 5000, async () => ((await desktop.pixel(1, 300)) === EDGE ? null : true));
    await console_.held('screen.view');
  });

  it('W45 leaves the session from its window, leaves no process and lets go of everything', async () => {
    const { console: console_, agent, maria } = scene;
    await agent.press('leave');
    await console_.until(
      'María has left',
      (c) => c.session.snapshot.session.participants[maria.id]?.status === 'left',
    );
    await agent.titled('Help for');
    await agent.program.stop();
    expect(await agent.program.exited).toBe(0);
  });

  it('ends by itself with the session', async () => {
    const { agent, csr, session, desktop } = scene;
    await scene.console.ask('input.control', 5);
    await agent.press('yes');
    await scene.console.held('input.control');
    await csr.mustCommand(session.id, 'session.end', {});
    await until('the edge is gone', PATIENCE_MS, async () =>
      (await desktop.pixel(1, 300)) === EDGE ? null : true,
    );
    await desktop.waitForWindow('Help for');
  });
});
