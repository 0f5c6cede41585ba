import { contrast, luminance, tinted } from './tint';

const WHITE = '#ffffff';
/** Ours: the light end, what is filled, the customer's button, the deep end. */
const SHADES = ['#eef2ff', '#bccbfc', '#4f6de6', '#3654d1', '#2a43ac', '#304bc0', '#1b2a66'];

test('luminance and contrast are those of WCAG', () => {
  expect(contrast('#000000', WHITE)).toBe(21);
  expect(contrast('#777777', WHITE)).toBeCloseTo(4.48, 2);
  expect(contrast(WHITE, '#777777')).toBe(contrast('#777777', WHITE));
});

test('our own accent stays what it is', () => {
  const distance = (one: string, other: string) =>
    Math.max(
      ...[1, 3, 5].map((at) =>
        Math.abs(Number.parseInt(one.slice(at, at + 2), 16) - Number.parseInt(other.slice(at, at + 2), 16)),
      ),
    );
  for (const shade of ['#3654d1', '#2a43ac'])
    expect(distance(tinted('#3654d1', shade), shade)).toBeLessThan(8);
});

test('every colour gives shades on which the same can be read as on ours: all 4,096 of a web-safe grid', () => {
  const steps = Array.from({ length: 16 }, (_, n) => (n * 17).toString(16).padStart(2, '0'));
  for (const r of steps)
    for (const g of steps)
      for (const b of steps)
        for (const shade of SHADES) {
          const made = tinted(`#${r}${g}${b}`, shade);
          expect(made).toMatch(/^#[0-9a-f]{6}$/);
          // One step of the 256 of a channel is all that rounding may cost.
          expect(Math.abs(contrast(made, WHITE) - contrast(shade, WHITE))).toBeLessThan(0.2);
        }
});

const CHANNELS = ['r', 'g', 'b'];

test.each(['rgb', 'rbg', 'grb', 'gbr', 'brg', 'bgr'])('the hue is the one that was chosen: %s', (order) => {
  const liked = CHANNELS.map((channel) => ['c2', '60', '0c'][order.indexOf(channel)]).join('');
  const made = tinted(`#${liked}`, '#2a43ac');
  const channelOf = (channel: string) => made.slice(1 + CHANNELS.indexOf(channel) * 2).slice(0, 2);
  expect(CHANNELS.toSorted((a, b) => (channelOf(a) < channelOf(b) ? 1 : -1)).join('')).toBe(order);
});

test('a grey stays grey', () => {
  expect(tinted('#808080', '#2a43ac')).toMatch(/^#(..)\1\1$/);
  expect(luminance(tinted('#000000', '#eef2ff'))).toBeGreaterThan(0.8);
});
