import { parentOf } from './processes';

/** How often a killed npm above us is looked for, ms. */
const PARENT_CHECK = 500;

/**
 * Calls `end` once, when we are asked to stop in any way: Ctrl-C, SIGTERM, a closed terminal, or npm above us gone.
 * Further requests change nothing: the end is orderly and has a limit.
 */
export function onceAskedToEnd(end: (reason: string) => void): void {
  let asked = false;
  const ask = (reason: string): void => {
    if (asked) return;
    asked = true;
    end(reason);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => ask(name));
  // A closed terminal takes our output away; that is no reason to fall over before the end is done.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  if (process.env.npm_lifecycle_event === undefined) return;
  // npm is our parent, or the parent of the shell that is.
  const parent = process.ppid;
  const above = parentOf(parent);
  setInterval(() => {
    if (process.ppid !== parent || parentOf(parent) !== above) ask('npm has gone');
  }, PARENT_CHECK).unref();
}
