import { PATIENCE_MS, until } from '@relevo/testing';
import { LogService } from '../../apps/api/src/streams/log/log.service';
import { type AgentScene, anAgentScene, pointerOn } from '../support/agent';
import { startApi, type TestApi } from '../support/api';
import { Csr } from '../support/people';

jest.setTimeout(120_000);

describe('a console that ignores its sign-out', () => {
  let api: TestApi;
  let ana: Csr;
  let scene: AgentScene;

  beforeEach(async () => {
    api = await startApi();
    ana = await Csr.first(api);
    scene = await anAgentScene(api, ana, { patched: true });
  });
  afterEach(async () => {
    await scene?.close();
    await api.close();
  });

  /** The session's grants by the server's own log: the console hears nothing any more. */
  const grants = async () => {
    const entry = await api.app.get(LogService).cache.get(scene.session.id);
    return Object.values(entry?.state.grants ?? {});
  };

  it.each([['/sign-out'], ['/sign-out-everywhere']])(
    'SEC-A4: after %s the agent ends what its key held, while the link still stands',
    async (way) => {
      const { console: console_, desktop } = scene;
      await console_.ask('input.control', 20);
      await scene.agent.press('yes');
      const grant = await console_.held('input.control');
      await console_.until(
        'the hands are ready',
        (c) => c.session.snapshot.session.grants[grant]?.active === true,
      );
      await console_.thawed();
      await console_.input(grant, { type: 'input.pointer', x: 70, y: 40 });
      await until('it drives', PATIENCE_MS, async () =>
        (await pointerOn(desktop)) === 'x:70 y:40' ? true : null,
      );

      await ana.must('POST', way);
      await until('the device has ended all', PATIENCE_MS, async () =>
        (await grants()).every((g) => g.status === 'ended' && g.endReason === 'signed-out') ? true : null,
      );
      const link = await console_.link();
      expect(link.state.name).toBe('ready');
      await console_.input(grant, { type: 'input.pointer', x: 300, y: 300 });
      await console_.dropped('no-grant');
      expect(await pointerOn(desktop)).toBe('x:70 y:40');
      const pictures = console_.pictures;
      await desktop.click(500, 500);
      await console_.input(grant, { type: 'input.pointer', x: 310, y: 300 });
      await console_.dropped('no-grant', 2);
      expect(console_.pictures).toBe(pictures);
    },
  );

  it('SEC-A4: an answer that comes after the sign-out gives nothing that lasts', async () => {
    const { console: console_ } = scene;
    await console_.ask('input.control', 20);
    const allow = await scene.agent.find('yes');
    await ana.must('POST', '/sign-out-everywhere');
    await scene.desktop.click(allow.x, allow.y);
    await until('nothing is held', PATIENCE_MS, async () => {
      const entry = await api.app.get(LogService).cache.get(scene.session.id);
      const answered = Object.values(entry?.state.requests ?? {}).every((r) => r.status !== 'pending');
      return answered && (await grants()).every((g) => g.status === 'ended') ? true : null;
    });
  });
});
