import { seeded } from '@relevo/testing';
import { luma, ssim } from './ssim';

const SIZE = 64;
const random = seeded(4);
/** Like text: dark strokes on light ground. */
const text = Float32Array.from({ length: SIZE * SIZE }, () => (random() < 0.2 ? 20 : 250));
const of = (change: (value: number, index: number) => number) => ssim(text, text.map(change), SIZE, SIZE);

describe('structural similarity', () => {
  it('is 1 for the same picture only, and the same in both directions', () => {
    expect(of((value) => value)).toBeCloseTo(1, 6);
    const noisy = text.map((value) => value + (random() - 0.5) * 40);
    expect(ssim(text, noisy, SIZE, SIZE)).toBeLessThan(0.999);
    expect(ssim(text, noisy, SIZE, SIZE)).toBeCloseTo(ssim(noisy, text, SIZE, SIZE), 6);
  });

  it('falls with what is lost: a little noise, a blur, another text, nothing', () => {
    const noise = of((value) => value + (random() - 0.5) * 10);
    const blur = of((value, i) => (value + (text[i + 1] ?? value) + (text[i - 1] ?? value)) / 3);
    const other = of(() => (random() < 0.2 ? 20 : 250));
    const blank = of(() => 250);
    expect(noise).toBeGreaterThan(0.99);
    expect(blur).toBeLessThan(noise);
    expect(other).toBeLessThan(blur);
    expect(blank).toBeLessThan(0.2);
  });

  it('has the value of the formula for plain pictures', () => {
    const a = new Float32Array(64).fill(100);
    const b = new Float32Array(64).fill(200);
    const c1 = 6.5025;
    expect(ssim(a, b, 8, 8)).toBeCloseTo((2 * 100 * 200 + c1) / (100 ** 2 + 200 ** 2 + c1), 6);
  });

  it('takes brightness from either order of colours', () => {
    const data = Uint8Array.of(255, 0, 0, 9, 0, 255, 0, 9, 0, 0, 255, 9);
    const weights = [0.299, 0.587, 0.114].map((part) => part * 255);
    const rounded = (red: 0 | 2) =>
      [...luma({ width: 3, height: 1, data }, red)].map((value) => value.toFixed(3));
    expect(rounded(0)).toEqual(weights.map((value) => value.toFixed(3)));
    expect(rounded(2)).toEqual(weights.toReversed().map((value) => value.toFixed(3)));
  });

  it('refuses pictures of different sizes', () => {
    expect(() => ssim(text, text.subarray(1), SIZE, SIZE)).toThrow(RangeError);
    expect(() => ssim(text.subarray(0, 49), text.subarray(0, 49), 7, 7)).toThrow(RangeError);
  });
});
