import { CHANNELS, type IceServers, type SignalData, signalData } from '@relevo/contracts';
import type { Fingerprints } from '@relevo/domain';
import { Timers } from '../timers';
import { readMessage } from './channel-text';
import { activeFingerprints } from './fingerprints';
import { GuardedPeer } from './guarded-peer';
import type { LinkRole, WebRtc } from './types';

export interface EpochEvents {
  signal(data: string): void;
  /** All channels are open. */
  connected(): void;
  /** The path between the ends broke, or came back. */
  path(up: boolean): void;
  /** Descriptions have changed and are settled. */
  negotiated(): void;
  text(channel: 'ctl' | 'input', text: unknown): void;
  picture(bytes: Uint8Array<ArrayBuffer>): void;
  stream(stream: MediaStream | null): void;
  /** It is over; nothing brings this connection back. */
  gone(): void;
}

export interface EpochOptions {
  readonly role: LinkRole;
  readonly iceServers: IceServers['iceServers'];
  readonly wrtc?: WebRtc;
  readonly events: EpochEvents;
}

/** An offer without an answer is made again after so long. */
const OFFER_AGAIN_MS = 3000;
/**
 * A broken path is looked at so often. `@roamhq/wrtc` may tell that the state has changed before the new one can be read, and not
 * again: without a look, a path that works would count as lost for ever.
 */
const LOOK_MS = 1000;
/** Both ends ask for restarts, and a far end could ask for them without end. */
const RESTART_REST_MS = 1000;

type Offer = Extract<SignalData, { type: 'offer' }>;

/** One connection of a link: simple-peer and our two further channels. The device always offers, the console answers. */
export class EpochConnection {
  private readonly peer: GuardedPeer;
  private readonly pc: RTCPeerConnection;
  private readonly channels: Record<keyof typeof CHANNELS, RTCDataChannel>;
  private ctlOpen = false;
  private announced = false;
  private over = false;
  private pathUp: boolean | undefined;
  private restartedAt = Number.NEGATIVE_INFINITY;
  /** Number of the offer that is being answered now. */
  private answering: number | undefined;
  private nextOffer: Offer | undefined;
  private readonly timers = new Timers();

  constructor(private readonly options: EpochOptions) {
    const { role, iceServers, wrtc, events } = options;
    const peer = new GuardedPeer({
      initiator: role === 'device',
      config: { iceServers },
      channelName: 'ctl',
      objectMode: true,
      ...(wrtc ? { wrtc } : {}),
    });
    const pc = peer.connection;
    if (!pc) throw new Error('no peer connection');
    this.peer = peer;
    this.pc = pc;
    this.channels = { input: this.openChannel('input'), picture: this.openChannel('picture') };
    this.channels.input.onmessage = ({ data }) => events.text('input', data);
    this.channels.picture.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) events.picture(new Uint8Array(data));
    };
    peer.on('signal', (data) => this.emitSignal(data as SignalData));
    peer.on('connect', () => {
      this.ctlOpen = true;
      this.announce();
    });
    peer.on('data', (data: unknown) => events.text('ctl', data));
    peer.on('iceStateChange', (ice: RTCIceConnectionState) => this.noteIce(ice));
    peer.on('signalingStateChange', (state: string) => {
      if (state === 'stable') events.negotiated();
    });
    peer.on('stream', (stream) => this.watchStream(stream));
    // The error is followed by `close`, and that is all that matters here.
    peer.on('error', () => undefined);
    peer.on('close', () => this.end());
  }

  /** Fingerprints of both ends as this end sees them now. */
  get fingerprints(): Fingerprints | undefined {
    return activeFingerprints(this.pc, this.options.role);
  }

  /** Takes what the far end signalled; what does not fit is dropped. */
  receive(text: string): void {
    const data = readMessage(signalData, text);
    if (!data || this.over) return;
    const offers = this.options.role === 'device';
    switch (data.type) {
      case 'offer':
        if (!offers) this.takeOffer(data);
        return;
      case 'answer':
        if (offers && data.n === this.peer.offers && this.pc.signalingState === 'have-local-offer') {
          this.peer.signal({ type: 'answer', sdp: data.sdp });
        }
        return;
      case 'restart':
        if (offers) this.restart();
        return;
      case 'candidate':
        // The wire's own form of the class that the types of simple-peer name.
        this.peer.signal({ type: 'candidate', candidate: data.candidate as RTCIceCandidate });
        return;
      default:
        if (offers) this.peer.signal(data);
    }
  }

  /** Looks for a new path: the device offers anew, the console asks it to. */
  restart(): void {
    const now = performance.now();
    if (this.over || now - this.restartedAt < RESTART_REST_MS) return;
    this.restartedAt = now;
    if (this.options.role === 'device') this.peer.restartIce();
    else this.options.events.signal(JSON.stringify({ type: 'restart' } satisfies SignalData));
  }

  sendText(channel: 'ctl' | 'input', text: string): boolean {
    return this.attempt(() => (channel === 'ctl' ? this.peer.send(text) : this.channels.input.send(text)));
  }

  sendPicture(bytes: Uint8Array<ArrayBuffer>): boolean {
    return this.attempt(() => this.channels.picture.send(bytes));
  }

  buffered(channel: 'ctl' | 'input' | 'picture'): number {
    if (this.over) return 0;
    return channel === 'ctl' ? this.peer.bufferSize : this.channels[channel].bufferedAmount;
  }

  /** Resolves when `picture` holds at most `bytes`, or when the connection is over. */
  async pictureBelow(bytes: number): Promise<void> {
    const { picture } = this.channels;
    picture.bufferedAmountLowThreshold = bytes;
    while (!this.over && picture.readyState === 'open' && picture.bufferedAmount > bytes) {
      // The event alone is not reliable in every implementation.
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 20);
        picture.onbufferedamountlow = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  addStream(stream: MediaStream): void {
    if (this.over) return;
    this.peer.addStream(stream);
    for (const sender of this.pc.getSenders()) if (sender.track?.kind === 'video') void keepSharp(sender);
  }

  removeStream(stream: MediaStream): void {
    if (!this.over) this.peer.removeStream(stream);
  }

  close(): void {
    this.end();
    this.peer.destroy();
  }

  private openChannel(name: keyof typeof CHANNELS): RTCDataChannel {
    const { id, options } = CHANNELS[name];
    const channel = this.pc.createDataChannel(name, { ...options, negotiated: true, id });
    channel.binaryType = 'arraybuffer';
    channel.onopen = () => this.announce();
    return channel;
  }

  private noteIce(ice: RTCIceConnectionState): void {
    if (ice === 'connected' || ice === 'completed') this.notePath(true);
    if (ice === 'disconnected' || ice === 'failed') this.notePath(false);
  }

  /** The same state is reported again with every candidate that is gathered: only a change counts. */
  private notePath(up: boolean): void {
    if (up === this.pathUp) return;
    this.pathUp = up;
    this.lookAgain();
    this.options.events.path(up);
  }

  private lookAgain(): void {
    this.timers.clear('look');
    if (this.pathUp || this.over) return;
    this.timers.set('look', LOOK_MS, () => {
      this.noteIce(this.pc.iceConnectionState);
      this.lookAgain();
    });
  }

  private announce(): void {
    const { input, picture } = this.channels;
    const open = this.ctlOpen && input.readyState === 'open' && picture.readyState === 'open';
    if (!open || this.announced || this.over) return;
    this.announced = true;
    this.options.events.connected();
  }

  private emitSignal(data: SignalData): void {
    const { events } = this.options;
    if (data.type === 'offer') {
      const n = this.peer.offers;
      this.timers.set('offer', OFFER_AGAIN_MS, () => this.repeatOffer(n));
      events.signal(JSON.stringify({ ...data, n }));
    } else if (data.type === 'answer') {
      events.signal(JSON.stringify({ ...data, n: this.answering }));
      this.answering = undefined;
      const next = this.nextOffer;
      this.nextOffer = undefined;
      if (next) this.takeOffer(next);
    } else {
      events.signal(JSON.stringify(data));
    }
  }

  private repeatOffer(n: number): void {
    const waits = this.pc.signalingState === 'have-local-offer' && n === this.peer.offers;
    if (!this.over && waits) this.peer.offerAgain();
  }

  /** One offer at a time: a newer one waits until the one before is answered. */
  private takeOffer(offer: Offer): void {
    if (this.answering === undefined) {
      this.answering = offer.n;
      this.peer.signal({ type: 'offer', sdp: offer.sdp });
    } else if (offer.n > (this.nextOffer?.n ?? this.answering)) {
      this.nextOffer = offer;
    }
  }

  private watchStream(stream: MediaStream): void {
    const { events } = this.options;
    events.stream(stream);
    stream.onremovetrack = () => {
      if (stream.getTracks().length === 0) events.stream(null);
    };
  }

  private attempt(send: () => void): boolean {
    if (this.over || !this.announced) return false;
    try {
      send();
      return true;
    } catch {
      // Closing, or its buffer is full: both are "not sent".
      return false;
    }
  }

  private end(): void {
    if (this.over) return;
    this.over = true;
    this.timers.clearAll();
    this.options.events.gone();
  }
}

/** Text on a screen needs every pixel: keep the resolution and let the frame rate give (unasked, Chromium sends 320x180). */
const keepSharp = async (sender: RTCRtpSender): Promise<void> => {
  if (sender.track && 'contentHint' in sender.track) sender.track.contentHint = 'detail';
  try {
    const parameters = sender.getParameters();
    parameters.degradationPreference = 'maintain-resolution';
    for (const encoding of parameters.encodings) encoding.maxBitrate = 2_500_000;
    await sender.setParameters(parameters);
  } catch {
    // `@roamhq/wrtc` always refuses parameters; its defaults are what there is.
  }
};
