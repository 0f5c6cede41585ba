import type { EventPage, SessionView } from '@relevo/contracts';
import { readRecord, type SessionEvent } from '@relevo/domain';
import { startApi, type TestApi } from '../support/api';
import { Line } from '../support/line';
import { aSessionWithMaria, type Caller, Csr, comesToHelp, Guest, tokenOf } from '../support/people';

let api: TestApi;
let ana: Csr;
beforeAll(async () => {
  api = await startApi();
  ana = await Csr.first(api);
});
afterAll(() => api.close());

const answer = (who: Caller, session: SessionView, score: unknown, text: unknown = '') =>
  who.command(session.id, 'survey.answer', { score, text });
const answers = async (who: Caller, session: SessionView) => {
  const page = await who.must<EventPage>('GET', `/streams/${session.id}/events?since=0&limit=500`);
  return page.records
    .map((record) => readRecord(record) as SessionEvent)
    .flatMap((event) => (event.type === 'survey.answered' ? [event.data] : []));
};

it('W46 a customer answers at the end from their own device, changes it, and the CSRs of the session read it', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const jorge = await Csr.another(api, 'Jorge Peña');
  await comesToHelp(ana, jorge, session.id);
  expect((await answer(maria, session, 4)).body).toMatchObject({ code: 'SURVEY_TOO_EARLY' });
  const line = await Line.open(ana);
  await line.subscribe(session.id);
  await ana.mustCommand(session.id, 'session.end', {});
  for (const [score, text] of [
    [0, ''],
    [6, ''],
    [2.5, ''],
    ['5', ''],
    [5, 'x'.repeat(1001)],
    [5, 7],
  ])
    expect((await answer(maria, session, score, text)).status).toBe(400);
  expect((await answer(maria, session, 2, 'Slow')).status).toBe(200);
  expect((await answer(maria, session, 5, 'Fixed after all')).status).toBe(200);
  await line.until('both', () => line.types(session.id).filter((t) => t === 'survey.answered').length === 2);
  line.close();
  for (const csr of [ana, jorge])
    expect((await answers(csr, session)).at(-1)).toEqual({
      participantId: maria.id,
      score: 5,
      text: 'Fixed after all',
    });
  expect((await answer(ana, session, 5)).body).toMatchObject({ code: 'CUSTOMER_ONLY' });
  const stranger = await Csr.another(api, 'Noa Levi');
  expect((await answer(stranger, session, 5)).status).toBe(404);
  expect((await answer((await aSessionWithMaria(ana)).maria, session, 5)).status).toBe(404);
});

it('W46 SEC-X1 who has left answers while the others go on, and another customer reads nothing of it', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const luca = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Luca Ferri');
  await ana.mustCommand(session.id, 'participant.admit', { participantId: luca.id });
  const eva = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Eva');
  await maria.mustCommand(session.id, 'participant.leave', {});
  expect((await answer(maria, session, 1, 'Luca was rude')).status).toBe(200);
  expect((await answer(luca, session, 5)).body).toMatchObject({ code: 'SURVEY_TOO_EARLY' });
  expect((await answer(eva, session, 5)).body).toMatchObject({ code: 'NOT_ADMITTED' });
  for (const who of [luca, eva]) {
    const page = await who.must<EventPage>('GET', `/streams/${session.id}/events?since=0&limit=500`);
    expect(JSON.stringify(page)).not.toContain('rude');
  }
  expect(await answers(maria, session)).toHaveLength(1);
  expect(await answers(ana, session)).toHaveLength(1);
});
