import { PATIENCE_MS, until } from '@relevo/testing';
import { type AgentScene, anAgentScene, giveControl, pointerOn } from '../support/agent';
import { startApi, type TestApi } from '../support/api';
import { FalseClock } from '../support/false-clock';
import { Csr } from '../support/people';

jest.setTimeout(180_000);

let api: TestApi;
let ana: Csr;
let scene: AgentScene;

beforeEach(async () => {
  api = await startApi();
  ana = await Csr.first(api);
});
afterEach(async () => {
  await scene?.close();
  await api.close();
});

const grants = () => Object.values(scene.console.session.snapshot.session.grants);
const over = (reason: string) => () =>
  grants().length === 2 && grants().every((grant) => grant.status === 'ended' && grant.endReason === reason);
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const pointerAt = (x: number, y: number) =>
  until(`the pointer at ${x},${y}`, 5000, async () =>
    (await pointerOn(scene.desktop)) === `x:${x} y:${y}` ? true : null,
  ).catch(async (error: Error) => {
    // Dropped by the agent, frozen, or never arrived: it says which.
    const told = scene.console.messages.filter(({ type }) => type === 'dropped' || type === 'grants');
    const link = await scene.console.link().then(({ state }) => state.name);
    const where = await pointerOn(scene.desktop);
    throw new Error(
      `${error.message}: it is at ${where}, the link ${link}, ${JSON.stringify(told.slice(-4))}`,
    );
  });
/** The far end holds a mouse button down on the desktop. */
const holdDown = async (grant: string) => {
  await scene.console.input(grant, { type: 'input.button', x: 300, y: 300, button: 'left', down: true });
  await until('the button is down', 5000, async () => ((await scene.desktop.held()) > 0 ? true : null));
};
const letGo = () =>
  until('nothing is held', 5000, async () => ((await scene.desktop.held()) === 0 ? true : null));

describe('an agent whose time does not go on as it should', () => {
  it('SEC-C10 SEC-C5 stopped for more than 30 s: when it goes on, view and control are over, keys are let go, nothing that waited acts, no picture leaves', async () => {
    scene = await anAgentScene(api, ana);
    const { console: console_, agent, desktop } = scene;
    const grant = await giveControl(scene);
    await holdDown(grant);
    const link = await console_.link();
    process.kill(agent.program.pid, 'SIGSTOP');
    // What she does meanwhile waits in the machine's network buffers.
    const message = { grant, type: 'input.pointer', y: 300 } as const;
    for (let n = 0; n < 5; n += 1) link.sendInput({ ...message, seq: 1000 + n, x: 310 + n });
    await pause(36_000);
    const shown = console_.pictures;
    const { program } = await desktop.terminal('something new to see');
    process.kill(agent.program.pid, 'SIGCONT');
    await letGo();
    await console_.until('the log hears it', over('clock'));
    expect(await pointerOn(desktop)).not.toContain('y:300');
    expect(console_.pictures).toBe(shown);
    await program.stop();
    await until('the link is back', PATIENCE_MS, async () => (link.state.name === 'ready' ? true : null));
    expect(console_.pictures).toBe(shown);
    // And it can be asked anew.
    const asked = await console_.ask('screen.view', null);
    await agent.press('yes');
    await console_.until('given', (c) => c.request(asked)?.status === 'given');
    await console_.until('seen', (c) => c.pictures > shown);
  });

  it('SEC-C10 a wall clock that is set back lengthens nothing and ends nothing; one that is set forward ends all', async () => {
    const clock = new FalseClock();
    try {
      scene = await anAgentScene(api, ana, { env: clock.env });
      const { console: console_ } = scene;
      const grant = await giveControl(scene);
      clock.set(-7200);
      await pause(1500);
      await console_.input(grant, { type: 'input.pointer', x: 70, y: 70 });
      await pointerAt(70, 70);
      expect(grants().every((one) => one.status === 'given')).toBe(true);
      await holdDown(grant);
      clock.set(-3600);
      await console_.until('the leap has ended all', over('clock'));
      await letGo();
    } finally {
      clock.close();
    }
  });

  it('SEC-C5 told to rest by Ctrl+Z it ends instead, and leaves nothing behind', async () => {
    scene = await anAgentScene(api, ana);
    const { console: console_, agent } = scene;
    await holdDown(await giveControl(scene));
    process.kill(agent.program.pid, 'SIGTSTP');
    expect(await agent.program.exited).toBe(0);
    await letGo();
    await console_.until('the log hears it', over('device-stopped'));
  });
});

describe('an agent whose desktop changes under it', () => {
  it('SEC-C5 gone while it is controlled: the log hears at once that all is over, and the program says why it ends', async () => {
    scene = await anAgentScene(api, ana);
    const { console: console_, agent, desktop } = scene;
    await giveControl(scene);
    await desktop.vanish();
    expect(await agent.program.exited).toBe(1);
    await console_.until('the log hears it', over('screen-closed'));
    expect(agent.program.output()).toContain('The desktop is gone');
  });

  it('SEC-C5 a window that shows who controls cannot be put away, whatever the window manager is told', async () => {
    scene = await anAgentScene(api, ana);
    const { agent, desktop } = scene;
    await giveControl(scene);
    const { id = 0 } = (await agent.shown()) ?? {};
    expect(await desktop.run('xdotool', ['windowminimize', String(id)]).exited).toBe(0);
    await agent.find('stopAll');
    await agent.press('stopAll');
    await scene.console.until('over', over('customer'));
  });

  it('SEC-C6 a question comes before the person’s eyes also when a full-screen window has the screen', async () => {
    scene = await anAgentScene(api, ana);
    const { agent, desktop, console: console_ } = scene;
    desktop.run('xterm', ['-fullscreen', '-T', 'cover']);
    const cover = await desktop.waitForWindow('cover');
    await desktop.focused(cover);
    const asked = await console_.ask('screen.view', 5);
    await agent.press('no');
    await console_.until('no', (c) => c.request(asked)?.denial === 'customer');
  });

  it('SEC-C6 locked: a question is answered no, and says why', async () => {
    scene = await anAgentScene(api, ana);
    const { desktop, console: console_ } = scene;
    expect(await desktop.run('xset', ['s', 'activate']).exited).toBe(0);
    const denied = await until('an answer for a locked screen', PATIENCE_MS, async () => {
      const asked = await console_.ask('screen.view', 5);
      await pause(3000);
      return console_.request(asked)?.denial ?? null;
    });
    expect(denied).toBe('locked');
  });

  it('another size while it is seen and driven: the console hears it, and points land where they should', async () => {
    scene = await anAgentScene(api, ana);
    const { console: console_, desktop } = scene;
    const grant = await giveControl(scene);
    const mode = 'small 10 1024 1032 1040 1100 700 702 704 720';
    for (const command of [`--newmode ${mode}`, '--addmode screen small', '--output screen --mode small'])
      expect(await desktop.run('xrandr', command.split(' ')).exited).toBe(0);
    // A console that has drawn nothing for long asks for the whole picture.
    const link = await console_.link();
    link.send({ type: 'picture.refresh', grant: await console_.held('screen.view'), seq: 1 });
    await console_.until('the new size', (c) => {
      const last = c.messages.findLast((message) => message.type === 'screen');
      return last?.type === 'screen' && last.width === 1024 && last.height === 700;
    });
    await console_.input(grant, { type: 'input.pointer', x: 40, y: 690 });
    await pointerAt(40, 690);
    await scene.agent.press('stopAll');
    await console_.until('over', over('customer'));
  });

  it('another window manager, or none, takes neither Stop nor control away', async () => {
    scene = await anAgentScene(api, ana);
    const { console: console_, desktop, agent } = scene;
    const grant = await giveControl(scene);
    expect(await desktop.run('openbox', ['--exit']).exited).toBe(0);
    await console_.input(grant, { type: 'input.pointer', x: 50, y: 50 });
    await pointerAt(50, 50);
    desktop.run('openbox', ['--sm-disable']);
    await agent.press('stopAll');
    await console_.until('over', over('customer'));
  });

  it('SEC-C5 killed while keys are lent to foreign letters: the keyboard is as it was', async () => {
    scene = await anAgentScene(api, ana);
    const { console: console_, desktop, agent } = scene;
    const map = async () => {
      const dump = desktop.run('xmodmap', ['-pke']);
      await dump.exited;
      return dump.output();
    };
    const before = await map();
    const { window } = await desktop.terminal('cat', { command: 'cat' });
    const grant = await giveControl(scene);
    await console_.click(grant, window.x + 50, window.y + 50);
    await desktop.focused(window);
    await console_.input(grant, { type: 'input.text', text: '漢字' });
    await until('keys are lent', 5000, async () => ((await map()) === before ? null : true));
    process.kill(agent.program.pid, 'SIGKILL');
    await until('the map is as before', 5000, async () => ((await map()) === before ? true : null));
  });
});
