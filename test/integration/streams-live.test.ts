import { startApi, type TestApi } from '../support/api';
import { Line, typesOf } from '../support/line';
import { aSessionWithMaria, Csr, Guest, tokenOf } from '../support/people';

describe('a session over the wire', () => {
  let api: TestApi;
  let ana: Csr;
  const lines: Line[] = [];
  const open = async (...args: Parameters<typeof Line.open>): Promise<Line> => {
    const line = await Line.open(...args);
    lines.push(line);
    return line;
  };

  beforeAll(async () => {
    api = await startApi();
    ana = await Csr.first(api);
  });
  afterEach(() => {
    for (const line of lines.splice(0)) line.close();
  });
  afterAll(() => api.close());

  it('W1 W6 a CSR starts a session and is its owner at once; nobody has scheduled it', async () => {
    const session = await ana.start();
    expect(session).toMatchObject({ phase: 'open', number: expect.stringMatching(/^[1-9][0-9]{8}$/) });
    const line = await open(ana);
    const page = await line.subscribe(session.id);
    expect(typesOf(page.records)).toEqual(['session.started']);
    expect(page.head).toMatchObject({ stream: session.id, kind: 'session', seq: 1 });
    expect(typesOf((await line.subscribe(session.conversationId)).records)).toEqual(['conversation.opened']);
  });

  it('chat goes to everybody in the session, acknowledged and in order', async () => {
    const { session, maria } = await aSessionWithMaria(ana);
    const [console_, page] = [await open(ana), await open(maria)];
    await console_.subscribe(session.conversationId);
    await page.subscribe(session.conversationId);
    for (let i = 0; i < 10; i += 1)
      expect(await (i % 2 ? page : console_).say(session.conversationId, `line ${i}`)).toMatchObject({
        ok: true,
      });
    await console_.until('ten lines', () => console_.records.length === 10);
    await page.until('ten lines', () => page.records.length === 10);
    expect(page.records.map((r) => r.seq)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(page.records).toEqual(console_.records);
  });

  it('SEC-J5 a waiting guest gets numbers and hashes, and bodies only of what is about themselves', async () => {
    const session = await ana.start();
    const guest = await Guest.join(api, { token: tokenOf(await ana.invite(session.id)) });
    const page = await open(guest);
    const before = await page.subscribe(session.id);
    expect(typesOf(before.records)).toEqual([
      'hidden',
      'hidden',
      'hidden',
      'participant.arrived',
      'device.attached',
    ]);
    expect(await page.say(session.conversationId, 'hello?')).toMatchObject({
      ok: false,
      error: { code: 'NOT_ADMITTED' },
    });
    await ana.invite(session.id);
    await ana.mustCommand(session.id, 'participant.admit', { participantId: guest.id });
    await page.until('admission', () => page.records.length === 2);
    expect(page.types(session.id)).toEqual(['hidden', 'participant.admitted']);
    expect(typesOf((await page.subscribe(session.id)).records)).not.toContain('hidden');
  });
});
