import { loadavg } from 'node:os';
import type { Cost } from './cost';
import {
  type LatencyScene,
  latencyScene,
  type MovingScene,
  type Plan,
  still,
  terminal,
  textScroll,
} from './scenes';
import type { Subject } from './subject';

/** Everything that is measured of one product. */
export interface Results {
  readonly start: Subject['start'];
  readonly flat: LatencyScene;
  readonly page: LatencyScene;
  readonly patch: LatencyScene;
  readonly scroll: MovingScene;
  readonly xterm: MovingScene;
  readonly still: Cost;
}

type Scenes = Omit<Results, 'start'>;

const SCENES: { readonly [Name in keyof Scenes]: (subject: Subject, plan: Plan) => Promise<Scenes[Name]> } = {
  flat: (subject, plan) => latencyScene(subject, plan, 'full'),
  page: (subject, plan) => latencyScene(subject, plan, 'page'),
  patch: (subject, plan) => latencyScene(subject, plan, 'patch'),
  scroll: textScroll,
  xterm: terminal,
  still,
};

/** Each scene first with one product and then with the next, so that a busy hour of the machine meets all alike. */
export const measure = async (
  subjects: readonly Subject[],
  plan: Plan,
  say: (line: string) => void,
): Promise<Results[]> => {
  const found = subjects.map(({ start }): Partial<Results> => ({ start }));
  for (const name of Object.keys(SCENES) as (keyof Scenes)[])
    for (const [index, subject] of subjects.entries()) {
      say(`${name}: ${subject.name} (load ${loadavg()[0]?.toFixed(1)})`);
      found[index] = { ...found[index], [name]: await SCENES[name](subject, plan) };
    }
  return found as Results[];
};
