import { type CheckResult, checkConnection, createRestClient, here, Listeners } from '@relevo/client';

export interface CheckState {
  readonly results: readonly CheckResult[];
  readonly running: boolean;
}

/** One look after another at the connection of this browser. */
export class CheckRun {
  private state: CheckState = { results: [], running: false };
  private readonly listeners = new Listeners<[]>();

  get snapshot(): CheckState {
    return this.state;
  }

  readonly subscribe = this.listeners.add;

  async start(): Promise<void> {
    if (this.state.running) return;
    this.set({ results: [], running: true });
    await checkConnection(here(createRestClient({ baseUrl: '' })), (result) =>
      this.set({ running: true, results: [...this.state.results, result] }),
    );
    this.set({ ...this.state, running: false });
  }

  private set(state: CheckState): void {
    this.state = state;
    this.listeners.emit();
  }
}
