import type { PeerAddress } from '@relevo/contracts';
import { isDistrusted, type SessionState } from '@relevo/domain';
import { thumbprintOf } from '../keys/thumbprint';
import { Listeners } from '../listeners';
import type { SessionFollower } from '../sync/types';
import type { Wire } from '../sync/wire';
import { CodeRation } from './code-ration';
import { LinkSet } from './link-set';
import { PeerLink } from './peer-link';
import type { Link, LinkAlarm, PeerLinkOptions } from './types';

export interface LinksOptions
  extends Pick<PeerLinkOptions<'csr'>, 'port' | 'key' | 'iceServers' | 'wrtc' | 'now'> {
  readonly session: SessionFollower;
  readonly wire: Pick<Wire, 'state' | 'onState'>;
}

/** A link that ended is tried again after so long, if its end is still there. */
const REOPEN_MS = 2000;

/** Whether a console may have a link to this device now: attached, of an admitted customer, in an open session in which we are, not found to be another. */
const mayLink = (session: SessionState, deviceId: string, csrId: string): boolean => {
  const device = session.devices[deviceId];
  const customer = device && session.participants[device.participantId];
  const me = session.participants[csrId];
  const here =
    session.phase === 'open' &&
    me?.status === 'joined' &&
    device?.attached === true &&
    customer?.status === 'joined';
  return here && !isDistrusted(session, deviceId, csrId);
};

/** The console's links: one to each device of an admitted customer, opened as soon as it can be reached. */
export class ConsoleLinks {
  private readonly set = new LinkSet<'csr'>();
  private readonly resting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly alarmed = new Map<string, LinkAlarm>();
  private readonly alarms = new Listeners<[far: PeerAddress, alarm: LinkAlarm]>();
  private readonly release: (() => void)[];
  private readonly ration = new CodeRation();
  private closed = false;
  private wasSignedOut = false;

  constructor(private readonly options: LinksOptions) {
    this.presentKey();
    this.release = [
      options.session.subscribe(() => this.review()),
      options.wire.onState(() => this.lineChanged()),
    ];
    this.review();
  }

  readonly subscribe = this.set.subscribe;
  /** A far end that is not who the log says, or a certificate that changed. */
  readonly onAlarm = this.alarms.add;

  /** Every link; the same array until something changes. */
  get all(): readonly Link<'csr'>[] {
    return this.set.all;
  }

  /** The link to a device, if there is one. */
  readonly linkTo = (deviceId: string): Link<'csr'> | undefined =>
    this.set.all.find((link) => link.far.deviceId === deviceId);

  /** Tries again after an alarm. */
  readonly retry = (deviceId: string): void => {
    this.alarmed.delete(deviceId);
    this.review();
  };

  readonly close = (): void => {
    this.closed = true;
    for (const release of this.release) release();
    for (const timer of this.resting.values()) clearTimeout(timer);
    this.set.closeAll();
  };

  /** Puts our key into the log, where the device looks for it. */
  private presentKey(): void {
    const { key, session } = this.options;
    session.command('csr.presentKey', { key: key.publicKey, thumbprint: key.thumbprint });
  }

  /** Whoever was signed out may neither see nor drive; a server that is only away changes nothing. */
  private get signedOut(): boolean {
    const { state } = this.options.wire;
    return state.status === 'refused' && state.code === 'NOT_SIGNED_IN';
  }

  private lineChanged(): void {
    if (this.signedOut) {
      this.wasSignedOut = true;
      for (const link of this.set.all) link.close();
    }
    if (this.options.wire.state.status !== 'online') return;
    // Another sign-in: the server must hear that it holds this key.
    if (this.wasSignedOut) this.presentKey();
    this.wasSignedOut = false;
    for (const link of this.set.all) link.repair();
    this.review();
  }

  private review(): void {
    if (this.closed || this.signedOut) return;
    const { session, presence, me } = this.options.session.snapshot;
    const myId = me?.id ?? '';
    for (const link of this.set.all) if (!mayLink(session, link.far.deviceId ?? '', myId)) link.close();
    // The device compares our key with the log: before it stands there, a hello would only be refused.
    if (me?.keyThumbprint !== this.options.key.thumbprint) return;
    for (const far of presence)
      if (far.deviceId && mayLink(session, far.deviceId, myId)) this.open(far, far.deviceId);
    this.replaceDead(presence);
  }

  private open(far: PeerAddress, deviceId: string): void {
    const { session, port, key, iceServers, wrtc, now } = this.options;
    if (this.set.get(far) || this.resting.has(far.endpoint) || this.alarmed.has(deviceId)) return;
    const link = new PeerLink({
      role: 'csr',
      sessionId: session.sessionId,
      far,
      port,
      key,
      iceServers,
      wrtc,
      now,
      ration: this.ration,
      expectedKey: () => {
        const device = session.snapshot.session.devices[deviceId];
        return device && thumbprintOf(device.key);
      },
    });
    link.onState((state) => {
      if (state.name === 'closed') this.rest(far, deviceId, state.alarm);
    });
    this.set.add(link);
  }

  private rest(far: PeerAddress, deviceId: string, alarm: LinkAlarm | undefined): void {
    if (this.closed) return;
    if (alarm) {
      // A new try is for a person to decide; see `retry`.
      this.alarmed.set(deviceId, alarm);
      this.alarms.emit(far, alarm);
      return;
    }
    const timer = setTimeout(() => {
      this.resting.delete(far.endpoint);
      this.review();
    }, REOPEN_MS);
    this.resting.set(far.endpoint, timer);
  }

  /** A page that was loaded anew is another endpoint of the same device: its old link goes when it is down. */
  private replaceDead(presence: readonly PeerAddress[]): void {
    for (const link of this.set.all) {
      const there = presence.some((far) => far.endpoint === link.far.endpoint);
      const successor = presence.some((far) => far.deviceId === link.far.deviceId);
      if (!there && successor && link.state.name !== 'ready') link.close();
    }
  }
}
