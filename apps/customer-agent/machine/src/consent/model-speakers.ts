import type { FakeLink } from './fake-link';

/** Which link speaks for each CSR, in which order the others would, and since when a CSR has none: kept by hand for the model. */
export class Speakers {
  private readonly speaking = new Map<string, { readonly link: FakeLink; readonly term: number }>();
  private readonly lostSince = new Map<string, number>();
  /** Links that proved a key, in the order in which they may speak. */
  private order: FakeLink[] = [];
  private terms = 0;

  /** Who speaks for a CSR, and in which term: each taking over begins a new one. */
  of(csrId: string): { readonly link: FakeLink; readonly term: number } | undefined {
    return this.speaking.get(csrId);
  }

  speaks(link: FakeLink): boolean {
    return this.of(link.far.participantId)?.link === link;
  }

  /** From now on this link speaks for its CSR. */
  take(link: FakeLink): void {
    this.terms += 1;
    this.speaking.set(link.far.participantId, { link, term: this.terms });
    this.order = [...this.order.filter((one) => one !== link), link];
  }

  /** This link is no more; answers who may speak in its stead, if it spoke. */
  close(link: FakeLink): FakeLink | undefined {
    const spoke = this.speaks(link);
    this.order = this.order.filter((one) => one !== link);
    if (!spoke) return undefined;
    const csrId = link.far.participantId;
    this.speaking.delete(csrId);
    return this.order.findLast((one) => one.far.participantId === csrId && one.state.name === 'ready');
  }

  /** This link is down: if it spoke, its CSR has none, if not already since before. @param mono monotonic ms */
  lost(link: FakeLink, mono: number): void {
    const csrId = link.far.participantId;
    if (this.speaks(link) && !this.lostSince.has(csrId)) this.lostSince.set(csrId, mono);
  }

  found(csrId: string): void {
    this.lostSince.delete(csrId);
  }

  /** For how many ms the CSR has had no link. */
  lostFor(csrId: string, mono: number): number {
    return mono - (this.lostSince.get(csrId) ?? mono);
  }
}
