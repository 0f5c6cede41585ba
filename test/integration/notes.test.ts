import type { EventPage, SessionView } from '@relevo/contracts';
import { readRecord, type SessionEvent } from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { Line, listenIn } from '../support/line';
import { aSessionWithMaria, type Caller, Csr, comesToHelp, Guest, tokenOf } from '../support/people';

let api: TestApi;
let ana: Csr;
let jorge: Csr;
beforeAll(async () => {
  api = await startApi();
  ana = await Csr.first(api);
  jorge = await Csr.another(api, 'Jorge Peña');
});
afterAll(() => api.close());

type Saved = Extract<SessionEvent, { type: 'note.saved' }>;

const versions = async (who: Caller, session: SessionView): Promise<Saved[]> => {
  const page = await who.must<EventPage>('GET', `/streams/${session.id}/events?since=0&limit=500`);
  return page.records
    .map((record) => readRecord(record) as SessionEvent)
    .filter((event): event is Saved => event.type === 'note.saved');
};
const save = (who: Caller, session: SessionView, base: number, text: string) =>
  who.command(session.id, 'note.save', { base, text });
const saved = async (who: Caller, session: SessionView, base: number, text: string): Promise<number> => {
  const { status, body } = await save(who, session, base, text);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body as { seq: number }).seq;
};

it('W36 versions of the notes are shared among the CSRs of the session, with who and when, by REST and socket', async () => {
  const { session } = await aSessionWithMaria(ana);
  const jorgeIs = await comesToHelp(ana, jorge, session.id);
  const line = await Line.open(jorge);
  await line.subscribe(session.id);
  const first = await saved(ana, session, 0, 'Share is full');
  await line.until('the version', () => line.types(session.id).includes('note.saved'));
  const answer = await line.command(session.id, 'note.save', { base: first, text: 'Share is full\nTold IT' });
  expect(answer).toMatchObject({ ok: true });
  line.close();
  for (const csr of [ana, jorge])
    expect(await versions(csr, session)).toMatchObject([
      { data: { base: 0, text: 'Share is full' }, actor: { participantId: session.participantId } },
      { data: { base: first, text: 'Share is full\nTold IT' }, actor: { participantId: jorgeIs } },
    ]);
});

it('W36 of two who save at once one is told so, and neither’s text is lost', async () => {
  const { session } = await aSessionWithMaria(ana);
  await comesToHelp(ana, jorge, session.id);
  const base = await saved(ana, session, 0, 'One');
  const answers = await Promise.all([save(ana, session, base, 'Hers'), save(jorge, session, base, 'His')]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  const late = answers.findIndex(({ status }) => status === 409);
  expect(answers[late]?.body).toMatchObject({ code: 'NOTE_CHANGED' });
  const newest = (await versions(ana, session)).at(-1);
  expect(newest?.data.text).toBe(late === 0 ? 'His' : 'Hers');
  expect((await save(late === 0 ? ana : jorge, session, newest?.seq ?? 0, 'Hers and his')).status).toBe(200);
  // The same command again, its answer lost, has one effect.
  const commandId = uuid();
  const again = () =>
    ana.command(session.id, 'note.save', { base: newest?.seq ?? 0, text: 'Third' }, commandId);
  expect((await again()).body).toMatchObject({ code: 'NOTE_CHANGED' });
  expect(await versions(ana, session)).toHaveLength(3);
});

it('W36 nobody but the CSRs of the session writes notes, also after its end; what is too long never arrives', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const agent = await maria.agent();
  const stranger = await Csr.another(api, 'Noa Levi');
  const boss = await Csr.another(api, 'Sofia Conti', 'supervisor');
  for (const who of [maria, agent])
    expect([(await save(who, session, 0, 'Mine')).body]).toMatchObject([{ code: 'CSR_ONLY' }]);
  for (const who of [stranger, boss]) expect((await save(who, session, 0, 'Mine')).status).toBe(404);
  const waits = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Eva');
  expect((await save(waits, session, 0, 'Mine')).body).toMatchObject({ code: 'NOT_ADMITTED' });
  const line = await Line.open(maria);
  expect(await line.command(session.id, 'note.save', { base: 0, text: 'Mine' })).toMatchObject({
    ok: false,
    error: { code: 'CSR_ONLY' },
  });
  line.close();
  expect((await save(ana, session, 0, 'x'.repeat(10_001))).status).toBe(400);
  expect((await save(ana, session, -1, 'x')).status).toBe(400);
  expect((await save(ana, session, 0, ' ')).body).toMatchObject({ code: 'NOTE_EMPTY' });
  // The longest text, each character of which takes six in the log, still fits the way to every reader.
  const longest = '\u0001'.repeat(10_000);
  const base = await saved(ana, session, 0, longest);
  expect((await versions(ana, session))[0]?.data.text).toBe(longest);
  await ana.mustCommand(session.id, 'session.end', {});
  expect((await save(maria, session, base, 'Mine')).body).toMatchObject({ code: 'CSR_ONLY' });
  expect((await save(ana, session, base, 'Wrap-up')).status).toBe(200);
});

it('W36 W41 SEC-X1 no byte of the notes or of a transfer’s reason comes to a customer, whatever they read', async () => {
  const secret = 'Zwölfboxkämpfer';
  const { session, maria } = await aSessionWithMaria(ana);
  const agent = await maria.agent();
  const jorgeIs = await comesToHelp(ana, jorge, session.id);
  const lines = await Promise.all([maria, agent].map((who) => Line.open(who)));
  const heard = lines.map(listenIn);
  for (const line of lines) {
    await line.subscribe(session.id);
    await line.subscribe(session.conversationId);
  }
  const base = await saved(ana, session, 0, secret);
  await ana.mustCommand(session.id, 'control.transfer', { participantId: jorgeIs, reason: secret });
  // One who comes later, and those who read everything again.
  const luca = await Guest.join(api, { token: tokenOf(await jorge.invite(session.id)) }, 'Luca Ferri');
  await jorge.mustCommand(session.id, 'participant.admit', { participantId: luca.id });
  lines.push(await Line.open(luca));
  heard.push(listenIn(lines[2] as Line));
  await jorge.mustCommand(session.id, 'session.end', { note: { base, text: `${secret} too` } });
  for (const [i, line] of lines.entries()) {
    await line.subscribe(session.id);
    await line.until('the end', () => heard[i]?.some((frame) => frame.includes('session.ended')) ?? false);
    // The places are there, so that numbers and hashes stay whole: only what they hold is not.
    const { records } = await line.subscribe(session.id);
    const hidden = records.filter((record) => !record.content);
    expect(hidden.length).toBeGreaterThanOrEqual(3);
    expect(heard[i]?.join('\n')).not.toContain(secret);
    line.close();
  }
  for (const who of [maria, agent, luca]) {
    for (const path of [
      `/streams/${session.id}/events?since=0&limit=500`,
      `/streams/${session.conversationId}/events?since=0&limit=500`,
      `/sessions/${session.id}`,
      '/sessions',
      '/site',
    ])
      expect(JSON.stringify((await who.call('GET', path)).body)).not.toContain(secret);
    expect(JSON.stringify((await save(who, session, 0, 'x')).body)).not.toContain(secret);
  }
  expect((await versions(jorge, session)).map(({ data }) => data.text)).toEqual([secret, `${secret} too`]);
});

it('W46 the end takes the notes along, both or neither, and a former owner may not end', async () => {
  const { session } = await aSessionWithMaria(ana);
  const jorgeIs = await comesToHelp(ana, jorge, session.id);
  const base = await saved(jorge, session, 0, 'His');
  const end = (who: Caller, note?: { base: number; text: string }) =>
    who.command(session.id, 'session.end', note ? { note } : {});
  expect((await end(ana, { base: 0, text: 'Hers' })).body).toMatchObject({ code: 'NOTE_CHANGED' });
  expect((await ana.must<SessionView>('GET', `/sessions/${session.id}`)).phase).toBe('open');
  await ana.mustCommand(session.id, 'control.transfer', { participantId: jorgeIs, reason: 'Shift' });
  expect((await end(ana, { base, text: 'His and hers' })).body).toMatchObject({ code: 'NOT_THE_OWNER' });
  expect(await versions(ana, session)).toHaveLength(1);
  expect((await end(jorge, { base, text: 'All done' })).status).toBe(200);
  expect((await ana.must<SessionView>('GET', `/sessions/${session.id}`)).phase).toBe('ended');
  expect((await versions(ana, session)).at(-1)?.data.text).toBe('All done');
});
