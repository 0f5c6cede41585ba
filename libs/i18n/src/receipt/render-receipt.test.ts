import type { Receipt } from '@relevo/contracts';
import { GRANT_END_REASONS } from '@relevo/domain';
import { aKeyText, anId, aThumbprint, NOON } from '@relevo/testing';
import { renderReceipt } from './render-receipt';

const HASH = 'a'.repeat(64);
const hostile = '<script>alert(1)</script>"&';
const receipt = (over: Partial<Receipt> = {}): Receipt => ({
  v: 1,
  sessionId: anId(100),
  number: '482913207',
  organisation: hostile,
  language: 'en',
  madeAt: NOON,
  device: { id: anId(3), participantId: anId(2), key: aKeyText() },
  people: [
    { id: anId(1), name: hostile, part: 'csr', from: NOON, to: NOON },
    { id: anId(2), name: 'María Gómez', part: 'customer', from: NOON, to: null },
  ],
  over: { how: 'left', at: NOON },
  given: GRANT_END_REASONS.map((why, i) => ({
    grantId: anId(10 + i),
    capability: i % 2 ? 'screen.view' : 'input.control',
    csrId: anId(1),
    csr: hostile,
    csrKey: aThumbprint(),
    deviceId: anId(3),
    device: hostile,
    from: NOON,
    to: NOON,
    why,
  })),
  files: [],
  reports: [],
  streams: [{ stream: anId(100), kind: 'session', seq: 7, hash: HASH }],
  differences: (['missing', 'different', 'alarm'] as const).map((kind) => ({
    kind,
    what: hostile,
    at: NOON,
  })),
  ...over,
});

test('W46 SEC-W1 what others chose is text on a receipt, never markup', () => {
  const page = renderReceipt(receipt(), 'Europe/Madrid');
  expect(page).not.toContain('<script');
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;');
});

test.each(['en', 'es', 'it'] as const)(
  'W46 W48 a receipt is whole in %s, with times of the place',
  (language) => {
    for (const over of [{}, { over: null, given: [], differences: [] }]) {
      const page = renderReceipt(receipt({ language, ...over }), 'Europe/Madrid');
      expect(page).not.toMatch(/\{\{|undefined|\bnull\b|[a-z]\.[a-z]+-?[a-z]*</);
      expect(page).toContain('María Gómez');
      expect(page).toMatch(/13:00:00/);
      expect(page).toContain(HASH);
    }
  },
);

test('W39 beside the name of somebody from outside stands that they are a guest', () => {
  const guest = { id: anId(4), name: 'Ana Ruiz', part: 'guest' as const, from: NOON, to: null };
  const [first] = receipt().given;
  const given = first ? [{ ...first, csrId: guest.id, csr: guest.name }] : [];
  const page = renderReceipt(receipt({ people: [...receipt().people, guest], given }), 'Europe/Madrid');
  expect(page).toContain('<td data-head="Part">guest from outside</td>');
  expect(page).toContain('<td data-head="Whom">Ana Ruiz (guest)</td>');
});
