import type { Figure, Target } from '../report';
import { summaryOf } from '../statistics';
import type { Results } from './measure';
import type { Group } from './subject';

const SCROLLS = ['scroll', 'xterm'] as const;
const LATENCIES = ['flat', 'page', 'mail', 'patch'] as const;
/** Whether keys are pressed in a scene. */
export const hasKeys = (scene: string): boolean => LATENCIES.some((one) => one === scene);
const GROUPS: readonly Group[] = ['agent', 'server', 'viewer', 'x'];
const NAMES: Readonly<Record<Group, string>> = {
  agent: 'agent',
  server: 'server',
  viewer: 'viewer',
  x: 'X server',
};

const ours = (is: Target['is'], bound: number): Target => ({ of: 'ours', is, bound });
const ofPeer = (bound: number): Target => ({ of: 'ratio', is: '<=', bound });

/** What the picture has to reach. */
const TARGETS = {
  photon: { flat: ofPeer(0.45), page: ofPeer(0.45), mail: undefined, patch: ours('<=', 8) },
  photonP95: { flat: undefined, page: undefined, mail: ours('<=', 50), patch: undefined },
  toDesktop: ours('<', 2),
  framesPerSecond: ours('>=', 50),
  mbitPerSecond: ours('<', 2),
  scrollAgent: ours('<', 0.5),
  stillAgent: ours('<', 0.02),
  stillBytes: ours('<=', 0),
  firstPixels: ours('<=', 500),
  viewerMemory: ours('<', 500),
  same: ours('>=', 100),
} as const;

/** What of a key's way is ours: beside a page and a program that do nothing else (see `bare-link.ts`), which stand as the peer. */
export const ofTheLink = (own: Results, bare: readonly number[]): Figure => ({
  case: 'all scenes: key to desktop beside a bare link, median',
  unit: 'ms',
  ours: summaryOf(LATENCIES.flatMap((scene) => own[scene]?.latency.toDesktop ?? []))?.median ?? null,
  peer: summaryOf(bare)?.median ?? null,
});

type Read = (of: Results) => number | null | undefined;

/** Every figure of the products with its target; only of the scenes that were measured. */
export const figuresOf = (
  own: Results,
  peer: Results | null,
  others: Readonly<Record<string, Results>> = {},
): Figure[] => {
  const row = (name: string, unit: string, read: Read, target?: Target): Figure => ({
    case: name,
    unit,
    ours: read(own) ?? null,
    peer: (peer && read(peer)) ?? null,
    others: Object.fromEntries(Object.entries(others).map(([who, of]) => [who, read(of) ?? null])),
    target,
  });
  const median = (values: readonly number[] = []): number | null => summaryOf(values)?.median ?? null;
  const p95 = (values: readonly number[] = []): number | null => summaryOf(values)?.p95 ?? null;
  const percent = (share: number | undefined): number | undefined => share && share * 100;
  const likeness = (scene: (typeof LATENCIES)[number] | (typeof SCROLLS)[number]): Figure[] => [
    row(`${scene}: right pixels after 1 s`, '%', (r) => percent(r[scene]?.likeness.same), TARGETS.same),
    row(`${scene}: SSIM after 1 s`, '', (r) => r[scene]?.likeness.ssim),
  ];

  const latency = LATENCIES.filter((scene) => own[scene]).flatMap((scene) => [
    row(
      `${scene}: key to pixel, median`,
      'ms',
      (r) => median(r[scene]?.latency.photon),
      TARGETS.photon[scene],
    ),
    row(`${scene}: key to pixel, p95`, 'ms', (r) => p95(r[scene]?.latency.photon), TARGETS.photonP95[scene]),
    row(
      `${scene}: key to desktop, median`,
      'ms',
      (r) => median(r[scene]?.latency.toDesktop),
      TARGETS.toDesktop,
    ),
    row(`${scene}: desktop to pixel, median`, 'ms', (r) => median(r[scene]?.latency.fromDesktop)),
    row(`${scene}: keys without a picture`, 'keys', (r) => r[scene]?.latency.missed),
    ...likeness(scene),
  ]);
  const scrolling = SCROLLS.filter((scene) => own[scene]).flatMap((scene) => [
    row(`${scene}: frames read`, '1/s', (r) => r[scene]?.framesPerSecond, TARGETS.framesPerSecond),
    row(`${scene}: frames drawn on the desktop`, '1/s', (r) => median(r[scene]?.drawnPerSecond)),
    row(`${scene}: looks without a readable bar code`, 'looks', (r) => r[scene]?.motion.unreadable),
    row(`${scene}: looks without readable text`, 'looks', (r) => r[scene]?.motion.illegible),
    row(`${scene}: age of a frame, median`, 'ms', (r) => median(r[scene]?.motion.ages)),
    row(`${scene}: age of a frame, p95`, 'ms', (r) => p95(r[scene]?.motion.ages)),
    row(`${scene}: network`, 'Mbit/s', (r) => r[scene]?.cost.mbitPerSecond, TARGETS.mbitPerSecond),
    ...GROUPS.map((group) =>
      row(
        `${scene}: CPU of ${NAMES[group]}`,
        'cores',
        (r) => r[scene]?.cost.cores[group],
        group === 'agent' ? TARGETS.scrollAgent : undefined,
      ),
    ),
    ...likeness(scene),
    row(`${scene}: machine busy`, '%', (r) => percent(r[scene]?.cost.load.busy)),
    row(`${scene}: load average`, 'processes', (r) => r[scene]?.cost.load.average),
  ]);
  const still = [
    ...GROUPS.map((group) =>
      row(
        `still: CPU of ${NAMES[group]}`,
        'cores',
        (r) => r.still?.cores[group],
        group === 'agent' ? TARGETS.stillAgent : undefined,
      ),
    ),
    row('still: picture', 'bytes', (r) => r.still?.pictureBytes, TARGETS.stillBytes),
    row('still: network', 'Mbit/s', (r) => r.still?.mbitPerSecond),
  ];
  const memory = GROUPS.map((group) =>
    row(
      `memory of ${NAMES[group]} (PSS)`,
      'MiB',
      (r) => (r.scroll?.cost ?? r.still)?.memoryMiB[group],
      group === 'viewer' ? TARGETS.viewerMemory : undefined,
    ),
  );
  return [
    row('first pixels after Allow', 'ms', (r) => r.start.allowToPixels, TARGETS.firstPixels),
    row('first pixels after opening the page', 'ms', (r) => r.start.openToPixels),
    ...latency,
    ...scrolling,
    ...(own.still ? still : []),
    ...(own.scroll || own.still ? memory : []),
  ];
};
