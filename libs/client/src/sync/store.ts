/** Small texts that outlive a page load. Keys are ours alone by their prefix. */
export interface Store {
  keys(prefix: string): string[];
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** Forgets everything with the process. */
export const memoryStore = (): Store => {
  const values = new Map<string, string>();
  return {
    keys: (prefix) => [...values.keys()].filter((key) => key.startsWith(prefix)),
    get: (key) => values.get(key),
    set: (key, value) => void values.set(key, value),
    remove: (key) => void values.delete(key),
  };
};

/** Keeps values in `localStorage` or `sessionStorage`; a full or forbidden storage is the same as none. */
export const webStore = (storage: Storage): Store => ({
  keys: (prefix) =>
    Array.from({ length: storage.length }, (_, i) => storage.key(i)).filter(
      (key): key is string => key?.startsWith(prefix) ?? false,
    ),
  get: (key) => storage.getItem(key) ?? undefined,
  set: (key, value) => {
    try {
      storage.setItem(key, value);
    } catch {
      // Private windows and full disks: the value lives as long as the page then.
    }
  },
  remove: (key) => storage.removeItem(key),
});
