import { Listeners, type Store } from '@relevo/client';
import type { z } from 'zod';

/** Something that a person chose, remembered per person in this browser; what cannot be read is as at first. */
export class Memory<T extends object> {
  #value: T;
  readonly #listeners = new Listeners<[]>();

  constructor(
    private readonly store: Store,
    private readonly key: string,
    schema: z.ZodType<T>,
    initial: T,
  ) {
    try {
      this.#value = schema.parse({ ...initial, ...JSON.parse(store.get(key) ?? '{}') });
    } catch {
      this.#value = initial;
    }
  }

  get snapshot(): T {
    return this.#value;
  }

  readonly subscribe = this.#listeners.add;

  change(change: Partial<T>): void {
    this.#value = { ...this.#value, ...change };
    this.store.set(this.key, JSON.stringify(this.#value));
    this.#listeners.emit();
  }
}
