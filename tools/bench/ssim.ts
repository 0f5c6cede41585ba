/** A picture as rows of pixels of four bytes; in which order the colours stand must be told by `luma`. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const BLOCK = 8;
const LEVELS = 255;
/** The constants of Wang, Bovik, Sheikh and Simoncelli (2004): K1 = 0.01, K2 = 0.03. */
const C1 = (0.01 * LEVELS) ** 2;
const C2 = (0.03 * LEVELS) ** 2;

/** Brightness of each pixel (Rec. 601), 0 to 255; the red one is the `red`-th byte of four, the blue one the `2 - red`-th. */
export const luma = ({ width, height, data }: Pixels, red: 0 | 2): Float32Array => {
  const bright = new Float32Array(width * height);
  for (let i = 0, at = 0; i < bright.length; i++, at += 4)
    bright[i] =
      0.299 * (data[at + red] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2 - red] ?? 0);
  return bright;
};

/**
 * Structural similarity of two pictures by their brightness: the mean over blocks of 8 x 8 pixels side by side (rests at the
 * edges are left out); 1 = the same.
 * @throws RangeError when they are not of this size, or smaller than a block
 */
export const ssim = (a: Float32Array, b: Float32Array, width: number, height: number): number => {
  if (a.length !== width * height || b.length !== a.length || width < BLOCK || height < BLOCK)
    throw new RangeError('pictures of different or too small a size');
  let sum = 0;
  let blocks = 0;
  for (let top = 0; top + BLOCK <= height; top += BLOCK)
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      sum += similarity(a, b, top * width + left, width);
      blocks += 1;
    }
  return sum / blocks;
};

const similarity = (a: Float32Array, b: Float32Array, start: number, width: number): number => {
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let row = 0; row < BLOCK; row++)
    for (let at = start + row * width, end = at + BLOCK; at < end; at++) {
      const x = a[at] ?? 0;
      const y = b[at] ?? 0;
      sumA += x;
      sumB += y;
      sumAA += x * x;
      sumBB += y * y;
      sumAB += x * y;
    }
  const n = BLOCK * BLOCK;
  const [meanA, meanB] = [sumA / n, sumB / n];
  const [varianceA, varianceB] = [sumAA / n - meanA * meanA, sumBB / n - meanB * meanB];
  const covariance = sumAB / n - meanA * meanB;
  return (
    ((2 * meanA * meanB + C1) * (2 * covariance + C2)) /
    ((meanA * meanA + meanB * meanB + C1) * (varianceA + varianceB + C2))
  );
};
