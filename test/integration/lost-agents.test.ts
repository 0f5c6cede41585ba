import { startApi } from '../support/api';
import { Line } from '../support/line';
import { aSessionWithMaria, Csr } from '../support/people';

it('an agent without a line is lost after the policy’s time, and attached again when it comes back', async () => {
  const api = await startApi();
  const ana = await Csr.first(api);
  await ana.must('PATCH', '/site/settings', { deviceLostSeconds: 1 });
  const { session, maria } = await aSessionWithMaria(ana);
  const agent = await maria.agent();
  const [console_, line] = [await Line.open(ana), await Line.open(agent)];
  await console_.subscribe(session.id);
  line.close();
  await console_.until('the loss', () => console_.types(session.id).includes('device.detached'));
  const again = await Line.open(agent);
  await console_.until('the return', () => console_.types(session.id).at(-1) === 'device.attached');
  expect((await agent.report('device.alarm', { kind: 'rate', count: 1 })).status).toBe(200);
  again.close();
  console_.close();
  await api.close();
});
