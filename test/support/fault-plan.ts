import { startOf } from '../../tools/supervisor/processes';
import type { Cluster } from './cluster';

/** How much happens in the campaigns, all together. */
const FULL = {
  /** Of what `npm start` runs. */
  startedKills: 20,
  oneNodeKills: 20,
  twoNodesKills: 30,
  flushes: 5,
  redisAwaySeconds: 60,
  databaseRestarts: 2,
  partitions: 10,
};
/** Every kind of fault, but fewer times. */
const SHORT: typeof FULL = {
  startedKills: 5,
  oneNodeKills: 4,
  twoNodesKills: 4,
  flushes: 2,
  redisAwaySeconds: 5,
  databaseRestarts: 2,
  partitions: 3,
};
export const PLAN = process.env.FAULTS === 'full' ? FULL : SHORT;

/** What the campaigns have in common. */
export const CROWDED = {
  /** Beside the CSR and María. */
  customers: 13,
  /** Of the two pages and all clients together. */
  messagesAKill: 100,
  /** Commands that are on the wire, sent and not answered, whenever a server dies. */
  inFlight: 10,
} as const;

/** The servers that die next: between commit and publication, at any moment, between commit and answer, several at once. */
export const victims = async (cluster: Cluster, kill: number, random: () => number): Promise<number[]> => {
  if (kill % 4 === 1) return [await cluster.haltAt('before-publish')];
  if (kill % 4 === 3) return [await cluster.haltAt('before-answer')];
  const alive = cluster.pids.filter((pid) => startOf(pid) !== null);
  const first = alive[Math.floor(random() * alive.length)];
  return alive.filter((pid) => pid === first || (kill % 4 === 0 && random() < 0.5));
};
