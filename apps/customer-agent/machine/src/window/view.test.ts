import type { Language } from '@relevo/contracts';
import { openPrompt, type SafetyStanding } from '@relevo/domain';
import { catalogues } from '@relevo/i18n';
import { ConsentScene } from '@relevo/testing';
import type { AgentModel } from './agent-view';
import { promptText } from './prompt-text';
import { agentView } from './view';
import { translator } from './words';

const modelOf = (scene: ConsentScene, over: Partial<AgentModel> = {}): AgentModel => ({
  stage: 'attached',
  machine: 'MARIA-PC',
  server: 'support.norvia.example',
  address: 'https',
  organisation: 'Norvia Support',
  csrId: 'ana',
  csrName: 'Ana Ruiz',
  customerName: 'María Gómez',
  serverAway: false,
  logFault: false,
  ledger: scene.ledger,
  safety: {},
  end: { heading: 'over', detail: '' },
  choosing: false,
  minutes: 20,
  ...over,
});
const scene = () => new ConsentScene().link();
const show = (s: ConsentScene, over: Partial<AgentModel> = {}, language: Language = 'en') =>
  agentView(modelOf(s, over), s.now, language);

describe('the window', () => {
  it('asks before attaching, and names server, organisation, CSR and customer', () => {
    const view = show(scene(), { stage: 'connect' });
    expect(view).toMatchObject({
      screen: 'connect',
      title: 'Help for MARIA-PC',
      person: 'Ana Ruiz',
      initials: 'AR',
      organisation: 'Norvia Support',
      standing: 'not checked',
      no: 'Cancel',
      yes: 'Connect',
      leave: '',
    });
    expect(view.facts.map((fact) => fact.text)).toEqual([
      'The server is support.norvia.example, by a protected connection (https).',
      'The help is for María Gómez.',
      'Ana can do nothing until you allow it in this window.',
      'A call you did not expect? Cancel.',
    ]);
    expect(show(scene(), { stage: 'connect', customerName: '' }).facts).toHaveLength(3);
    const server = (address: AgentModel['address']) => show(scene(), { stage: 'connect', address }).facts[0];
    expect(server('local')?.text).toContain('this computer itself');
    expect(server('plain')).toMatchObject({ icon: 'alarm', text: expect.stringContaining('not protected') });
  });

  it('says that nothing can be done while nothing is granted', () => {
    expect(show(scene())).toMatchObject({
      screen: 'idle',
      heading: 'Ana can do nothing now',
      control: false,
      canMinimise: true,
      prompt: null,
      yes: '',
      stopAll: '',
      leave: 'Leave session',
    });
    expect(show(scene(), { stage: 'waiting' }).heading).toBe('Waiting until Ana lets you in');
    expect(show(scene(), { stage: 'connecting' }).heading).toBe('Connecting to Ana…');
  });

  it('shows no question before the pause is over', () => {
    const s = scene();
    s.ask({ capability: 'screen.view' });
    s.pass(250);
    expect(show(s).prompt).toBeNull();
    expect(show(s).yes).toBe('');
    s.pass(250);
    expect(show(s).prompt?.requestId).toBe('request 1');
  });

  it('asks in plain words: who, what, what not, for how long; the ring counts down to no', () => {
    const s = scene();
    s.give();
    s.ask({ capability: 'input.control', minutes: 20 });
    s.pass(17_000);
    const view = show(s);
    expect(view).toMatchObject({
      screen: 'prompt',
      canMinimise: false,
      heading: 'May Ana use your mouse\u00a0and\u00a0keyboard?',
      no: 'Don’t allow',
      yes: 'Allow',
      below: 'If you do nothing, the answer is no.',
      leave: '',
      prompt: { requestId: 'request 2', seconds: '43 s' },
    });
    expect(view.prompt?.left).toBeCloseTo(43 / 60);
    expect(view.facts.map((fact) => fact.text)).toEqual([
      'Ana can click, type and open programs.',
      'Ana cannot answer this for you.',
      'All screens of this computer.',
      'A call you did not expect? Don’t allow.',
      'For 20 minutes.',
    ]);
  });

  it('says when one yes gives both', () => {
    const s = scene();
    s.ask({ capability: 'input.control', minutes: 20 });
    s.pass(500);
    expect(show(s).heading).toBe('May Ana see your screen and use your\u00a0mouse\u00a0and\u00a0keyboard?');
  });

  it('names who asks, also when that is not the owner, and who would lose control', () => {
    const s = scene().link('bea');
    s.give({ capability: 'input.control', minutes: 20 });
    s.ask({ capability: 'input.control', minutes: 20, csrId: 'bea', csrName: 'Bea Costa' });
    s.pass(500);
    const view = show(s);
    expect(view.person).toBe('Bea Costa');
    expect(view.facts.map((fact) => fact.text)).toContain('Ana loses mouse and keyboard.');
  });

  it('W39 says whose guest somebody from outside is, in the window and in the words that are signed; what others hold is named', () => {
    const s = scene().link('marco');
    s.give();
    const guest = { csrId: 'marco', csrName: 'Marco Bruni', guestOf: 'Ana Ruiz' };
    s.ask({ capability: 'input.control', minutes: 20, ...guest });
    s.pass(500);
    const view = show(s);
    expect([view.person, view.organisation]).toEqual(['Marco Bruni', 'guest of Ana Ruiz']);
    expect(view.facts[0]?.text).toBe('From outside, not from Norvia Support.');
    const prompt = openPrompt(s.ledger);
    expect(prompt && promptText(prompt, modelOf(s), translator('en')).words).toMatch(
      /Marco Bruni\nguest of Ana Ruiz\n.*\nFrom outside, not from Norvia Support\./,
    );
    const other = scene().link('marco');
    other.give();
    other.give({ capability: 'input.control', minutes: 20, ...guest });
    const granted = show(other);
    expect([granted.person, granted.organisation]).toEqual(['Marco Bruni', 'guest of Ana Ruiz']);
    expect(granted.grants.map(({ detail }) => detail.startsWith('Ana: '))).toEqual([true, false, false]);
    // More lines take the room of the hint.
    expect(granted.below).toBe('');
  });

  it('offers what was asked and shorter, never longer', () => {
    const s = scene();
    s.ask({ capability: 'input.control', minutes: 20 });
    s.pass(500);
    const labels = (view: ReturnType<typeof show>) => view.choices.map((c) => [c.label, c.chosen]);
    expect(show(s).choices).toEqual([]);
    expect(labels(show(s, { choosing: true, minutes: 10 }))).toEqual([
      ['5 min', false],
      ['10 min', true],
      ['20 min', false],
    ]);
    const t = scene();
    t.ask({ capability: 'screen.view', minutes: null });
    t.pass(500);
    expect(labels(show(t, { choosing: true, minutes: null }))).toEqual([
      ['5 min', false],
      ['10 min', false],
      ['20 min', false],
      ['Until I stop', true],
    ]);
    expect(show(t, { minutes: null }).facts.at(-1)).toMatchObject({
      text: 'Until you stop it.',
      change: 'Change',
    });
  });

  it('has no Change where there is nothing shorter', () => {
    const s = scene();
    s.ask({ minutes: 5 });
    s.pass(500);
    expect(show(s, { minutes: 5 }).facts.at(-1)).toMatchObject({ text: 'For 5 minutes.', change: '' });
  });

  it('lists what is granted with a Stop each and one for all, and turns red under control', () => {
    const s = scene();
    s.give({ capability: 'input.control', minutes: 20 });
    const view = show(s);
    expect(view).toMatchObject({
      screen: 'granted',
      control: true,
      title: 'Ana controls MARIA-PC',
      canMinimise: false,
      stopAll: 'Stop everything',
      below: 'or press Ctrl + Alt + Shift + S',
    });
    expect(view.grants.map(({ grantId, icon, title, label }) => [grantId, icon, title, label])).toEqual([
      ['request 1 a', 'eye', 'See your screen', 'Stop: See your screen'],
      ['request 1 b', 'mouse', 'Use your mouse and keyboard', 'Stop: Use your mouse and keyboard'],
    ]);
    expect(view.grants[1]?.detail).toMatch(/^Since \d\d:\d\d, until \d\d:\d\d$/);
    const t = scene();
    t.give();
    expect(show(t)).toMatchObject({ control: false, title: 'Ana sees MARIA-PC' });
    expect(show(t).grants[0]?.detail).toMatch(/^Since \d\d:\d\d, until you stop$/);
  });

  it('stays the same while a grant runs, and counts its last minute', () => {
    const s = scene();
    s.give({ capability: 'input.control', minutes: 20 });
    const before = show(s);
    s.pass(18 * 60_000);
    expect(show(s)).toEqual(before);
    s.pass(60_000);
    expect(show(s).grants[1]?.detail).toMatch(/^Since \d\d:\d\d, 1:00 left$/);
    s.pass(19_000);
    expect(show(s).grants[1]?.detail).toMatch(/ 0:41 left$/);
  });

  describe('SEC-C11 the safety code', () => {
    const code = (standing: SafetyStanding, of = '482915') => ({ safety: { ana: { code: of, standing } } });

    it('stands beside who is helping, not checked, with both answers, until it was compared', () => {
      expect(show(scene()).safety).toBeNull();
      const view = show(scene(), code('unchecked'));
      expect(view).toMatchObject({ standing: 'not checked', checked: false });
      expect(view.safety).toMatchObject({ csrId: 'ana', code: '482 915', no: 'No', yes: 'Yes, the same' });
      expect(show(scene(), code('asked'))).toMatchObject({ standing: 'not checked', checked: false });
      expect(show(scene(), code('waiting'))).toMatchObject({ standing: 'not checked', checked: false });
      expect(show(scene(), code('waiting')).safety).toMatchObject({ no: '', yes: '' });
    });

    it('is checked when both said so, and only then', () => {
      const view = show(scene(), code('checked'));
      expect(view).toMatchObject({ standing: 'checked', checked: true, safety: null });
    });

    it('is read beside a question, and can be answered under control', () => {
      const asking = scene();
      asking.ask();
      asking.pass(500);
      expect(show(asking, code('unchecked'))).toMatchObject({
        standing: 'not checked · 482 915',
        safety: null,
      });
      const granted = scene();
      granted.give();
      expect(show(granted, code('unchecked')).safety?.code).toBe('482 915');
    });

    it('that differs is the gravest alarm, with advice', () => {
      const s = scene();
      s.ledger = { ...s.ledger, alarms: { ...s.ledger.alarms, 'codes-differ': 1, 'server-claim': 1 } };
      const view = show(s, code('differs'));
      expect(view).toMatchObject({ standing: 'not the same code', checked: false, safety: null });
      expect(view.notices.map(({ text }) => text)).toEqual([expect.stringContaining('call Norvia Support')]);
    });

    it('of another CSR does not speak for the one who asks', () => {
      const s = scene().link('bea');
      s.ask({ csrId: 'bea', csrName: 'Bea Costa' });
      s.pass(500);
      expect(show(s, code('checked'))).toMatchObject({ standing: 'not checked', checked: false });
    });
  });

  it('SEC-C2 tells of a permission that the server claimed', () => {
    const s = scene();
    s.ledger = { ...s.ledger, alarms: { ...s.ledger.alarms, 'server-claim': 1, malformed: 3 } };
    expect(show(s, { serverAway: true }).notices).toEqual([
      {
        kind: 'alarm',
        text: 'The server claimed a permission that you did not give. Nothing was done.',
      },
      {
        kind: 'away',
        text: 'The server cannot be reached. What you allowed goes on until its end. Stop works.',
      },
    ]);
    s.ledger = { ...s.ledger, alarms: { ...s.ledger.alarms, 'wrong-key': 1 } };
    expect(show(s).notices[0]?.text).toContain('in the name of Ana');
    expect(show(scene(), { logFault: true }).notices[0]?.kind).toBe('alarm');
    const quiet = scene();
    quiet.ledger = { ...quiet.ledger, alarms: { ...quiet.ledger.alarms, 'stale-message': 9, malformed: 9 } };
    expect(show(quiet).notices).toEqual([]);
  });

  it('gives two lines of bad news the room of the hint', () => {
    const s = scene();
    s.give();
    s.ledger = { ...s.ledger, alarms: { ...s.ledger.alarms, 'server-claim': 1 } };
    expect(show(s).below).not.toBe('');
    expect(show(s, { serverAway: true }).below).toBe('');
  });

  it('ends by saying what it left: nothing', () => {
    const view = show(scene(), { stage: 'ended' });
    expect(view).toMatchObject({
      screen: 'ended',
      heading: 'The session is over',
      leave: 'Close',
      notices: [],
    });
    expect(view.facts[0]?.text).toBe('Norvia Support left nothing on this computer.');
    const failed = { heading: 'failed', detail: 'No.' } as const;
    expect(show(scene(), { stage: 'ended', organisation: '', end: failed })).toMatchObject({
      heading: 'This did not work',
      words: 'No.',
    });
  });

  it.each(['es', 'it'] as const)('has all its words in %s', (language) => {
    const s = scene();
    s.ask({ capability: 'input.control', minutes: 1 });
    s.pass(500);
    const english = new Set<string>(Object.values(catalogues.en.agent).filter((text) => text.length > 12));
    for (const view of [show(s, {}, language), show(scene(), { stage: 'connect' }, language)]) {
      const texts = [view.heading, view.no, view.yes, view.below, ...view.facts.map((fact) => fact.text)];
      for (const text of texts) expect(english).not.toContain(text);
    }
  });
});
