import type { Link } from '@relevo/client';
import { LINK_CAPABILITY, type LinkToDevice } from '@relevo/contracts';
import { type DropReason, isFrozen, ledgerGrants } from '@relevo/domain';
import type { ConsentDesk } from '../consent/consent-desk';
import type { LinkBook } from './link-book';
import type { RemoteHands } from './remote-hands';
import type { ScreenSharing } from './screen-sharing';

type DeviceLink = Link<'device'>;

export interface LinkPostOptions {
  readonly desk: ConsentDesk;
  readonly book: LinkBook;
  readonly hands: Pick<RemoteHands, 'do' | 'lookAhead' | 'ready'>;
  readonly screen: Pick<ScreenSharing, 'do' | 'review'>;
}

/** The only way from a peer link to the desktop: parsed, through the gate, then an effect. Anything else ends here. */
export class LinkPost {
  /** Drops that the far ends have not been told of. */
  private readonly drops = new Map<DeviceLink, Map<DropReason, number>>();
  /** Whose message was the last that moved something. */
  private driver: DeviceLink | null = null;
  private readonly told = new Map<DeviceLink, string>();

  constructor(private readonly options: LinkPostOptions) {}

  readonly attend = (link: DeviceLink): void => {
    this.drops.set(link, new Map());
    link.onState(() => this.follow(link));
    link.onDropped((reason) => this.drop(link, reason));
    // Nothing is asked for who has moved nothing.
    link.onInputComing(() => {
      if (this.driver === link) this.options.hands.lookAhead();
    });
    link.onMessage((message) => this.receive(link, message));
    this.follow(link);
  };

  /** Tells every CSR what they hold, when it has changed. */
  readonly tellGrants = (): void => {
    for (const link of this.drops.keys()) {
      if (link.state.name !== 'ready') continue;
      const { desk, book, hands } = this.options;
      const { ledger } = desk;
      // Of a CSR's tabs one drives; the others hold nothing, so that they show and send nothing.
      const speaks = book.speaks(link);
      const grants = ledgerGrants(ledger)
        .filter((grant) => speaks && grant.csrId === link.far.participantId)
        .map(({ id, capability, until }) => ({ id, capability, until }));
      const opening = grants.some(({ capability }) => capability === 'input.control') && !hands.ready;
      const message = { type: 'grants' as const, grants, frozen: isFrozen(ledger) || opening };
      const text = `${link.epoch} ${JSON.stringify(message)}`;
      if (this.told.get(link) === text) continue;
      if (link.send(message)) this.told.set(link, text);
    }
  };

  /** Tells what was dropped, together; to be called about once a second. */
  readonly tellDrops = (): void => {
    for (const [link, counts] of this.drops) {
      for (const [reason, count] of counts) {
        if (link.send({ type: 'dropped', reason, count })) counts.delete(reason);
      }
    }
  };

  private follow(link: DeviceLink): void {
    const { desk, book } = this.options;
    const csrId = link.far.participantId;
    const { name } = link.state;
    if (name === 'ready' && link.farKey && link.fingerprints) {
      const epoch = book.ready(link);
      if (book.speaks(link)) desk.linkUp(csrId, { epoch, key: link.farKey, fingerprints: link.fingerprints });
    } else if (name === 'lost' && book.speaks(link)) {
      desk.linkLost(csrId, book.numberOf(link));
    } else if (name === 'closed') {
      this.forget(link);
    }
    this.options.screen.review();
    this.tellGrants();
  }

  private forget(link: DeviceLink): void {
    const { desk, book } = this.options;
    const number = book.numberOf(link);
    const next = book.closed(link);
    this.drops.delete(link);
    this.told.delete(link);
    if (this.driver === link) this.driver = null;
    desk.linkLost(link.far.participantId, number);
    if (next) this.follow(next);
  }

  private receive(link: DeviceLink, message: LinkToDevice): void {
    const { desk, book, hands, screen } = this.options;
    const csrId = link.far.participantId;
    const verdict = desk.check({
      needs: LINK_CAPABILITY[message.type],
      csrId,
      csrKey: link.farKey ?? null,
      epoch: book.numberOf(link),
      grantId: 'grant' in message ? message.grant : undefined,
      seq: 'seq' in message ? message.seq : undefined,
    });
    if (!verdict.allowed) return this.count(link, verdict.reason);
    switch (message.type) {
      case 'link.hello':
      case 'link.ping':
      case 'stop.passed':
      case 'link.commit':
      case 'link.reveal':
      case 'link.differs':
        // The link's own, and answers to pages.
        return;
      case 'grant.letGo':
        return desk.stop({ grantId: message.grant, by: csrId }, message.cause ?? 'csr');
      case 'picture.ack':
      case 'picture.refresh':
        return screen.do(message);
      default:
        this.driver = link;
        hands.do(message, () => this.drop(link, 'own-window'));
    }
  }

  private drop(link: DeviceLink, reason: 'malformed' | 'rate' | 'own-window'): void {
    this.options.desk.dropped(reason);
    this.count(link, reason);
  }

  private count(link: DeviceLink, reason: DropReason): void {
    const counts = this.drops.get(link);
    counts?.set(reason, (counts.get(reason) ?? 0) + 1);
  }
}
