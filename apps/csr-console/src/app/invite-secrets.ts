import type { InviteView } from '@relevo/contracts';

/** Links and codes of invites made in this page. In memory only: they are secrets, and shown once. */
export class InviteSecrets {
  #views: readonly InviteView[] = [];
  readonly #listeners = new Set<() => void>();

  get snapshot(): readonly InviteView[] {
    return this.#views;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  add(view: InviteView): void {
    this.#views = [...this.#views.filter((known) => known.inviteId !== view.inviteId), view];
    for (const listener of this.#listeners) listener();
  }
}
