import { createHash } from 'node:crypto';
import type { EventPage, Marks } from '@relevo/contracts';
import { type Audience, type ConversationEvent, type Mark, readRecord, verifyLog } from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import { v7 as uuid } from 'uuid';
import { startApi, type TestApi } from '../support/api';
import { dumpOf } from '../support/dump';
import { Line, listenIn } from '../support/line';
import { aSessionWithMaria, type Caller, Csr, comesToHelp, Guest, tokenOf } from '../support/people';

let api: TestApi;
let ana: Csr;
let jorge: Csr;
const lines: Line[] = [];
beforeAll(async () => {
  api = await startApi();
  ana = await Csr.first(api);
  jorge = await Csr.another(api, 'Jorge Peña');
});
afterEach(() => {
  for (const line of lines.splice(0)) line.close();
});
afterAll(() => api.close());

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const open = async (who: Caller): Promise<Line> => {
  const line = await Line.open(who);
  lines.push(line);
  return line;
};

/** Two CSRs and two customers in one session. */
const four = async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const luca = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Luca Ferri');
  await ana.mustCommand(session.id, 'participant.admit', { participantId: luca.id });
  const jorgeIs = await comesToHelp(ana, jorge, session.id);
  return { session, maria, luca, anaIs: session.participantId, jorgeIs };
};

const post = (who: Caller, conversation: string, text: string, to: Audience) =>
  who.command(conversation, 'message.post', { messageId: uuid(), text, to, sentAt: 1 });
const said = async (who: Caller, conversation: string, text: string, to: Audience): Promise<number> => {
  const { status, body } = await post(who, conversation, text, to);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body as { seq: number }).seq;
};
const pageOf = (who: Caller, stream: string): Promise<EventPage> =>
  who.must('GET', `/streams/${stream}/events?since=0&limit=500`);
const textsOf = async (who: Caller, stream: string): Promise<string[]> =>
  (await pageOf(who, stream)).records.flatMap((record) => {
    const event = readRecord(record) as ConversationEvent;
    return event.type === 'message.posted' ? [event.data.text] : [];
  });

/** Everything that somebody can take home of a session: a bundle as it is redacted for them. */
const bundleOf = async (who: Caller, session: { id: string; conversationId: string }): Promise<string> => {
  const paths = [
    `/streams/${session.id}/events?since=0&limit=500`,
    `/streams/${session.conversationId}/events?since=0&limit=500`,
    `/sessions/${session.id}`,
    '/sessions',
  ];
  const answers = await Promise.all(paths.map((path) => who.call('GET', path)));
  return JSON.stringify(answers.map(({ body }) => body));
};

it('W15 SEC-J5 a line comes to those for whom it is, and no byte of it to anybody else: on the wire, in what can be exported, beside the log', async () => {
  const { session, maria, luca, anaIs, jorgeIs } = await four();
  const agent = await maria.agent();
  const people = { ana, jorge, maria, luca, agent } satisfies Record<string, Caller>;
  const heard = new Map<string, string[]>();
  for (const [name, who] of Object.entries(people)) {
    const line = await open(who);
    heard.set(name, listenIn(line));
    for (const stream of [session.id, session.conversationId]) await line.subscribe(stream);
  }
  const secrets: readonly [text: string, from: Caller, to: Audience, readers: string[]][] = [
    ['Aardvark-everyone', ana, 'everyone', ['ana', 'jorge', 'maria', 'luca', 'agent']],
    ['Bittern-csrs', ana, 'csrs', ['ana', 'jorge']],
    ['Cormorant-jorge', ana, [jorgeIs], ['ana', 'jorge']],
    ['Dunnock-maria', jorge, [maria.id], ['jorge', 'maria', 'agent']],
    ['Egret-from-maria-to-csrs', maria, 'csrs', ['ana', 'jorge', 'maria', 'agent']],
    ['Fulmar-from-luca-to-jorge', luca, [jorgeIs], ['jorge', 'luca']],
    ['Gannet-two', ana, [jorgeIs, luca.id], ['ana', 'jorge', 'luca']],
    ['Hoopoe-last', ana, 'everyone', ['ana', 'jorge', 'maria', 'luca', 'agent']],
  ];
  for (const [text, from, to] of secrets) await said(from, session.conversationId, text, to);
  for (const [i, name] of Object.keys(people).entries())
    await lines[i]?.until(`the last line at ${name}`, () =>
      (heard.get(name) ?? []).some((frame) => frame.includes('Hoopoe-last')),
    );
  const heads = new Set<string>();
  for (const [name, who] of Object.entries(people)) {
    const frames = heard.get(name)?.join('\n') ?? '';
    const bundle = await bundleOf(who, session);
    for (const [text, , , readers] of secrets) {
      expect([name, text, frames.includes(text)]).toEqual([name, text, readers.includes(name)]);
      expect([name, text, bundle.includes(text)]).toEqual([name, text, readers.includes(name)]);
    }
    // The chain is whole for everyone, whatever they may read of it.
    const { head, records } = await pageOf(who, session.conversationId);
    const verdict = verifyLog({ stream: session.conversationId, records, head, checkpoints: [] }, sha256);
    expect([verdict.fault, verdict.checked]).toEqual([undefined, secrets.length + 1]);
    heads.add(JSON.stringify(head));
  }
  expect(heads.size).toBe(1);
  // Nothing of a line stands anywhere but in the one table of bodies.
  const beside = (await dumpOf(api)).split('\n').filter((row) => !row.startsWith('event_bodies '));
  for (const [text] of secrets) expect(beside.join('\n')).not.toContain(text);
  expect(api.logs()).not.toContain('Cormorant-jorge');
  expect(anaIs).not.toBe(jorgeIs);
});

it('W15 recipients who are not in the session, none at all, or another customer are refused, by REST and by socket', async () => {
  const { session, maria, luca, anaIs, jorgeIs } = await four();
  const { conversationId } = session;
  const waits = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Eva');
  const refusals: [Caller, Audience, string][] = [
    [maria, [luca.id], 'RECIPIENT_NOT_ALLOWED'],
    [maria, [jorgeIs, luca.id], 'RECIPIENT_NOT_ALLOWED'],
    [maria, [maria.id], 'RECIPIENTS_MISSING'],
    [ana, [waits.id], 'RECIPIENT_UNKNOWN'],
    [ana, [uuid()], 'RECIPIENT_UNKNOWN'],
    [waits, 'csrs', 'NOT_ADMITTED'],
  ];
  for (const [who, to, code] of refusals) {
    expect((await post(who, conversationId, 'x', to)).body).toMatchObject({ code });
    const line = await open(who);
    expect(await line.say(conversationId, 'x', uuid(), to)).toMatchObject({ ok: false, error: { code } });
  }
  for (const to of [[], 'customers', [anaIs, 'everyone'], { to: 'everyone' }])
    expect((await post(ana, conversationId, 'x', to as Audience)).status).toBe(400);
  expect((await textsOf(jorge, conversationId)).length).toBe(0);
  // Whoever has left is no recipient any more, and the line is not sent to fewer without a word.
  await luca.mustCommand(session.id, 'participant.leave', {});
  expect((await post(ana, conversationId, 'x', [luca.id, maria.id])).body).toMatchObject({
    code: 'RECIPIENT_UNKNOWN',
  });
});

it('W14 W15 SEC-J5 what was said before stays hidden from a customer who is let in later; a colleague who comes later reads what was for all and for all CSRs', async () => {
  const { session, maria } = await aSessionWithMaria(ana);
  const { conversationId } = session;
  const luca = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Luca Ferri');
  const waiting = await open(luca);
  const frames = listenIn(waiting);
  await waiting.subscribe(conversationId);
  await said(maria, conversationId, 'before-all', 'everyone');
  await said(ana, conversationId, 'before-csrs', 'csrs');
  await said(ana, conversationId, 'before-maria', [maria.id]);
  await ana.mustCommand(session.id, 'participant.admit', { participantId: luca.id });
  await comesToHelp(ana, jorge, session.id);
  await said(ana, conversationId, 'after-all', 'everyone');
  await waiting.until('the new line', () => frames.some((frame) => frame.includes('after-all')));
  await waiting.subscribe(conversationId);
  expect(frames.join('\n')).not.toContain('before-');
  expect(await textsOf(luca, conversationId)).toEqual(['after-all']);
  expect(await textsOf(jorge, conversationId)).toEqual(['before-all', 'before-csrs', 'after-all']);
  expect(await textsOf(maria, conversationId)).toEqual(['before-all', 'before-maria', 'after-all']);
  expect(await bundleOf(luca, session)).not.toContain('before-');
  await luca.mustCommand(session.id, 'participant.leave', {});
  expect(await textsOf(luca, conversationId).catch(() => [])).toEqual([]);
});

it('W14 W15 that somebody writes is told to those for whom the line will be, not too often, and by nobody in another’s name', async () => {
  const { session, maria, luca, jorgeIs } = await four();
  const stream = session.conversationId;
  const all = await Promise.all([ana, jorge, maria, luca].map(open));
  const [anas, jorges, marias, lucas] = all as [Line, Line, Line, Line];
  for (const line of all) await line.subscribe(stream);
  const typing = (line: Line, to?: unknown, over: object = {}) =>
    line.ask('ephemeral', { stream, kind: 'typing', to, ...over });
  const from = (line: Line) =>
    line.others.flatMap(({ name, message }) =>
      name === 'ephemeral' ? [(message as { from: string }).from] : [],
    );
  expect(await typing(marias, [jorgeIs])).toMatchObject({ ok: true });
  expect(await typing(lucas, 'csrs')).toMatchObject({ ok: true });
  expect(await typing(anas)).toMatchObject({ ok: true });
  await marias.until('Ana writes', () => from(marias).length === 1);
  await jorges.until('three write', () => from(jorges).length === 3);
  expect(from(jorges)).toEqual([maria.id, luca.id, session.participantId]);
  expect(from(anas)).toEqual([luca.id]);
  expect(from(marias)).toEqual([session.participantId]);
  expect(from(lucas)).toEqual([session.participantId]);
  expect(await typing(marias, [luca.id])).toMatchObject({ error: { code: 'RECIPIENT_NOT_ALLOWED' } });
  expect(await typing(marias, 'everyone', { from: luca.id })).toMatchObject({
    error: { code: 'BAD_REQUEST' },
  });
  const flood = await Promise.all(Array.from({ length: 12 }, () => typing(lucas)));
  expect(flood.filter(({ ok }) => ok).length).toBeLessThanOrEqual(5);
  expect(flood).toContainEqual(
    expect.objectContaining({ error: expect.objectContaining({ code: 'TOO_MANY_REQUESTS' }) }),
  );
});

/** Marks that came to a socket, the last of each participant. */
const marksAt = (line: Line): Map<string, Mark> =>
  new Map(
    line.others
      .filter(({ name }) => name === 'marks')
      .flatMap(({ message }) => (message as Marks).marks)
      .map((mark) => [mark.participantId, mark]),
  );

it('W14 W15 how far somebody has read is told to those who may read the line, stays after a reload, and is said by nobody else', async () => {
  const { session, maria, luca, anaIs, jorgeIs } = await four();
  const stream = session.conversationId;
  const all = await Promise.all([ana, jorge, maria, luca].map(open));
  const [anas, jorges, marias, lucas] = all as [Line, Line, Line, Line];
  for (const line of all) await line.subscribe(stream);
  const forAll = await said(ana, stream, 'for all', 'everyone');
  const forJorge = await said(ana, stream, 'for Jorge', [jorgeIs]);
  const forCsrs = await said(maria, stream, 'Maria to the CSRs', 'csrs');
  const mark = (line: Line, delivered: number, read: number[], over: object = {}) =>
    line.ask('mark', { stream, delivered, read, ...over });
  expect(await mark(jorges, forCsrs, [forAll, forJorge, forCsrs])).toMatchObject({ ok: true });
  // Luca says that he has read what he cannot read, more than there is, and what somebody else has read.
  expect(await mark(lucas, 9999, [forAll, forJorge, forCsrs])).toMatchObject({ ok: true });
  expect(await mark(lucas, 1, [], { participantId: maria.id })).toMatchObject({
    error: { code: 'BAD_REQUEST' },
  });
  const known = (line: Line, who: string) => marksAt(line).get(who);
  await anas.until(
    'both marks',
    () => known(anas, jorgeIs) !== undefined && known(anas, luca.id) !== undefined,
  );
  expect(known(anas, jorgeIs)).toEqual({
    participantId: jorgeIs,
    delivered: forCsrs,
    read: [forAll, forJorge, forCsrs],
  });
  expect(known(anas, luca.id)).toEqual({ participantId: luca.id, delivered: forCsrs, read: [forAll] });
  await lucas.until('Jorge’s mark', () => known(lucas, jorgeIs) !== undefined);
  expect(known(lucas, jorgeIs)?.read).toEqual([forAll]);
  await marias.until('Jorge’s mark', () => known(marias, jorgeIs) !== undefined);
  expect(known(marias, jorgeIs)?.read).toEqual([forAll, forCsrs]);
  // A mark never goes back.
  await mark(jorges, 1, [forAll]);
  const reloaded = await open(ana);
  await reloaded.subscribe(stream);
  await reloaded.until('the marks', () => known(reloaded, jorgeIs) !== undefined);
  expect(known(reloaded, jorgeIs)).toEqual(known(anas, jorgeIs));
  // Who is let in later hears nothing of what was read before.
  const eva = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Eva');
  await ana.mustCommand(session.id, 'participant.admit', { participantId: eva.id });
  const evas = await open(eva);
  await evas.subscribe(stream);
  await evas.until('the marks', () => known(evas, jorgeIs) !== undefined);
  expect(known(evas, jorgeIs)?.read).toEqual([]);
  // Outside of the session nobody can say anything; one who waits hears nothing.
  const waits = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) }, 'Noa');
  const noas = await open(waits);
  expect(await mark(noas, 1, [])).toMatchObject({ error: { code: 'FORBIDDEN' } });
  await noas.subscribe(stream);
  expect(await mark(noas, 1, [])).toMatchObject({ error: { code: 'NOT_ADMITTED' } });
  expect(marksAt(noas).size).toBe(0);
  expect(await anas.ask('mark', { stream: session.id, delivered: 1, read: [] })).toMatchObject({
    error: { code: 'FORBIDDEN' },
  });
  expect(anaIs).toBe(session.participantId);
});

it('W14 marks are the same at another node that starts from the database', async () => {
  const { session, jorgeIs } = await four();
  const stream = session.conversationId;
  const [anas, jorges] = [await open(ana), await open(jorge)];
  for (const line of [anas, jorges]) await line.subscribe(stream);
  const line = await said(ana, stream, 'for all', 'everyone');
  const secret = await said(ana, stream, 'for Jorge', [jorgeIs]);
  await jorges.ask('mark', { stream, delivered: secret, read: [line, secret] });
  await anas.until('the mark', () => marksAt(anas).has(jorgeIs));
  // As many marks as there are circles are kept, whatever is read in them.
  await until('three marks are kept', PATIENCE_MS, async () => {
    const rows = (await dumpOf(api)).split('\n').filter((row) => row.includes(`(${stream},${jorgeIs},`));
    return rows.length === 3 ? true : null;
  });
  const two = await startApi({ database: api.database });
  try {
    const late = await open(ana.at(two));
    await late.subscribe(stream);
    await late.until('the mark', () => marksAt(late).has(jorgeIs));
    expect(marksAt(late).get(jorgeIs)).toEqual(marksAt(anas).get(jorgeIs));
  } finally {
    await two.close();
  }
});
