import type { DeviceLinks, Link } from '@relevo/client';
import { isFrozen, type Ledger, ledgerGrants, type StopCause } from '@relevo/domain';

type DeviceLink = Link<'device'>;

/** What page and console say to each other about grants, with no server in between. */
export class LinkTalk {
  private readonly told = new Map<DeviceLink, string>();
  private readonly waiting = new Map<number, () => void>();
  private asked = 0;

  constructor(
    private readonly links: Pick<DeviceLinks, 'all'>,
    /** The CSR gives something back. */
    private readonly onLetGo: (grantId: string, csrId: string, reason: StopCause | 'csr') => void,
  ) {}

  /** To be called when links change: listens to new ones, forgets those that have gone. */
  attend(): void {
    for (const link of this.links.all) {
      if (this.told.has(link)) continue;
      this.told.set(link, '');
      link.onMessage((message) => {
        if (message.type === 'grant.letGo') {
          const { grant, cause } = message;
          this.onLetGo(grant, link.far.participantId, cause ?? 'csr');
        }
        if (message.type === 'stop.passed') this.passed(message.n);
      });
    }
    for (const link of this.told.keys()) if (!this.links.all.includes(link)) this.told.delete(link);
  }

  /**
   * Asks every CSR to let go of what other devices of this customer gave (null = all). True when each of them has
   * passed it on; false when nobody can be asked. Silence is no answer: the promise then stays open.
   */
  async askStop(grants: readonly string[] | null): Promise<boolean> {
    const roads = new Map<string, Promise<void>[]>();
    for (const link of this.told.keys()) {
      if (link.state.name !== 'ready') continue;
      this.asked += 1;
      const n = this.asked;
      const answer = new Promise<void>((resolve) => this.waiting.set(n, resolve));
      if (!link.send({ type: 'stop.ask', n, grants: grants && [...grants] })) continue;
      const csr = link.far.participantId;
      // One of a CSR's tabs is enough: they hold the same.
      roads.set(csr, [...(roads.get(csr) ?? []), answer]);
    }
    await Promise.all([...roads.values()].map((tabs) => Promise.race(tabs)));
    return roads.size > 0;
  }

  private passed(n: number): void {
    this.waiting.get(n)?.();
    this.waiting.delete(n);
  }

  /** Tells every CSR what they hold here, when it has changed. */
  tell(ledger: Ledger): void {
    for (const [link, before] of this.told) {
      if (link.state.name !== 'ready') continue;
      const grants = ledgerGrants(ledger)
        .filter((grant) => grant.csrId === link.far.participantId)
        .map(({ id, capability, until }) => ({ id, capability, until }));
      const message = { type: 'grants' as const, grants, frozen: isFrozen(ledger) };
      const text = `${link.epoch} ${JSON.stringify(message)}`;
      if (text !== before && link.send(message)) this.told.set(link, text);
    }
  }
}
