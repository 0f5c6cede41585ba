import {
  type LinkToConsole,
  type LinkToDevice,
  linkToConsole,
  linkToDevice,
  type PeerAddress,
  type SignalIn,
  type SignalOut,
} from '@relevo/contracts';
import type { Fingerprints } from '@relevo/domain';
import { Listeners } from '../listeners';
import { Backoff } from '../sync/backoff';
import { Timers } from '../timers';
import { readMessage } from './channel-text';
import { EpochConnection } from './epoch-connection';
import { checkHello, type Hello, type HelloContext, makeHello } from './hello';
import type {
  InputMessage,
  Link,
  LinkAlarm,
  LinkReceives,
  LinkRole,
  LinkSends,
  LinkState,
  PeerLinkOptions,
} from './types';

/** How long the console waits for the device's offer, and for a verified link. */
const OFFER_MS = 5000;
const READY_MS = 15_000;
/** A broken path is looked for anew so often, and given up for a new connection after so long (facts-media 1). */
const RESTART_MS = 2000;
const GIVE_UP_MS = 30_000;
const PING_MS = 2000;
/** The log may show the far end's key a little later than the far end shows itself. */
const KEY_GRACE_MS = 5000;
const KEY_LOOK_MS = 100;
/** What may arrive between the far end's readiness and ours. */
const MAX_EARLY = 256;

type AnyMessage = LinkToConsole | LinkToDevice;

/** One authenticated link between a console and a device; repairs itself by ICE restarts and new epochs. */
export class PeerLink<Role extends LinkRole> implements Link<Role> {
  readonly far: PeerAddress;
  epoch = 0;
  fingerprints: Fingerprints | undefined;
  farKey: string | undefined;
  rtt: number | undefined;
  malformed = 0;

  private current: LinkState = { name: 'connecting' };
  private connection: EpochConnection | undefined;
  private helloSeen = false;
  private introduced = false;
  private proven: { thumbprint: string; fingerprints: Fingerprints } | undefined;
  private pathUp = true;
  private outSeq = 0;
  private readonly inSeqs = new Set<number>();
  private early: (() => void)[] = [];
  private readonly pings = new Map<number, number>();
  private readonly localStreams = new Set<MediaStream>();
  private readonly timers = new Timers();
  private readonly backoff = new Backoff(500, 8000, Math.random);
  private readonly states = new Listeners<[LinkState]>();
  private readonly messages = new Listeners<[LinkReceives[Role]]>();
  private readonly pictures = new Listeners<[Uint8Array<ArrayBuffer>]>();
  private readonly faults = new Listeners<[]>();
  private readonly streams = new Listeners<[MediaStream | null]>();
  private readonly release: () => void;

  constructor(private readonly options: PeerLinkOptions<Role>) {
    this.far = options.far;
    this.release = options.port.onSignal((message) => this.receive(message));
    if (options.role === 'csr') void this.begin(this.newEpoch());
  }

  get state(): LinkState {
    return this.current;
  }

  readonly onState = this.states.add;
  readonly onMessage = this.messages.add;
  readonly onPicture = this.pictures.add;
  readonly onMalformed = this.faults.add;
  readonly onStream = this.streams.add;

  readonly send = (message: Exclude<LinkSends[Role], InputMessage | { type: `link.${string}` }>): boolean =>
    this.current.name === 'ready' && this.transmit('ctl', message);

  readonly sendInput = (message: InputMessage): boolean =>
    this.current.name === 'ready' && this.transmit('input', message);

  readonly sendPicture = (bytes: Uint8Array<ArrayBuffer>): boolean =>
    this.current.name === 'ready' && (this.connection?.sendPicture(bytes) ?? false);

  readonly buffered = (channel: 'ctl' | 'input' | 'picture'): number =>
    this.connection?.buffered(channel) ?? 0;

  readonly whenPictureBelow = async (bytes: number): Promise<void> => this.connection?.pictureBelow(bytes);

  readonly addStream = (stream: MediaStream): void => {
    if (this.localStreams.has(stream)) return;
    this.localStreams.add(stream);
    if (this.current.name === 'ready') this.connection?.addStream(stream);
  };

  readonly removeStream = (stream: MediaStream): void => {
    if (this.localStreams.delete(stream) && this.current.name === 'ready')
      this.connection?.removeStream(stream);
  };

  /** Ends the link and tells the far end. */
  readonly close = (): void => {
    if (this.current.name === 'closed') return;
    void this.signal('bye', '');
    this.finish();
  };

  /** Looks for a path at once, for the network or the server has come back. */
  readonly repair = (): void => {
    if (this.current.name === 'lost' && !this.pathUp) this.connection?.restart();
  };

  /** Takes a signal of the far end; others are none of ours. */
  readonly receive = (message: SignalIn): void => {
    const { from, stream, epoch, kind } = message;
    const ours = stream === this.options.sessionId && from.endpoint === this.far.endpoint;
    if (!ours || this.current.name === 'closed') return;
    if (kind === 'bye') {
      if (epoch >= this.epoch) this.finish();
    } else if (kind === 'hello') {
      if (this.options.role === 'device' && epoch > this.epoch) void this.begin(epoch);
    } else if (epoch === this.epoch && !this.inSeqs.has(message.seq)) {
      this.inSeqs.add(message.seq);
      this.timers.clear('offer');
      this.connection?.receive(message.data);
    }
  };

  private get now(): number {
    return (this.options.now ?? Date.now)();
  }

  /** Larger than any before, also than those of an earlier page load. */
  private newEpoch(): number {
    return Math.max(this.epoch + 1, this.now);
  }

  /** Builds the connection of an epoch; what came before is over. */
  private async begin(epoch: number): Promise<void> {
    this.dropConnection();
    this.epoch = epoch;
    this.outSeq = 0;
    this.inSeqs.clear();
    const iceServers = await this.options.iceServers().catch(() => []);
    if (epoch !== this.epoch || this.current.name === 'closed') return;
    const { role, wrtc } = this.options;
    const mine = () => this.epoch === epoch && this.connection === connection;
    const guard =
      <Args extends unknown[]>(act: (...args: Args) => void) =>
      (...args: Args) => {
        if (mine()) act(...args);
      };
    const connection: EpochConnection = new EpochConnection({
      role,
      iceServers,
      ...(wrtc ? { wrtc } : {}),
      events: {
        signal: guard((data) => void this.signal('signal', data)),
        connected: guard(() => void this.introduce()),
        path: guard((up) => this.pathChanged(up)),
        negotiated: guard(() => this.checkCertificates()),
        text: guard((_channel, text) => this.takeText(text)),
        picture: guard((bytes) => this.whenVerified(() => this.pictures.emit(bytes))),
        stream: guard((stream) => this.whenVerified(() => this.streams.emit(stream))),
        gone: guard(() => this.startOver()),
      },
    });
    this.connection = connection;
    if (role === 'csr') {
      this.timers.set('offer', OFFER_MS, () => this.startOver());
      this.timers.set('ready', READY_MS, () => this.startOver());
      void this.signal('hello', '');
    } else if (this.current.name !== 'lost') {
      // Nobody is kept waiting at a device: who does not come through is forgotten.
      this.timers.set('ready', READY_MS, () => this.close());
    }
  }

  private async signal(kind: SignalOut['kind'], data: string): Promise<void> {
    const { port, sessionId } = this.options;
    const seq = this.outSeq;
    this.outSeq += 1;
    await port
      .send({ stream: sessionId, to: this.far, epoch: this.epoch, seq, kind, data })
      .catch(() => false);
  }

  /** Shows who we are on this very connection, as soon as it stands. */
  private async introduce(): Promise<void> {
    if (this.current.name === 'connecting') this.become({ name: 'verifying' });
    const { connection } = this;
    const context = this.helloContext();
    if (!connection || !context) return this.startOver();
    const hello = await makeHello(this.options.key, this.options.role, context);
    if (connection !== this.connection) return;
    connection.sendText('ctl', JSON.stringify(hello));
    this.introduced = true;
    this.settle();
  }

  private helloContext(): HelloContext | undefined {
    const fingerprints = this.connection?.fingerprints;
    return fingerprints && { sessionId: this.options.sessionId, epoch: this.epoch, fingerprints };
  }

  private takeText(text: unknown): void {
    const schema = this.options.role === 'csr' ? linkToConsole : linkToDevice;
    const message: AnyMessage | undefined = readMessage<typeof linkToConsole | typeof linkToDevice>(
      schema,
      text,
    );
    if (!message) {
      this.malformed += 1;
      this.faults.emit();
    } else if (message.type === 'link.hello') {
      if (!this.helloSeen) void this.verify(message);
    } else {
      this.whenVerified(() => this.deliver(message));
    }
  }

  private deliver(message: Exclude<AnyMessage, Hello>): void {
    if (message.type === 'link.ping') {
      this.transmit('ctl', { type: 'link.pong', n: message.n });
    } else if (message.type === 'link.pong') {
      const sent = this.pings.get(message.n);
      this.pings.delete(message.n);
      if (sent !== undefined) this.rtt = performance.now() - sent;
    } else {
      this.messages.emit(message as LinkReceives[Role]);
    }
  }

  /** Checks the far end's hello; only after that anything else of it counts. */
  private async verify(hello: Hello): Promise<void> {
    this.helloSeen = true;
    const { connection } = this;
    const context = this.helloContext();
    if (!context) return this.raise('swapped-fingerprints');
    const verdict = await checkHello(hello, this.options.role === 'csr' ? 'device' : 'csr', context);
    if (connection !== this.connection || this.current.name === 'closed') return;
    if ('alarm' in verdict) return this.raise(verdict.alarm);
    this.matchKey(verdict.thumbprint, context.fingerprints, this.now + KEY_GRACE_MS);
  }

  private matchKey(thumbprint: string, fingerprints: Fingerprints, until: number): void {
    if (this.options.expectedKey() === thumbprint) {
      this.proven = { thumbprint, fingerprints };
      this.settle();
    } else if (this.now >= until) {
      this.raise('wrong-key');
    } else {
      this.timers.set('key', KEY_LOOK_MS, () => this.matchKey(thumbprint, fingerprints, until));
    }
  }

  /** Ready means both: the far end is proven, and our own channels stand and have carried our hello. */
  private settle(): void {
    if (!this.introduced || !this.proven) return;
    this.farKey = this.proven.thumbprint;
    this.fingerprints = this.proven.fingerprints;
    this.timers.clear('ready');
    this.backoff.reset();
    this.becomeReady();
    const { early } = this;
    this.early = [];
    for (const act of early) act();
    for (const stream of this.localStreams) this.connection?.addStream(stream);
  }

  private becomeReady(): void {
    this.pathUp = true;
    this.become({ name: 'ready' });
    if (this.options.role === 'csr') this.ping(0);
  }

  /** What a far end says before it is verified waits; it is forgotten if it never is. */
  private whenVerified(act: () => void): void {
    if (this.fingerprints) act();
    else if (this.early.length < MAX_EARLY) this.early.push(act);
  }

  private ping(n: number): void {
    this.pings.clear();
    this.pings.set(n, performance.now());
    this.transmit('ctl', { type: 'link.ping', n });
    this.timers.set('ping', PING_MS, () => this.ping(n + 1));
  }

  private transmit(channel: 'ctl' | 'input', message: AnyMessage): boolean {
    return this.connection?.sendText(channel, JSON.stringify(message)) ?? false;
  }

  private checkCertificates(): void {
    const before = this.fingerprints;
    if (!before) return;
    const { fingerprints: now } = this.connection ?? {};
    if (now?.csr !== before.csr || now.device !== before.device) this.raise('changed-fingerprints');
  }

  private pathChanged(up: boolean): void {
    this.pathUp = up;
    this.timers.clear('restart');
    this.timers.clear('giveUp');
    if (up) {
      if (this.current.name === 'lost' && this.fingerprints) this.becomeReady();
      return;
    }
    this.becomeLost();
    this.restartAgain();
    if (this.options.role === 'csr') this.timers.set('giveUp', GIVE_UP_MS, () => this.giveUp());
  }

  /** Without signalling there could be no new connection, and this one may still come back by itself. */
  private giveUp(): void {
    if (this.options.port.open) this.startOver();
    else this.timers.set('giveUp', RESTART_MS, () => this.giveUp());
  }

  private restartAgain(): void {
    // An offer that nobody gets would only keep the old path from coming back by itself.
    if (this.options.port.open) this.connection?.restart();
    this.timers.set('restart', RESTART_MS, () => this.restartAgain());
  }

  /** This connection is of no more use; the console begins the next epoch after a pause, the device waits for its hello. */
  private startOver(): void {
    this.dropConnection();
    this.becomeLost();
    if (this.options.role === 'csr')
      this.timers.set('over', this.backoff.next(), () => void this.begin(this.newEpoch()));
  }

  private dropConnection(): void {
    this.timers.clearAll();
    const { connection } = this;
    this.connection = undefined;
    this.fingerprints = undefined;
    this.helloSeen = false;
    this.introduced = false;
    this.proven = undefined;
    this.early = [];
    connection?.close();
  }

  private becomeLost(): void {
    if (this.current.name === 'ready') this.become({ name: 'lost', since: this.now });
    else if (this.current.name === 'verifying') this.become({ name: 'connecting' });
  }

  private raise(alarm: LinkAlarm): void {
    void this.signal('bye', '');
    this.finish(alarm);
  }

  private finish(alarm?: LinkAlarm): void {
    if (this.current.name === 'closed') return;
    this.release();
    this.dropConnection();
    this.become(alarm ? { name: 'closed', alarm } : { name: 'closed' });
  }

  private become(state: LinkState): void {
    if (this.current.name === state.name && state.name !== 'closed') return;
    this.current = state;
    this.states.emit(state);
  }
}
