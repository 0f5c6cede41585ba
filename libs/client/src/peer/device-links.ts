import type { PeerAddress, SignalIn } from '@relevo/contracts';
import { isDistrusted, mayHaveLink, type SessionState } from '@relevo/domain';
import { Listeners } from '../listeners';
import { CodeRation } from './code-ration';
import type { LinksOptions } from './console-links';
import { Bucket, FloodGuard } from './flood-guard';
import { LinkSet } from './link-set';
import { PeerLink } from './peer-link';
import type { Link, LinkAlarm } from './types';

/** More consoles of one person at once than that is no work of theirs. Counted for each: nobody uses up the links of the others. */
const MAX_LINKS = 4;
/** Who flooded gets no new link for so long. */
const FLOOD_REST_MS = 10_000;
/** New links of one person in a second, and at once: each is a handshake. */
const LINKS_PER_SECOND = 1;

export interface DeviceLinksOptions extends LinksOptions {
  readonly deviceId: string;
}

/** A device's links: it never begins one, it answers the hellos of CSRs who are in the session. */
export class DeviceLinks {
  private readonly set = new LinkSet<'device'>();
  private readonly alarms = new Listeners<[far: PeerAddress, alarm: LinkAlarm]>();
  private readonly release: (() => void)[];
  private readonly flooded = new Map<string, number>();
  private readonly hellos = new Map<string, Bucket>();
  private readonly ration = new CodeRation();
  /** CSRs in whose name somebody else spoke. */
  private readonly refused = new Set<string>();

  constructor(private readonly options: DeviceLinksOptions) {
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
  /** A CSR whose key is not the one in the log, a certificate that is not the one both ends see, or a flood. */
  readonly onAlarm = this.alarms.add;

  /** Every link; the same array until something changes. */
  get all(): readonly Link<'device'>[] {
    return this.set.all;
  }

  /** The person here says that the codes differ: nobody has a link in this CSR's name any more. */
  readonly refuse = (participantId: string): void => {
    this.refused.add(participantId);
    for (const link of this.set.all) if (link.far.participantId === participantId) link.refuse();
  };

  readonly close = (): void => {
    for (const release of this.release) release();
    this.set.closeAll();
  };

  /** Whether this participant may see this device's end of a link: a CSR in an open session who may, not found to be another. */
  private mayLink(session: SessionState, participantId: string): boolean {
    const who = session.participants[participantId];
    const here = session.phase === 'open' && mayHaveLink(who) && who.kind === 'csr';
    const distrusted =
      this.refused.has(participantId) || isDistrusted(session, this.options.deviceId, participantId);
    return here && !distrusted;
  }

  private greet(message: SignalIn): void {
    const { session, port, key, iceServers, wrtc, now } = this.options;
    const { from, kind, stream } = message;
    if (kind !== 'hello' || stream !== session.sessionId || this.set.get(from)) return;
    const theirs = this.set.all.filter(({ far }) => far.participantId === from.participantId);
    if (!this.mayLink(session.snapshot.session, from.participantId) || theirs.length >= MAX_LINKS) return;
    const mono = performance.now();
    if (mono < (this.flooded.get(from.participantId) ?? 0) || !this.hellosOf(from.participantId).take(mono))
      return;
    const link = new PeerLink({
      role: 'device',
      sessionId: session.sessionId,
      far: from,
      port,
      key,
      iceServers,
      wrtc,
      now,
      flood: new FloodGuard(),
      ration: this.ration,
      expectedKey: () => session.snapshot.session.participants[from.participantId]?.keyThumbprint,
    });
    link.onState((state) => {
      if (state.name !== 'closed' || !state.alarm) return;
      if (state.alarm === 'flood') this.flooded.set(from.participantId, performance.now() + FLOOD_REST_MS);
      this.alarms.emit(from, state.alarm);
    });
    this.set.add(link);
    link.receive(message);
  }

  private hellosOf(participantId: string): Bucket {
    const known = this.hellos.get(participantId) ?? new Bucket(LINKS_PER_SECOND, 2 * MAX_LINKS);
    this.hellos.set(participantId, known);
    return known;
  }

  /** Links of CSRs who have left, and dead ones of pages that are gone, end. */
  private review(): void {
    const { session, presence, line } = this.options.session.snapshot;
    for (const link of this.set.all) {
      const gone = line.status === 'online' && !presence.some((far) => far.endpoint === link.far.endpoint);
      const dead = gone && link.state.name === 'lost';
      if (dead || !this.mayLink(session, link.far.participantId)) link.close();
    }
  }
}
