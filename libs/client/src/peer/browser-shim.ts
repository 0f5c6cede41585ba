// simple-peer was written for Node and reads these when it is loaded: this file comes before it in every import list.
const scope = globalThis as { global?: unknown; process?: unknown };
scope.global ??= globalThis;
scope.process ??= {
  env: {},
  browser: true,
  version: '',
  versions: {},
  nextTick: (task: (...args: unknown[]) => void, ...args: unknown[]) => queueMicrotask(() => task(...args)),
};

export {};
