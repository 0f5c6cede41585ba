import type { Link } from '@relevo/client';

type DeviceLink = Link<'device'>;

interface Entry {
  readonly link: DeviceLink;
  /** The link's own epoch when it was numbered. */
  readonly epoch: number;
  /** This machine's number for it: grows with every link to anybody, so that none can pose as another. */
  readonly number: number;
}

/** Which proven link speaks for a CSR now. A CSR with several tabs has several links; the latest one speaks. */
export class LinkBook {
  private last = 0;
  private readonly entries = new Map<DeviceLink, Entry>();
  private readonly speaking = new Map<string, Entry>();

  /**
   * The link has proven its far end. Returns its number; the same again for a link that was only interrupted. Who takes
   * over where nobody speaks any more gets a new one: whatever it said before another tab took over is over.
   */
  ready(link: DeviceLink): number {
    const csrId = link.far.participantId;
    const known = this.entries.get(link);
    const before = this.speaking.get(csrId);
    if (known && before && known.epoch === link.epoch) return known.number;
    this.last += 1;
    const entry = { link, epoch: link.epoch, number: this.last };
    this.entries.delete(link);
    this.entries.set(link, entry);
    this.speaking.set(csrId, entry);
    return entry.number;
  }

  /** The number under which messages of this link arrive; 0 = none of ours. */
  numberOf(link: DeviceLink): number {
    return this.entries.get(link)?.number ?? 0;
  }

  /** The link of a CSR, while it is up. */
  of(csrId: string): DeviceLink | null {
    const link = this.speaking.get(csrId)?.link;
    return link?.state.name === 'ready' ? link : null;
  }

  speaks(link: DeviceLink): boolean {
    return this.speaking.get(link.far.participantId)?.link === link;
  }

  /** Forgets a closed link; returns another of the same CSR that is up and may speak now. */
  closed(link: DeviceLink): DeviceLink | null {
    const spoke = this.speaks(link);
    this.entries.delete(link);
    if (!spoke) return null;
    this.speaking.delete(link.far.participantId);
    const others = [...this.entries.keys()].filter(
      (other) => other.far.participantId === link.far.participantId && other.state.name === 'ready',
    );
    return others.at(-1) ?? null;
  }
}
