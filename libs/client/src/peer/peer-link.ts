import {
  byeData,
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
import { CodeRation } from './code-ration';
import { EpochConnection } from './epoch-connection';
import type { Hello, HelloContext } from './hello';
import { Introduction, type ProvenFar } from './introduction';
import { SafetyTalk } from './safety-talk';
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
/** A device builds a new connection for the same link at most so often: each costs far more than its hello. */
const HELLO_REST_MS = 400;
/** A last word needs a moment to leave before the connection closes. */
const LAST_WORD_MS = 250;

type AnyMessage = LinkToConsole | LinkToDevice;

/** One authenticated link between a console and a device; repairs itself by ICE restarts and new epochs. */
export class PeerLink<Role extends LinkRole> implements Link<Role> {
  readonly far: PeerAddress;
  epoch = 0;
  fingerprints: Fingerprints | undefined;
  farKey: string | undefined;
  rtt: number | undefined;

  private current: LinkState = { name: 'connecting' };
  private connection: EpochConnection | undefined;
  private introduction: Introduction | undefined;
  private pathUp = true;
  private outSeq = 0;
  private begunAt = Number.NEGATIVE_INFINITY;
  private readonly inSeqs = new Set<number>();
  private readonly pings = new Map<number, number>();
  private readonly localStreams = new Set<MediaStream>();
  private readonly timers = new Timers();
  private readonly backoff = new Backoff(500, 8000, Math.random);
  private readonly states = new Listeners<[LinkState]>();
  private readonly messages = new Listeners<[LinkReceives[Role]]>();
  private readonly comings = new Listeners<[]>();
  private readonly pictures = new Listeners<[Uint8Array<ArrayBuffer>]>();
  private readonly drops = new Listeners<[reason: 'malformed' | 'rate']>();
  private readonly streams = new Listeners<[MediaStream | null]>();
  private readonly safety: SafetyTalk;
  private readonly safeties = new Listeners<[]>();
  private readonly release: () => void;

  constructor(private readonly options: PeerLinkOptions<Role>) {
    this.far = options.far;
    this.safety = new SafetyTalk({
      role: options.role,
      ration: options.ration ?? new CodeRation(),
      send: (message) => this.transmit('ctl', message),
      changed: () => this.safeties.emit(),
      broken: () => this.raise('broken-exchange'),
    });
    this.release = options.port.onSignal((message) => this.receive(message));
    if (options.role === 'csr') void this.begin(this.newEpoch());
  }

  get state(): LinkState {
    return this.current;
  }

  get safetyCode(): string | undefined {
    return this.safety.code;
  }

  readonly onState = this.states.add;
  readonly onMessage = this.messages.add;
  readonly onInputComing = this.comings.add;
  readonly onPicture = this.pictures.add;
  readonly onDropped = this.drops.add;
  readonly onStream = this.streams.add;
  readonly onSafety = this.safeties.add;

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

  readonly refuse = (): void => {
    if (this.current.name === 'closed') return;
    const { connection } = this;
    const told = connection?.sendText('ctl', JSON.stringify({ type: 'link.differs' } satisfies AnyMessage));
    if (!connection || !told) return this.raise('codes-differ');
    // From now on nothing of it is heard; it only carries this word.
    this.connection = undefined;
    setTimeout(() => connection.close(), LAST_WORD_MS);
    this.finish('codes-differ');
  };

  /** Looks for a path at once, for the network or the server has come back. */
  readonly repair = (): void => {
    if (this.current.name === 'lost' && !this.pathUp) this.connection?.restart();
  };

  /** Takes a signal of the far end; others are none of ours. */
  readonly receive = (message: SignalIn): void => {
    const { from, stream, epoch, kind, data } = message;
    const ours = stream === this.options.sessionId && from.endpoint === this.far.endpoint;
    if (!ours || this.current.name === 'closed') return;
    if (kind === 'bye') {
      const flooded = this.options.role === 'csr' && byeData.safeParse(data).data === 'flood';
      if (epoch >= this.epoch) this.finish(flooded ? 'flood' : undefined);
    } else if (kind === 'hello') {
      if (this.options.role === 'device') this.answerHello(epoch);
    } else if (epoch === this.epoch && !this.inSeqs.has(message.seq)) {
      this.inSeqs.add(message.seq);
      this.timers.clear('offer');
      this.connection?.receive(data);
    }
  };

  private get now(): number {
    return (this.options.now ?? Date.now)();
  }

  /** Larger than any before, also than those of an earlier page load. */
  private newEpoch(): number {
    return Math.max(this.epoch + 1, this.now);
  }

  private answerHello(epoch: number): void {
    if (epoch <= this.epoch || this.current.name === 'closed') return;
    const rest = this.begunAt + HELLO_REST_MS - performance.now();
    if (rest <= 0) void this.begin(epoch);
    else this.timers.set('hello', rest, () => this.answerHello(epoch));
  }

  /** Builds the connection of an epoch; what came before is over. */
  private async begin(epoch: number): Promise<void> {
    this.dropConnection();
    this.begunAt = performance.now();
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
        connected: guard(() => this.introduce()),
        path: guard((up) => this.pathChanged(up)),
        negotiated: guard(() => this.checkCertificates()),
        text: guard((channel, text) => this.takeText(channel, text)),
        picture: guard((bytes) => {
          if (this.mayRead()) this.introduction?.whenDone(() => this.pictures.emit(bytes));
        }),
        stream: guard((stream) => this.introduction?.whenDone(() => this.streams.emit(stream))),
        gone: guard(() => this.startOver()),
      },
    });
    this.connection = connection;
    this.introduction = new Introduction({
      ...this.options,
      now: () => this.now,
      send: (hello) => this.transmit('ctl', hello),
      done: (far) => this.settle(far),
      refused: (alarm) => this.raise(alarm),
    });
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
  private introduce(): void {
    if (this.current.name === 'connecting') this.become({ name: 'verifying' });
    const context = this.helloContext();
    if (context) void this.introduction?.say(context);
    else this.startOver();
  }

  private helloContext(): HelloContext | undefined {
    const fingerprints = this.connection?.fingerprints;
    return fingerprints && { sessionId: this.options.sessionId, epoch: this.epoch, fingerprints };
  }

  /** Counts what comes before anybody looks at it. */
  private mayRead(): boolean {
    const verdict = this.options.flood?.take(performance.now()) ?? 'read';
    if (verdict === 'drop') this.drops.emit('rate');
    if (verdict === 'close') this.raise('flood');
    return verdict === 'read';
  }

  private takeText(channel: 'ctl' | 'input', text: unknown): void {
    if (!this.mayRead()) return;
    if (channel === 'input' && this.current.name === 'ready') this.comings.emit();
    const schema = this.options.role === 'csr' ? linkToConsole : linkToDevice;
    const message: AnyMessage | undefined = readMessage<typeof linkToConsole | typeof linkToDevice>(
      schema,
      text,
    );
    if (!message) {
      this.drops.emit('malformed');
      if (this.options.flood?.wasMalformed(performance.now())) this.raise('flood');
    } else if (message.type === 'link.hello') {
      void this.introduction?.hear(message, this.helloContext());
    } else {
      this.introduction?.whenDone(() => this.deliver(message));
    }
  }

  private deliver(message: Exclude<AnyMessage, Hello>): void {
    if (message.type === 'link.ping') {
      this.transmit('ctl', { type: 'link.pong', n: message.n });
    } else if (message.type === 'link.commit' || message.type === 'link.reveal') {
      this.safety.hear(message);
    } else if (message.type === 'link.differs') {
      this.raise('codes-differ');
    } else if (message.type === 'link.pong') {
      const sent = this.pings.get(message.n);
      this.pings.delete(message.n);
      if (sent !== undefined) this.rtt = performance.now() - sent;
    } else {
      this.messages.emit(message as LinkReceives[Role]);
    }
  }

  /** Both ends have shown who they are. */
  private settle(far: ProvenFar): void {
    this.farKey = far.thumbprint;
    this.fingerprints = far.fingerprints;
    this.timers.clear('ready');
    this.backoff.reset();
    const { key, role, sessionId } = this.options;
    const keys = { [role]: key.thumbprint, [role === 'csr' ? 'device' : 'csr']: this.farKey };
    this.safety.begin({ sessionId, fingerprints: far.fingerprints, keys: keys as unknown as Fingerprints });
    for (const stream of this.localStreams) this.connection?.addStream(stream);
    this.becomeReady();
  }

  private becomeReady(): void {
    this.pathUp = true;
    if (this.options.role === 'csr') this.ping(0);
    // Last, for whoever hears it may add a stream or close the link.
    this.become({ name: 'ready' });
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
    this.safety.reset();
    const { connection } = this;
    this.connection = undefined;
    this.fingerprints = undefined;
    this.introduction?.close();
    this.introduction = undefined;
    connection?.close();
  }

  private becomeLost(): void {
    if (this.current.name === 'ready') this.become({ name: 'lost', since: this.now });
    else if (this.current.name === 'verifying') this.become({ name: 'connecting' });
  }

  private raise(alarm: LinkAlarm): void {
    void this.signal('bye', alarm === 'flood' ? byeData.enum.flood : '');
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
