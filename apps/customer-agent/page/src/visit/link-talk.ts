import type { DeviceLinks, Link } from '@relevo/client';
import { isFrozen, type Ledger, ledgerGrants } from '@relevo/domain';

type DeviceLink = Link<'device'>;

/** What page and console say to each other about grants, with no server in between. */
export class LinkTalk {
  private readonly told = new Map<DeviceLink, string>();

  constructor(
    private readonly links: Pick<DeviceLinks, 'all'>,
    /** The CSR gives something back. */
    private readonly onLetGo: (grantId: string, csrId: string) => void,
  ) {}

  /** To be called when links change: listens to new ones, forgets those that have gone. */
  attend(): void {
    for (const link of this.links.all) {
      if (this.told.has(link)) continue;
      this.told.set(link, '');
      link.onMessage((message) => {
        if (message.type === 'grant.letGo') this.onLetGo(message.grant, link.far.participantId);
      });
    }
    for (const link of this.told.keys()) if (!this.links.all.includes(link)) this.told.delete(link);
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
