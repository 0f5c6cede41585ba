import fc from 'fast-check';
import { blocksOf, gridOf, rectanglesOf } from './rectangles';

const mapOf = (rows: readonly string[]) => Uint8Array.from(rows.join(''), (mark) => (mark === '#' ? 1 : 0));

describe('rectangles of changed tiles', () => {
  it('are as few as the tiles allow', () => {
    const map = mapOf(['..##....', '..##....', '........', '#.......', '#......#']);
    expect(rectanglesOf(map, 500, 77)).toEqual([
      { x: 128, y: 0, width: 128, height: 32 },
      { x: 0, y: 48, width: 64, height: 29 },
      { x: 448, y: 64, width: 52, height: 13 },
    ]);
  });

  it('are one where little would be saved by more', () => {
    const map = mapOf(['####', '###.', '####']);
    expect(rectanglesOf(map, 256, 48)).toEqual([{ x: 0, y: 0, width: 256, height: 48 }]);
  });

  it('cover every changed tile, lie inside, and never overlap', () => {
    let many = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1500 }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 100 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 100 })),
        (width, height, density, chances) => {
          const { columns, rows } = gridOf(width, height);
          const map = new Uint8Array(columns * rows).map(() => (chances.next().value <= density ? 1 : 0));
          const covered = new Uint8Array(columns * rows);
          const rectangles = rectanglesOf(map, width, height);
          many = Math.max(many, rectangles.length);
          for (const { x, y, width: w, height: h } of rectangles) {
            expect(x + w <= width && y + h <= height && w > 0 && h > 0).toBe(true);
            for (let row = Math.floor(y / 16); row * 16 < y + h; row++)
              for (let column = Math.floor(x / 64); column * 64 < x + w; column++)
                covered[row * columns + column] = (covered[row * columns + column] as number) + 1;
          }
          expect(Math.max(0, ...covered)).toBeLessThanOrEqual(1);
          expect(map.every((changed, i) => !changed || covered[i] === 1)).toBe(true);
        },
      ),
      { numRuns: 200, seed: 2 },
    );
    expect(many).toBeGreaterThan(5);
  });

  it('are cut in blocks without a rest', () => {
    expect(blocksOf({ x: 10, y: 20, width: 400, height: 230 }, 384, 216)).toEqual([
      { x: 10, y: 20, width: 384, height: 216 },
      { x: 394, y: 20, width: 16, height: 216 },
      { x: 10, y: 236, width: 384, height: 14 },
      { x: 394, y: 236, width: 16, height: 14 },
    ]);
  });
});
