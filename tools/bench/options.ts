import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What is measured, in this order. */
export const SCENE_NAMES = ['flat', 'page', 'mail', 'patch', 'scroll', 'xterm', 'still'] as const;
export type SceneName = (typeof SCENE_NAMES)[number];

/** Products beside ours; the first is the one that targets compare with. */
export const PEER_NAMES = ['x11vnc', 'xvnc', 'meshcentral'] as const;
export type PeerName = (typeof PEER_NAMES)[number];

export interface BenchOptions {
  /** What to measure. */
  readonly name: string;
  readonly scenes: readonly SceneName[];
  readonly peers: readonly PeerName[];
  /** A folder for CPU profiles of our agent; null = none. */
  readonly profile: string | null;
  /** Nothing for people, only the line for programs. */
  readonly json: boolean;
  readonly samples: number;
  /** Sessions at once; undefined = as many as is usual. */
  readonly sessions?: number;
  readonly windowMs: number;
  /** The whole run ends after this time. */
  readonly limitMs: number;
  /** The program runs in a network of its own already. */
  readonly ownNetwork: boolean;
}

const FULL = { samples: 50, seconds: 12, limitMs: 8 * 60_000 };
const QUICK = { samples: 10, seconds: 3, limitMs: 3 * 60_000 };

export const USAGE = [
  'usage: npm run bench -- control|conversation|relay [--json] [--quick] [--samples <keys a scene>] [--sessions <at once>]',
  '         [--window <seconds>]',
  `         [--scenes ${SCENE_NAMES.join(',')}] [--peers ${PEER_NAMES.join(',')} or none] [--profile <folder>]`,
].join('\n');

/** Names in a list with commas; in the order in which we know them. */
const listOf = <Name extends string>(option: string, text: string, known: readonly Name[]): Name[] => {
  const wanted = text === 'none' ? [] : text.split(',');
  const strange = wanted.find((name) => !known.some((one) => one === name));
  if (strange !== undefined) throw new Error(`--${option} knows ${known.join(', ')}, not ${strange}`);
  return known.filter((name) => wanted.includes(name));
};

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
      sessions: { type: 'string' },
      window: { type: 'string' },
      scenes: { type: 'string', default: SCENE_NAMES.join() },
      peers: { type: 'string', default: 'x11vnc' },
      profile: { type: 'string' },
      'own-network': { type: 'boolean', default: false },
    },
  });
  const usual = values.quick ? QUICK : FULL;
  return {
    name: positionals[0] ?? '',
    scenes: listOf('scenes', values.scenes, SCENE_NAMES),
    peers: listOf('peers', values.peers, PEER_NAMES),
    profile: values.profile === undefined ? null : resolve(values.profile),
    json: values.json,
    samples: Math.round(positive('samples', values.samples, usual.samples)),
    sessions:
      values.sessions === undefined ? undefined : Math.round(positive('sessions', values.sessions, 0)),
    windowMs: positive('window', values.window, usual.seconds) * 1000,
    limitMs: usual.limitMs * Math.max(1, values.peers.split(',').length),
    ownNetwork: values['own-network'],
  };
};
