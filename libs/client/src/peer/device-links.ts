import type { PeerAddress, SignalIn } from '@relevo/contracts';
import type { SessionState } from '@relevo/domain';
import { Listeners } from '../listeners';
import type { LinksOptions } from './console-links';
import { LinkSet } from './link-set';
import { PeerLink } from './peer-link';
import type { Link, LinkAlarm } from './types';

/** More consoles at once than that is no session of people. */
const MAX_LINKS = 8;

/** Whether this participant may see this device's end of a link: a CSR in an open session. */
const mayLink = (session: SessionState, participantId: string): boolean => {
  const who = session.participants[participantId];
  return session.phase === 'open' && who?.kind === 'csr' && who.status === 'joined';
};

/** A device's links: it never begins one, it answers the hellos of CSRs who are in the session. */
export class DeviceLinks {
  private readonly set = new LinkSet<'device'>();
  private readonly alarms = new Listeners<[far: PeerAddress, alarm: LinkAlarm]>();
  private readonly release: (() => void)[];

  constructor(private readonly options: LinksOptions) {
    this.release = [
      options.port.onSignal((message) => this.greet(message)),
      options.session.subscribe(() => this.review()),
      options.wire.onState(() => {
        if (options.wire.state.status === 'online') for (const link of this.set.all) link.repair();
      }),
    ];
  }

  readonly subscribe = this.set.subscribe;
  /** Each new link, before anything has come over it. A console that was loaded anew comes as a new link. */
  readonly onLink = (listener: (link: Link<'device'>) => void): (() => void) => this.set.onLink(listener);
  /** A CSR whose key is not the one in the log, or a certificate that is not the one both ends see. */
  readonly onAlarm = this.alarms.add;

  /** Every link; the same array until something changes. */
  get all(): readonly Link<'device'>[] {
    return this.set.all;
  }

  readonly close = (): void => {
    for (const release of this.release) release();
    this.set.closeAll();
  };

  private greet(message: SignalIn): void {
    const { session, port, key, iceServers, wrtc, now } = this.options;
    const { from, kind, stream } = message;
    if (kind !== 'hello' || stream !== session.sessionId || this.set.get(from)) return;
    if (!mayLink(session.snapshot.session, from.participantId) || this.set.all.length >= MAX_LINKS) return;
    const link = new PeerLink({
      role: 'device',
      sessionId: session.sessionId,
      far: from,
      port,
      key,
      iceServers,
      wrtc,
      now,
      expectedKey: () => session.snapshot.session.participants[from.participantId]?.keyThumbprint,
    });
    link.onState((state) => {
      if (state.name === 'closed' && state.alarm) this.alarms.emit(from, state.alarm);
    });
    this.set.add(link);
    link.receive(message);
  }

  /** Links of CSRs who have left, and dead ones of pages that are gone, end. */
  private review(): void {
    const { session, presence, line } = this.options.session.snapshot;
    for (const link of this.set.all) {
      const gone = line.status === 'online' && !presence.some((far) => far.endpoint === link.far.endpoint);
      const dead = gone && link.state.name === 'lost';
      if (dead || !mayLink(session, link.far.participantId)) link.close();
    }
  }
}
