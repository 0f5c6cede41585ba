import { spawnSync } from 'node:child_process';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../supervisor/checkout';
import { onceAskedToEnd } from '../supervisor/endings';
import { measureControl, prepareControl } from './control/main';
import { measureConversation } from './conversation/main';
import { Cleanup } from './machine/cleanup';
import { canMakeNetwork, runInOwnNetwork } from './machine/network';
import { type BenchOptions, readOptions, USAGE } from './options';
import { measureRelay } from './relay/main';
import { lineOf, tableOf } from './report';

const BENCHES = { control: measureControl, conversation: measureConversation, relay: measureRelay } as const;

/** The pages, compiled; what the compiler says is no result. */
const buildPages = (): void => {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'tools/build.mjs')], {
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('The pages do not compile.');
};

/** Every program on a desktop wants to be told when this one ends. */
process.setMaxListeners(50);

const run = async (options: BenchOptions, bench: (typeof BENCHES)[keyof typeof BENCHES]): Promise<void> => {
  const cleanup = new Cleanup();
  const end = async (reason: string): Promise<void> => {
    console.error(`Stopping (${reason}) …`);
    await cleanup.run();
    process.exit(1);
  };
  onceAskedToEnd((reason) => void end(reason));
  const limit = setTimeout(() => void end(`${options.limitMs / 1000} s are over`), options.limitMs);
  const say = (line: string): void => {
    if (!options.json) console.error(line);
  };
  try {
    const { cases, notes } = await bench(options, cleanup, say);
    const machine = `${cpus().length} x ${cpus()[0]?.model.trim()}, Linux ${release()}, Node ${process.versions.node}`;
    say(['', tableOf(cases), '', new Date().toISOString(), machine, ...notes, ''].join('\n'));
    await cleanup.run();
    console.log(lineOf(options.name, cases));
  } finally {
    clearTimeout(limit);
    await cleanup.run();
  }
};

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const options = readOptions(args);
  const bench = Object.entries(BENCHES).find(([name]) => name === options.name)?.[1];
  if (!bench) throw new Error(USAGE);
  if (options.ownNetwork) return run(options, bench);
  if (options.name === 'control') prepareControl(options, console.error);
  buildPages();
  if (!canMakeNetwork()) return run(options, bench);
  process.exitCode = await runInOwnNetwork([...args, '--own-network']);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
