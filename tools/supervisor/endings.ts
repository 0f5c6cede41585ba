import { parentOf } from './processes';

/** How often a killed npm above us is looked for, ms. */
const PARENT_CHECK = 500;

/** One Ctrl-C may come twice, from the terminal and through npm: within so many ms it is the same request. */
const SAME_REQUEST = 1000;

/**
 * Calls `end` once, when we are asked to stop in any way: Ctrl-C, SIGTERM, a closed terminal, or npm above us gone.
 * The end is orderly and has a limit; who asks again calls `hurry`.
 */
export function onceAskedToEnd(end: (reason: string) => void, hurry: () => void = () => {}): void {
  let asked: number | null = null;
  const ask = (reason: string): void => {
    if (asked === null) {
      asked = performance.now();
      end(reason);
    } else if (performance.now() - asked > SAME_REQUEST) hurry();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ask(name));
  // A closed terminal takes our output away; that is no reason to fall over before the end is done.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  if (process.env.npm_lifecycle_event === undefined) return;
  // npm is our parent, or the parent of the shell that is.
  const parent = process.ppid;
  const above = parentOf(parent);
  const watch = setInterval(() => {
    if (process.ppid !== parent || parentOf(parent) !== above) {
      clearInterval(watch);
      ask('npm has gone');
    }
  }, PARENT_CHECK).unref();
}
