import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const X_SOCKETS = '/tmp/.X11-unix';

/**
 * An address beside the loopback, because browsers offer no loopback address for a peer link. And a place of our own for
 * the sockets of X servers: they look at the network to see which numbers are taken, and would take the files of others.
 */
const SET_UP = [
  `mkdir -p -m 1777 ${X_SOCKETS}`,
  `mount -t tmpfs -o mode=1777 relevo-bench ${X_SOCKETS}`,
  'ip link set lo up',
  'ip link add bench0 type veth peer name bench1',
  'ip address add 10.77.0.1/24 dev bench0',
  'ip link set bench0 up',
  'ip link set bench1 up',
].join(' && ');

const command = (argv: readonly string[]): string[] => [
  '--net',
  '--mount',
  'sh',
  '-c',
  `${SET_UP} && exec "$@"`,
  'sh',
  ...argv,
];

/** Whether this system lets us make a network of our own. */
export const canMakeNetwork = (): boolean =>
  process.platform === 'linux' && spawnSync('unshare', command(['true'])).status === 0;

/**
 * Runs this program again in a network of its own, where the counters of the loopback hold nothing else. The network is
 * gone with the last process in it. @returns its exit code.
 */
export const runInOwnNetwork = (args: readonly string[]): Promise<number> => {
  const argv = [process.execPath, process.argv[1] ?? '', ...args];
  const child = spawn('unshare', command(argv), { stdio: 'inherit' });
  // The child hears Ctrl-C by itself; this one waits for it to clear up.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
};

/** Bytes that have gone over the loopback of this network so far. */
export const loopbackBytes = (): number => {
  const found = /\blo:\s*(\d+)/.exec(readFileSync('/proc/net/dev', 'utf8'));
  return Number(found?.[1] ?? 0);
};
