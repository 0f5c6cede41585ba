import { loadavg } from 'node:os';
import type { SceneName } from '../options';
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
export interface Results extends Partial<Scenes> {
  readonly start: Subject['start'];
}

interface Scenes {
  readonly flat: LatencyScene;
  readonly page: LatencyScene;
  readonly mail: LatencyScene;
  readonly patch: LatencyScene;
  readonly scroll: MovingScene;
  readonly xterm: MovingScene;
  readonly still: Cost;
}

const SCENES: { readonly [Name in SceneName]: (subject: Subject, plan: Plan) => Promise<Scenes[Name]> } = {
  flat: (subject, plan) => latencyScene(subject, plan, 'full'),
  page: (subject, plan) => latencyScene(subject, plan, 'page'),
  mail: (subject, plan) => latencyScene(subject, plan, 'img'),
  patch: (subject, plan) => latencyScene(subject, plan, 'patch'),
  scroll: textScroll,
  xterm: terminal,
  still,
};

/** Each scene first with one product and then with the next, so that a busy hour of the machine meets all alike. */
export const measure = async (
  subjects: readonly Subject[],
  scenes: readonly SceneName[],
  plan: Plan,
  say: (line: string) => void,
): Promise<Results[]> => {
  const found = subjects.map(({ start }): Results => ({ start }));
  for (const name of scenes)
    for (const [index, subject] of subjects.entries()) {
      say(`${name}: ${subject.name} (load ${loadavg()[0]?.toFixed(1)})`);
      Object.assign(found[index] ?? {}, { [name]: await SCENES[name](subject, plan) });
    }
  return found;
};
