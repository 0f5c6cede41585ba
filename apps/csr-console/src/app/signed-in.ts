import { ApiFailure, createRestClient, type RestClient } from '@relevo/client';
import type { AccountView } from '@relevo/contracts';
import { Desk } from './desk';

export type SignedInState =
  | { readonly status: 'unknown' | 'out' }
  /** The server could not be asked. */
  | { readonly status: 'away' }
  | { readonly status: 'in'; readonly account: AccountView; readonly desk: Desk };

/** Who is signed in at this console. */
export class SignedInStore {
  readonly rest: RestClient = createRestClient({ baseUrl: '' });
  #state: SignedInState = { status: 'unknown' };
  readonly #listeners = new Set<() => void>();
  #asking: Promise<SignedInState> | undefined;

  get snapshot(): SignedInState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks the server once; later calls get the same answer until something changes it. */
  async known(): Promise<SignedInState> {
    if (this.#state.status === 'in' || this.#state.status === 'out') return this.#state;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  entered(account: AccountView): void {
    const before = this.#state;
    // Another language or name is the same person: only another account gets another desk.
    const same = before.status === 'in' && before.account.id === account.id;
    if (before.status === 'in' && !same) before.desk.close();
    this.#set({ status: 'in', account, desk: same ? before.desk : new Desk(account.id, this.rest) });
  }

  left(): void {
    if (this.#state.status === 'in') this.#state.desk.close();
    this.#set({ status: 'out' });
  }

  async #ask(): Promise<SignedInState> {
    try {
      this.entered(await this.rest.me());
    } catch (error) {
      const out = error instanceof ApiFailure && error.code === 'NOT_SIGNED_IN';
      this.#set({ status: out ? 'out' : 'away' });
    }
    return this.#state;
  }

  #set(state: SignedInState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
