import { Listeners, type RestClient, type Wire } from '@relevo/client';
import type { SiteView } from '@relevo/contracts';

/** What this site allows, looked up whenever there is a line again; null until it is known. */
export class SiteStore {
  #site: SiteView | null = null;
  readonly #listeners = new Listeners<[]>();
  readonly close: () => void;

  constructor(
    private readonly rest: Pick<RestClient, 'site'>,
    line: Pick<Wire, 'state' | 'onState'>,
  ) {
    this.close = line.onState(() => {
      if (line.state.status === 'online') void this.refresh();
    });
  }

  get snapshot(): SiteView | null {
    return this.#site;
  }

  readonly subscribe = this.#listeners.add;

  /** Looks again; what was known before stays when there is no answer. */
  async refresh(): Promise<void> {
    this.#site = await this.rest.site().catch(() => this.#site);
    this.#listeners.emit();
  }
}
