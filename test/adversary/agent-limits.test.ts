import { until } from '@relevo/testing';
import { type AgentScene, anAgentScene, giveControl, pointerOn } from '../support/agent';
import { startApi, type TestApi } from '../support/api';
import { CutLine } from '../support/cut-line';
import { Csr } from '../support/people';

jest.setTimeout(120_000);

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

const timeline = () => scene.console.session.snapshot.timeline;
const given = () => timeline().flatMap((event) => (event.type === 'grant.given' ? [event.data] : []));
const grants = () => scene.console.session.snapshot.session.grants;
const nothingAllowed = () => {
  const last = scene.console.messages.findLast((message) => message.type === 'grants');
  return last?.type === 'grants' && last.grants.length === 0;
};
const pointerAt = (x: number, y: number) =>
  until(`the pointer at ${x},${y}`, 5000, async () =>
    (await pointerOn(scene.desktop)) === `x:${x} y:${y}` ? true : null,
  );

/** The honest limit that docs/security.md tells of: a program of the customer's own desktop cannot be told from a hand. */
describe('a controller who leaves a program behind', () => {
  it('SEC-C13 an answer that it presses is in the log as given under control; what was given before is not', async () => {
    scene = await anAgentScene(api, ana);
    const { console: console_, desktop, agent } = scene;
    const at = await agent.placeOf('yes');
    const grant = await giveControl(scene);
    expect(given().map((data) => data.underControl)).toEqual([undefined, undefined]);

    // Started by hands that were allowed, in a terminal of the customer, before anything is asked; it presses when
    // nobody injects any more, at the place where Allow will be.
    const { window } = await desktop.terminal('shell', { command: 'exec sh' });
    await console_.click(grant, window.x + 50, window.y + 50);
    // It ends with the desktop, when there is nothing to press any more.
    const press = `xdotool mousemove ${at.x} ${at.y} click 1`;
    const loop = `(while sleep 0.3 && ${press}; do :; done) &`;
    await console_.input(grant, { type: 'input.text', text: loop });
    await console_.press(grant, 'Enter');
    await pointerAt(at.x, at.y);

    // Gives control back, and asks anew: no freeze can see what was left behind.
    const link = await console_.link();
    link.send({ type: 'grant.letGo', grant });
    await console_.until('it is given back', () => grants()[grant]?.status === 'ended');
    const asked = await console_.ask('input.control', 5);
    await console_.until('it was answered', (c) => c.request(asked)?.status === 'given');
    expect(given().at(-1)).toMatchObject({ requestId: asked, underControl: true });
  });
});

describe('an agent whose socket is cut while its peer link lives', () => {
  let line: CutLine;
  beforeEach(async () => {
    line = await CutLine.to(api.url);
    scene = await anAgentScene(api, ana, { server: line.url });
  });
  afterEach(() => line.close());

  /** Control goes on over the link alone. */
  const drivenWithout = async (grant: string): Promise<void> => {
    line.cut();
    await scene.console.input(grant, { type: 'input.pointer', x: 60, y: 60 });
    await pointerAt(60, 60);
  };
  const nothingMoves = async (grant: string): Promise<void> => {
    const [before, dropped] = [await pointerOn(scene.desktop), scene.console.drops('no-grant')];
    await scene.console.input(grant, { type: 'input.pointer', x: 90, y: 90 });
    await scene.console.dropped('no-grant', dropped + 1);
    expect(await pointerOn(scene.desktop)).toBe(before);
  };

  it('SEC-C5 Stop ends all at once, the console hears it over the link, the log when the line is back, as a late fact', async () => {
    const { console: console_, agent } = scene;
    const grant = await giveControl(scene);
    await drivenWithout(grant);
    await agent.press('stopAll');
    await console_.until('the console hears it', nothingAllowed);
    await nothingMoves(grant);
    expect(grants()[grant]?.status).toBe('given');
    const mended = Date.now();
    line.mend();
    await console_.until('the log hears it', () => grants()[grant]?.endReason === 'customer');
    const ends = timeline().filter((event) => event.type === 'grant.ended');
    expect(ends).toHaveLength(2);
    for (const end of ends) {
      expect(end.deviceAt).toBeLessThanOrEqual(mended);
      expect(end.at).toBeGreaterThanOrEqual(mended);
    }
  });

  it('SEC-C5 Stop while the log counts the agent as lost: the late fact says who ended it, and the agent can be asked anew', async () => {
    const { console: console_, agent } = scene;
    await ana.must('PATCH', '/site/settings', { deviceLostSeconds: 5 });
    const grant = await giveControl(scene);
    await drivenWithout(grant);
    await agent.press('stopAll');
    await console_.until('the console hears it', nothingAllowed);
    await console_.until('the log counts it as over', () => grants()[grant]?.status === 'ended');
    expect(grants()[grant]?.endReason).toBe('device-stopped');
    line.mend();
    await console_.until('the late facts', () =>
      timeline().some((event) => event.type === 'grant.ended' && event.data.reason === 'customer'),
    );
    expect(grants()[grant]?.status).toBe('ended');
    await console_.until('the agent is attached again', ({ session }) =>
      Object.values(session.snapshot.session.devices).some((d) => d.kind === 'machine' && d.attached),
    );
    const asked = await console_.ask('screen.view', null);
    await agent.press('no');
    await console_.until('the customer’s own no', (c) => c.request(asked)?.denial === 'customer');
  });

  it('SEC-C5 what the customer stopped on the page ends as soon as the line is back', async () => {
    const { console: console_, maria, session } = scene;
    const grant = await giveControl(scene);
    await drivenWithout(grant);
    await maria.mustCommand(session.id, 'grant.stop', { grantId: grant });
    await console_.until('the log shows the wish', () => grants()[grant]?.status === 'stopping');
    line.mend();
    await console_.until('the agent has done it', () => grants()[grant]?.status === 'ended');
    await nothingMoves(grant);
  });

  it('SEC-C5 the session that the CSR ends is over here as soon as the line is back', async () => {
    const { console: console_, csr, session, desktop } = scene;
    const grant = await giveControl(scene);
    await drivenWithout(grant);
    await csr.mustCommand(session.id, 'session.end', {});
    line.mend();
    await console_.until('the agent has ended it', () => grants()[grant]?.endReason === 'session-ended');
    await desktop.waitForWindow('Help for');
  });
});
