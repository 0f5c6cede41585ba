import type { Rectangle } from '@relevo/client/picture/frame';
import type { CapturedRows, CaptureSource, EarlyReader } from '../desktop/capture';
import { TestPicture } from './test-picture';
import { whole } from './test-screen';

/** A desktop that is drawn on by the test. */
export class TestSource implements CaptureSource {
  picture = new TestPicture(320, 160);
  grabs = 0;
  closed = false;
  failure: Error | null = null;
  /** What the desktop becomes within the next grab. */
  coming: TestPicture | null = null;
  /** What it is by the time at which it is read anew. */
  again: TestPicture | null = null;
  /** What is read of it at first, before the reading begins anew. */
  spoilt: TestPicture | null = null;
  /** What goes on once samples are told, and before the rest is read. */
  meanwhile: (() => Promise<void>) | null = null;
  /** What becomes of the desktop when the rows after the samples are refused; answers what has changed by then. */
  anew: (() => Rectangle) | null = null;
  /** Where samples are put, if the desktop can be sampled. */
  own: Uint8Array | null = null;
  #listener: (() => void) | null = null;
  #dirty = true;

  get width(): number {
    return this.picture.width;
  }

  get height(): number {
    return this.picture.height;
  }

  onDamage(listener: () => void): () => void {
    this.#listener = listener;
    return () => {
      this.#listener = null;
    };
  }

  async grab(early?: EarlyReader): Promise<CapturedRows | null> {
    this.grabs++;
    if (this.failure) throw this.failure;
    if (this.spoilt) {
      early?.rows({ top: 0, bottom: 96, pixels: this.spoilt.rows(0, 96) });
      early?.rows(null);
      this.spoilt = null;
    }
    if (this.#dirty) this.#sample(early, whole(this.picture));
    await this.meanwhile?.();
    const changed = this.anew?.();
    if (changed) {
      this.anew = null;
      early?.rows(null);
      this.#sample(early, changed);
    }
    if (this.coming) this.picture = this.coming;
    if (!this.#dirty && !this.coming) return null;
    this.coming = null;
    this.#dirty = false;
    early?.rows({ top: 0, bottom: 64, pixels: this.picture.rows(0, 64) });
    return { top: 0, bottom: this.height, pixels: this.picture.rows() };
  }

  #sample(early: EarlyReader | undefined, box: Rectangle): void {
    const { own } = this;
    const rows = own ? (early?.samples?.(box) ?? []) : [];
    for (const y of rows) own?.set(this.picture.rows(y, y + 1), y * this.width * 4);
    if (rows.length > 0) early?.sampled?.();
  }

  invalidate(): void {
    this.#dirty = true;
    if (this.again) this.picture = this.again;
    this.again = null;
  }

  into(picture: Uint8Array): void {
    this.own = picture;
  }

  /** All of it turns to one colour. */
  turn(colour: number): void {
    this.picture.draw(whole(this.picture), () => colour);
    this.damage();
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** Draws something new, as a program would. */
  change(seed: number): void {
    this.picture.text({ x: 0, y: 0, width: 200, height: 64 }, seed, 9);
    this.damage();
  }

  damage(): void {
    this.#dirty = true;
    this.#listener?.();
  }
}
