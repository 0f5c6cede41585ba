import { PictureDecoder } from '@relevo/client/picture/decoder';
import type { Rectangle } from '@relevo/client/picture/frame';
import { seeded, until } from '@relevo/testing';
import { PictureProducer } from './producer';
import { TestPicture } from './test-picture';
import { TestSource } from './test-source';

const [WIDTH, HEIGHT] = [1000, 650];
const WHOLE = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
const COLOURS = [0x000000, 0x202428, 0xffffff, 0x336699];
const ROUNDS = 150;
const PATIENCE_MS = 20_000;

/** A desktop, its producer and viewers who come, go, lag and ask anew, all by chance. */
class Crowd {
  readonly source = new TestSource();
  readonly producer: PictureProducer;
  grounds = 0;
  private readonly random: () => number;
  private readonly viewers = new Map<number, PictureDecoder>();
  private readonly spare: PictureDecoder[] = [];
  private grabbing = false;
  private last = 0;

  constructor(seed: number) {
    this.random = seeded(seed);
    this.source.picture = new TestPicture(WIDTH, HEIGHT);
    this.source.meanwhile = () => this.meanwhile();
    this.producer = new PictureProducer(this.source, {
      frame: ({ viewers, bytes }) => {
        if (this.grabbing) this.grounds += 1;
        for (const id of viewers) this.viewers.get(id)?.decode(bytes.slice());
      },
      made: () => undefined,
      size: () => undefined,
      failed: (error) => {
        throw error;
      },
    });
    const grab = this.source.grab.bind(this.source);
    this.source.grab = async (early) => {
      this.grabbing = true;
      return grab(early).finally(() => {
        this.grabbing = false;
      });
    };
  }

  async round(): Promise<void> {
    while (this.spare.length < 3) this.spare.push(await PictureDecoder.create());
    if (this.viewers.size === 0 || this.chance(0.1)) this.add();
    this.producer.ready(this.some(0.7));
    this.change();
    this.producer.ready(this.some(0.5));
    if (this.chance(0.3)) this.change();
    await until('every viewer sees the desktop', PATIENCE_MS, async () => {
      this.producer.ready(this.some(1));
      return [...this.viewers.values()].every(({ pixels }) => this.source.picture.isShownBy(pixels)) || null;
    });
  }

  private chance(share: number): boolean {
    return this.random() < share;
  }

  private below(end: number): number {
    return Math.floor(this.random() * end);
  }

  private some(share: number): { id: number; slow: boolean }[] {
    return [...this.viewers.keys()]
      .filter(() => this.chance(share))
      .map((id) => ({ id, slow: share < 1 && this.chance(0.15) }));
  }

  private add(): void {
    const decoder = this.spare.pop();
    if (!decoder || this.viewers.size === 3) return;
    this.last += 1;
    this.viewers.set(this.last, decoder);
    this.producer.add(this.last);
  }

  private somewhere(): Rectangle {
    const [x, y] = [this.below(WIDTH), this.below(HEIGHT)];
    return { x, y, width: 1 + this.below(WIDTH - x), height: 1 + this.below(Math.min(300, HEIGHT - y)) };
  }

  private change(): void {
    const { picture } = this.source;
    const place = this.somewhere();
    const kind = this.below(10);
    if (kind < 5) this.turn();
    else if (kind < 7) picture.text(place, this.below(5), 1 + this.below(9));
    else if (kind < 8) picture.scroll(this.chance(0.5) ? WHOLE : place, this.below(60) - 30);
    else if (kind < 9) picture.draw(place, (x, y) => (x * 7919 + y * 104_729) & 0xffffff);
    else picture.draw(place, () => COLOURS[this.below(COLOURS.length)] as number);
    this.source.damage();
  }

  /** What has the commonest colour takes another, at times not everywhere. */
  private turn(): void {
    const { pixels } = this.source.picture;
    const colour = COLOURS[this.below(COLOURS.length)] as number;
    const stays = this.chance(0.3) ? this.somewhere() : null;
    const ground = this.chance(0.5) ? null : pixels[0];
    for (let at = 0; at < pixels.length; at++) {
      const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
      const isInside =
        stays && x >= stays.x && x < stays.x + stays.width && y >= stays.y && y < stays.y + stays.height;
      if (!isInside && (ground === null || pixels[at] === ground)) pixels[at] = colour;
    }
  }

  /** The reading begins anew, on a desktop that has changed once more. */
  private anew(): Rectangle {
    this.change();
    return WHOLE;
  }

  /** What happens while a grab is under way. */
  private async meanwhile(): Promise<void> {
    if (this.chance(0.4)) await new Promise((resolve) => setImmediate(resolve));
    if (this.chance(0.3)) this.change();
    if (this.chance(0.2)) this.source.anew = () => this.anew();
    if (this.chance(0.3)) this.producer.ready(this.some(0.5));
    const [first] = this.some(0.5);
    if (first && this.chance(0.1)) this.producer.refresh(first.id);
    else if (first && this.chance(0.05)) {
      this.producer.remove(first.id);
      this.viewers.delete(first.id);
    }
    if (this.chance(0.1)) this.add();
  }
}

describe('the producer among viewers who come, go, lag and ask anew', () => {
  it('shows every one of them every pixel, whatever happens while it reads', async () => {
    const seed = Math.floor(Date.now() / 1000);
    const crowd = new Crowd(seed);
    await crowd.producer.prepare();
    for (let round = 0; round < ROUNDS; round++)
      await crowd.round().catch((error: Error) => {
        throw new Error(`seed ${seed}, round ${round}: ${error.message}`);
      });
    await crowd.producer.stop();
    console.info(`seed ${seed}: ${ROUNDS} rounds, ${crowd.source.grabs} grabs, ${crowd.grounds} grounds`);
    expect(crowd.grounds).toBeGreaterThan(10);
  }, 240_000);
});
