const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'type', 'then', 'toJSON', ''] as const;
const VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  2 ** 53,
  1e308,
  '',
  'x'.repeat(5000),
  '\u0000\ud800\u202e',
  [],
  {},
  [[[[[[]]]]]],
  { __proto__: 1 },
  { length: -1 },
];

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i += 1) value = i % 2 ? [value] : { d: value };
  return value;
};

/** Spoils messages in the ways in which a hostile end would. `random` gives numbers in [0, 1). */
export class Mutations {
  constructor(private readonly random: () => number) {}

  private below(n: number): number {
    return Math.floor(this.random() * n);
  }

  private some<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  /** Another value with one part taken away, put in or replaced, somewhere inside. */
  value(of: unknown): unknown {
    if (typeof of !== 'object' || of === null || this.random() < 0.1) return this.strange();
    const names = Object.keys(of);
    const name = this.some(names.length > 0 ? names : ['x']);
    const copy: Record<string, unknown> | unknown[] = Array.isArray(of) ? [...of] : { ...of };
    const at = copy as Record<string, unknown>;
    switch (this.below(4)) {
      case 0:
        delete at[name];
        break;
      case 1:
        // Assigning would set the prototype; a message that was parsed has it as a key of its own.
        Object.defineProperty(at, this.some(KEYS), { value: this.strange(), enumerable: true });
        break;
      case 2:
        at[name] = this.strange();
        break;
      default:
        at[name] = this.value(at[name]);
    }
    return copy;
  }

  /** Another text with a few bytes changed, doubled or lost. */
  text(of: string): string {
    const units = [...of];
    for (let n = this.below(4); n >= 0; n -= 1) {
      const at = this.below(units.length + 1);
      const how = this.below(3);
      if (how === 0) units.splice(at, 1);
      else if (how === 1) units.splice(at, 0, String.fromCharCode(this.below(256)));
      else units.splice(at, 1, String.fromCharCode(this.below(0x1_0000)));
    }
    return units.join('');
  }

  private strange(): unknown {
    return this.random() < 0.1 ? deep(1 + this.below(60)) : this.some(VALUES);
  }
}
