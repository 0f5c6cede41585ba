import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** What to measure. */
  readonly name: string;
  /** Nothing for people, only the line for programs. */
  readonly json: boolean;
  readonly samples: number;
  readonly windowMs: number;
  /** The whole run ends after this time. */
  readonly limitMs: number;
  /** The program runs in a network of its own already. */
  readonly ownNetwork: boolean;
}

const FULL = { samples: 60, seconds: 15, limitMs: 8 * 60_000 };
const QUICK = { samples: 10, seconds: 3, limitMs: 3 * 60_000 };

export const USAGE =
  'usage: npm run bench -- control [--json] [--quick] [--samples <keys a scene>] [--window <seconds>]';

const positive = (name: string, text: string | undefined, otherwise: number): number => {
  const value = text === undefined ? otherwise : Number(text);
  if (!(value > 0)) throw new Error(`--${name} takes a number above 0`);
  return value;
};

/** @throws when the arguments are not understood */
export const readOptions = (args: readonly string[]): BenchOptions => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      samples: { type: 'string' },
      window: { type: 'string' },
      'own-network': { type: 'boolean', default: false },
    },
  });
  const usual = values.quick ? QUICK : FULL;
  return {
    name: positionals[0] ?? '',
    json: values.json,
    samples: Math.round(positive('samples', values.samples, usual.samples)),
    windowMs: positive('window', values.window, usual.seconds) * 1000,
    limitMs: usual.limitMs,
    ownNetwork: values['own-network'],
  };
};
