import type { PeerAddress } from '@relevo/contracts';
import { Listeners } from '../listeners';
import type { PeerLink } from './peer-link';
import type { LinkRole } from './types';

/** The links of one end, by the far end's endpoint, as a list that is stable until it changes. */
export class LinkSet<Role extends LinkRole> {
  private readonly byEndpoint = new Map<string, PeerLink<Role>>();
  private readonly listeners = new Listeners<[]>();
  private readonly added = new Listeners<[PeerLink<Role>]>();
  private taken: readonly PeerLink<Role>[] | undefined;

  /** Called when a link comes, goes, changes its state or has another safety code. */
  readonly subscribe = this.listeners.add;
  readonly onLink = this.added.add;

  get all(): readonly PeerLink<Role>[] {
    this.taken ??= [...this.byEndpoint.values()];
    return this.taken;
  }

  get(far: PeerAddress): PeerLink<Role> | undefined {
    return this.byEndpoint.get(far.endpoint);
  }

  add(link: PeerLink<Role>): void {
    this.byEndpoint.set(link.far.endpoint, link);
    link.onState((state) => {
      if (state.name === 'closed' && this.byEndpoint.get(link.far.endpoint) === link) {
        this.byEndpoint.delete(link.far.endpoint);
      }
      this.changed();
    });
    link.onSafety(() => this.changed());
    this.added.emit(link);
    this.changed();
  }

  closeAll(): void {
    for (const link of this.all) link.close();
  }

  private changed(): void {
    this.taken = undefined;
    this.listeners.emit();
  }
}
