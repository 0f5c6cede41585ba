import { Listeners } from '@relevo/client';
import type { InviteView } from '@relevo/contracts';

/** Links and codes of invites made in this page. In memory only: they are secrets, and shown once. */
export class InviteSecrets {
  #views: readonly InviteView[] = [];
  readonly #listeners = new Listeners<[]>();

  get snapshot(): readonly InviteView[] {
    return this.#views;
  }

  readonly subscribe = this.#listeners.add;

  add(view: InviteView): void {
    this.#views = [...this.#views.filter((known) => known.inviteId !== view.inviteId), view];
    this.#listeners.emit();
  }
}
