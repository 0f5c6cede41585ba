import { useSyncExternalStore } from 'react';

/** Anything outside React that shows its state and tells of changes. The state is the same object until it changes. */
export interface Observable<T> {
  readonly snapshot: T;
  subscribe(listener: () => void): () => void;
}

/** The state of a store; draws again when it changes. */
export const useSnapshot = <T>(store: Observable<T>): T =>
  useSyncExternalStore(
    (listener) => store.subscribe(listener),
    () => store.snapshot,
  );
