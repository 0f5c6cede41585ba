import { PictureDecoder } from '@relevo/client/picture/decoder';
import { seeded } from '@relevo/testing';
import fc from 'fast-check';
import type { Keeper } from './kept-blocks';
import { aScreen, inTiles, optionsOf, whole } from './test-screen';

describe('whatever happens on the screen, the picture of it', () => {
  it('stays exact over hundreds of scrolled lines', async () => {
    const { picture, send, same } = await aScreen(700, 400);
    const kinds = new Set<string>();
    picture.text(whole(picture), 7);
    send();
    for (let line = 0; line < 300; line++) {
      picture.scroll({ x: 0, y: 16, width: 640, height: 368 }, 16);
      picture.text({ x: 0, y: 368, width: 640, height: 16 }, 100 + line);
      for (const kind of send()) kinds.add(kind);
    }
    expect(same()).toBe(true);
    expect(kinds).toContain('copy');
  });

  it('stays exact where plain grounds come and go behind a border and windows', async () => {
    const size = { width: 1000, height: 500 };
    const area = fc.record({
      x: fc.nat(size.width - 1),
      y: fc.nat(size.height - 1),
      width: fc.integer({ min: 1, max: 200 }),
      height: fc.integer({ min: 1, max: 120 }),
    });
    const steps = fc.array(
      fc.record({
        colour: fc.constantFrom(0xffffff, 0x202020, 0x3060c0),
        // Now and then the border changes with the ground.
        border: fc.constantFrom(0xd03030, 0xd03030, 0xd03030, 0x30a030),
        windows: fc.oneof(fc.constant([]), fc.array(fc.record({ area, seed: fc.nat(3) }), { maxLength: 2 })),
      }),
      { minLength: 2, maxLength: 8 },
    );
    const thickness = fc.record({ left: fc.nat(70), right: fc.nat(70), top: fc.nat(20), bottom: fc.nat(20) });
    let withoutTiles = 0;
    await fc.assert(
      fc.asyncProperty(thickness, steps, async (edge, all) => {
        const { picture, send, same } = await aScreen(size.width, size.height);
        for (const { colour, border, windows } of all) {
          picture.draw(whole(picture), () => border);
          const inner = {
            x: edge.left,
            y: edge.top,
            width: size.width - edge.left - edge.right,
            height: size.height - edge.top - edge.bottom,
          };
          picture.draw(inner, () => colour);
          for (const { area, seed } of windows) {
            const width = Math.min(area.width, size.width - area.x);
            const height = Math.min(area.height, size.height - area.y);
            picture.text({ ...area, width, height }, seed, 3);
          }
          const kinds = send();
          if (kinds.length > 0 && kinds.every((kind) => kind === 'fill')) withoutTiles++;
          expect(same()).toBe(true);
        }
      }),
      { numRuns: 40, seed: 12 },
    );
    expect(withoutTiles).toBeGreaterThan(20);
  });

  it('is exact for viewers that get the same frames, other frames, or none', async () => {
    const { picture, encoder } = await aScreen(400, 200);
    const viewers = await Promise.all(
      [1, 2].map(async () => ({
        decoder: await PictureDecoder.create(),
        missing: new Uint8Array(7 * 13).fill(1),
        past: null as Uint8Array | null,
        isNew: true,
      })),
    );
    const random = seeded(9);
    let shared = 0;
    for (let step = 0; step < 300; step++) {
      const y = 16 * Math.floor(random() * 12);
      picture.text({ x: 0, y, width: 400, height: 16 }, Math.floor(random() * 6), 2);
      const changes = encoder.update(0, 200, picture.rows());
      for (const viewer of viewers)
        changes?.tiles.forEach((changed, tile) => {
          viewer.missing[tile] = (viewer.missing[tile] ?? 0) | changed;
        });
      const ready = viewers.filter(() => random() < 0.6);
      if (random() < 0.02) for (const viewer of ready) viewer.isNew = true;
      const groups = random() < 0.7 ? [ready] : ready.map((viewer) => [viewer]);
      for (const group of groups.filter(({ length }) => length > 0)) {
        const full = group.some(({ isNew }) => isNew);
        const tiles = new Uint8Array(7 * 13).map((_, tile) =>
          group.some(({ missing }) => missing[tile]) ? 1 : 0,
        );
        const past = full
          ? null
          : group.every((viewer) => viewer.past === group[0]?.past)
            ? (group[0]?.past ?? null)
            : null;
        const keeper: Keeper = {
          keeps: () => false,
          got: () => undefined,
          past,
          gotLines: (next) => {
            for (const viewer of group) viewer.past = next;
          },
        };
        const frames = full
          ? encoder.encodeFull(optionsOf(keeper))
          : encoder.encodeTiles(tiles, optionsOf(keeper));
        if (past && group.length > 1) shared++;
        for (const { bytes } of frames) for (const { decoder } of group) decoder.decode(bytes);
        for (const viewer of group) {
          viewer.isNew = false;
          viewer.missing.fill(0);
          if (!picture.isShownBy(viewer.decoder.pixels)) throw new Error(`not the same after step ${step}`);
        }
      }
    }
    expect(shared).toBeGreaterThan(10);
  });

  it('is exact for who lacks any tiles of whatever came and went', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            x: fc.nat(440),
            y: fc.nat(240),
            side: fc.integer({ min: 1, max: 400 }),
            seed: fc.nat(9),
          }),
          {
            minLength: 1,
            maxLength: 9,
          },
        ),
        async (steps) => {
          const { picture, encoder, options, take, same } = await aScreen(500, 300);
          const missing = new Uint8Array(8 * 19);
          for (const { x, y, side, seed } of steps) {
            const box = { x, y, width: Math.min(side, 500 - x), height: Math.min(side, 300 - y) };
            if (seed === 0) picture.scroll(whole(picture), -17);
            else if (seed < 6) picture.draw(box, () => seed);
            else picture.text(box, seed, 20);
            encoder.update(0, 300, picture.rows())?.tiles.forEach((changed, tile) => {
              missing[tile] = (missing[tile] ?? 0) | changed;
            });
          }
          take(encoder.encodeTiles(missing, options));
          return same();
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  it('is exact for whatever happens on the screen', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.record({ width: fc.integer({ min: 1, max: 500 }), height: fc.integer({ min: 1, max: 300 }) }),
        fc.array(
          fc.record({
            kind: fc.constantFrom('fill', 'text', 'colours', 'noise', 'scroll', 'scroll', 'back', 'back'),
            left: fc.integer({ min: 0, max: 90 }),
            top: fc.integer({ min: 0, max: 90 }),
            right: fc.integer({ min: 1, max: 100 }),
            bottom: fc.integer({ min: 1, max: 100 }),
            seed: fc.integer({ min: 1, max: 5000 }),
          }),
          { minLength: 1, maxLength: 12 },
        ),
        async (size, steps) => {
          const { picture, send, same } = await aScreen(size.width, size.height);
          picture.text(whole(picture), 5, 40);
          send();
          const past = [picture.pixels.slice()];
          for (const step of steps) {
            const x = Math.floor((step.left * size.width) / 100);
            const y = Math.floor((step.top * size.height) / 100);
            const box = {
              x,
              y,
              width: Math.max(1, Math.floor(((size.width - x) * step.right) / 100)),
              height: Math.max(1, Math.floor(((size.height - y) * step.bottom) / 100)),
            };
            if (step.kind === 'back') picture.pixels.set(past.at(-2) ?? past[0] ?? []);
            else if (step.kind === 'scroll') picture.scroll(whole(picture), (step.seed % 101) - 50);
            else if (step.kind === 'text') picture.text(box, step.seed, step.seed % 300);
            else if (step.kind === 'fill') picture.draw(inTiles(box, picture), () => step.seed * 77);
            else if (step.kind === 'colours') picture.draw(box, (a, b) => ((a + b * 31) % step.seed) * 3001);
            else picture.draw(box, (a, b) => Math.imul(a * 509 + b + step.seed, 2654435761) >>> 8);
            past.push(picture.pixels.slice());
            for (const kind of send()) seen.set(kind, (seen.get(kind) ?? 0) + 1);
            if (!same()) return false;
          }
          return true;
        },
      ),
      { numRuns: 100, seed: 20 },
    );
    expect([...seen.keys()].sort()).toEqual(['copy', 'fill', 'indexed', 'lines', 'recall', 'rgb', 'wide']);
  }, 120_000);
});
