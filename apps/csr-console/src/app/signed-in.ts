import { ApiFailure, createRestClient, Listeners, type RestClient } from '@relevo/client';
import type { AccountRole, AccountView } from '@relevo/contracts';
import { Desk } from './desk';

/** Somebody who works here. */
export type StaffView = AccountView & { readonly role: AccountRole };
/** An expert from outside, with the one session that is theirs. */
export type ExpertView = AccountView & { readonly role: 'expert'; readonly expertIn: string };

const isStaff = (account: AccountView): account is StaffView => account.role !== 'expert';
const isExpert = (account: AccountView): account is ExpertView =>
  account.role === 'expert' && account.expertIn !== null;

export type SignedInState =
  | { readonly status: 'unknown' | 'out' }
  /** Was signed in here when an administrator disabled the account. */
  | { readonly status: 'disabled' }
  /** Signed in only so far as to set up the second step that the site requires. */
  | { readonly status: 'setUp'; readonly account: AccountView }
  /** The server could not be asked. */
  | { readonly status: 'away' }
  | { readonly status: 'in'; readonly account: StaffView; readonly desk: Desk }
  /** From outside: nothing is theirs but their part in one session. */
  | { readonly status: 'expert'; readonly account: ExpertView; readonly desk: Desk };

/** Who is signed in at this console. */
export class SignedInStore {
  readonly rest: RestClient = createRestClient({ baseUrl: '' });
  #state: SignedInState = { status: 'unknown' };
  readonly #listeners = new Listeners<[]>();
  #asking: Promise<SignedInState> | undefined;

  get snapshot(): SignedInState {
    return this.#state;
  }

  readonly subscribe = this.#listeners.add;

  /** Asks the server once; later calls get the same answer until something changes it. */
  async known(): Promise<SignedInState> {
    if (['in', 'expert', 'out'].includes(this.#state.status)) return this.#state;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  entered(account: AccountView): void {
    const before = this.#state;
    if (account.secondStepMissing) {
      if ('desk' in before) before.desk.close();
      this.#set({ status: 'setUp', account });
      return;
    }
    // Another language or name is the same person: only another account gets another desk.
    const same = 'desk' in before && before.account.id === account.id;
    if ('desk' in before && !same) before.desk.close();
    const desk = same ? before.desk : new Desk(account.id, this.rest);
    if (isExpert(account)) this.#set({ status: 'expert', account, desk });
    else if (isStaff(account)) this.#set({ status: 'in', account, desk });
  }

  /** Asks again who is signed in, and for what. */
  async lookAgain(): Promise<void> {
    await this.#ask();
  }

  left(): void {
    this.#leave('out');
  }

  /** The account was disabled: everything that was open here closes. */
  disabled(): void {
    this.#leave('disabled');
  }

  #leave(status: 'out' | 'disabled'): void {
    if ('desk' in this.#state) this.#state.desk.close();
    this.#set({ status });
  }

  async #ask(): Promise<SignedInState> {
    try {
      this.entered(await this.rest.me());
    } catch (error) {
      const code = error instanceof ApiFailure ? error.code : undefined;
      if (code === 'ACCOUNT_DISABLED') this.disabled();
      else this.#set({ status: code === 'NOT_SIGNED_IN' ? 'out' : 'away' });
    }
    return this.#state;
  }

  #set(state: SignedInState): void {
    this.#state = state;
    this.#listeners.emit();
  }
}
