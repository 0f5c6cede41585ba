import { PATIENCE_MS, until } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import { type AgentScene, anAgentScene, giveControl } from '../support/agent';
import { startApi, type TestApi } from '../support/api';
import { Flooder } from '../support/flooder';
import { Csr } from '../support/people';

jest.setTimeout(120_000);

const MALFORMED = '{"type":"input.everything"}';
const ungranted = () => JSON.stringify({ type: 'input.pointer', grant: uuid(), seq: 1, x: 1, y: 1 });

describe('an agent that is flooded', () => {
  let api: TestApi;
  let ana: Csr;
  let scene: AgentScene;
  let flooders: Flooder[];

  beforeEach(async () => {
    api = await startApi();
    ana = await Csr.first(api);
    scene = await anAgentScene(api, ana);
    flooders = [];
  });
  afterEach(async () => {
    await Promise.all(flooders.map((flooder) => flooder.stop()));
    await scene.close();
    await api.close();
  });

  const flood = (tabs: number, texts: readonly string[], batch: number, pauseMs: number) => {
    const tab = { csr: ana, api, sessionId: scene.session.id, key: scene.console.signer };
    for (let n = 0; n < tabs; n += 1) flooders.push(new Flooder(tab, { texts, batch, pauseMs }));
  };
  const sent = () => flooders.reduce((sum, flooder) => sum + flooder.sent, 0);
  const ended = (grant: string, reason: string) =>
    scene.console.until(
      `ended by ${reason}`,
      (c) => c.session.snapshot.session.grants[grant]?.endReason === reason,
    );

  it.each([
    ['Stop in the window', 'customer', () => scene.agent.press('stopAll')],
    ['the hotkey', 'hotkey', () => scene.desktop.key('Ctrl+Alt+Shift+S')],
  ] as const)(
    'SEC-C5 %s acts while six tabs send all that is just not too much',
    async (_name, reason, stop) => {
      const grant = await giveControl(scene);
      // 400 a second from each, one in a hundred malformed.
      const texts = [...Array.from({ length: 99 }, ungranted), MALFORMED];
      flood(6, texts, 20, 50);
      await until('it is well under way', 60_000, async () => (sent() > 5000 ? true : null));
      const before = sent();
      await stop();
      await ended(grant, reason);
      const during = sent();
      expect(during).toBeGreaterThan(before);
      await scene.console.until('the flood goes on', () => sent() > during);
    },
  );

  it.each([
    ['malformed messages', [MALFORMED]],
    ['messages without a grant', [ungranted()]],
    ['long texts', ['x'.repeat(10_000)]],
  ])('SEC-C5 SEC-C1 a flood of %s is cut off, both sides say why, and Stop acts', async (_name, texts) => {
    const grant = await giveControl(scene);
    flood(2, texts, 2000, 0);
    await until('the console says why', 60_000, async () =>
      flooders.some((flooder) => flooder.floodedOut) ? true : null,
    );
    await until('the window says why', PATIENCE_MS, async () =>
      (await scene.agent.alarmed()) ? true : null,
    );
    await scene.agent.press('stopAll');
    await ended(grant, 'customer');
    await scene.console.until('the log has it', (c) =>
      c.session.snapshot.timeline.some((e) => e.type === 'device.alarm' && e.data.kind === 'flood'),
    );
  });
});
