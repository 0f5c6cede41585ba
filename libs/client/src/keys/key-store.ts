import { generateKeyPair, type SigningKey, signingKey } from './key';

/** Where a key pair outlives a page load. */
export interface KeyStore {
  load(name: string): Promise<CryptoKeyPair | undefined>;
  save(name: string, pair: CryptoKeyPair): Promise<void>;
}

const TABLE = 'keys';

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });

/** Keeps key pairs in IndexedDB; the private part stays non-extractable there. Browser only. */
export const indexedDbKeyStore = (database = 'relevo-keys'): KeyStore => {
  const open = async (): Promise<IDBDatabase> => {
    const request = indexedDB.open(database, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    return done(request);
  };
  const run = async <T>(mode: IDBTransactionMode, work: (table: IDBObjectStore) => IDBRequest<T>) => {
    const db = await open();
    try {
      return await done(work(db.transaction(TABLE, mode).objectStore(TABLE)));
    } finally {
      db.close();
    }
  };
  return {
    load: (name) =>
      run<CryptoKeyPair | undefined>(
        'readonly',
        (table) => table.get(name) as IDBRequest<CryptoKeyPair | undefined>,
      ),
    save: async (name, pair) => {
      await run('readwrite', (table) => table.put(pair, name));
    },
  };
};

/** The key of this name, made at the first call. */
export const loadOrCreateKey = async (store: KeyStore, name: string): Promise<SigningKey> => {
  const known = await store.load(name);
  if (known) return signingKey(known);
  const pair = await generateKeyPair();
  await store.save(name, pair);
  return signingKey(pair);
};
