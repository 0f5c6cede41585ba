import type { Link } from '@relevo/client';
import { InputSender, type Size } from '@relevo/client/input';
import { decoderModule, type PictureStats, PictureView } from '@relevo/client/picture';
import type { LinkToConsole } from '@relevo/contracts';
import type { Capability, Fingerprints, StopCause } from '@relevo/domain';
import { RemoteCursor } from './remote-cursor';

const STATS_MS = 1000;

type DeviceGrant = Extract<LinkToConsole, { type: 'grants' }>['grants'][number];

/** One linked device: its picture on a canvas of ours, its shared screen as a stream, what it granted, its pointer. */
export class RemoteScreen {
  readonly deviceId: string;
  readonly canvas = document.createElement('canvas');
  readonly cursor = new RemoteCursor();
  /** Size of the desktop in pixels, once a picture has come. */
  size: Size | undefined;
  name: string | undefined;
  stream: MediaStream | null = null;
  stats: PictureStats | undefined;
  /** Input is paused: a question is open in the customer's window. */
  frozen = false;
  /** The device has said what it allows over this connection. */
  told = false;
  #grants: readonly DeviceGrant[] = [];
  #view: PictureView | undefined;
  #epoch = 0;
  /** Numbers under each grant only grow, as the device demands. */
  readonly #numbers = new Map<string, number>();
  readonly #senders = new Map<string, InputSender>();
  /** The last frame that was drawn out of sight; acknowledged when somebody looks, so the device rests meanwhile. */
  #held: number | undefined;
  #watched = false;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #release: (() => void)[];

  constructor(
    private readonly wire: Link<'csr'>,
    private readonly changed: () => void,
    /** The customer's page asks that other devices stop. */
    private readonly stopAsked: (message: Extract<LinkToConsole, { type: 'stop.ask' }>) => void,
  ) {
    this.deviceId = wire.far.deviceId ?? '';
    this.#release = [
      wire.onState(() => this.#stateChanged()),
      wire.onMessage((message) => this.#receive(message)),
      wire.onPicture((bytes) => this.#picture().receive(bytes)),
      wire.onStream((stream) => {
        this.stream = stream;
        changed();
      }),
    ];
    this.#timer = setInterval(() => this.#measure(), STATS_MS);
    // The first picture finds it ready; a failure shows with the picture.
    decoderModule().catch(() => undefined);
  }

  get link(): 'connecting' | 'ready' | 'lost' {
    const { name } = this.wire.state;
    return name === 'ready' || name === 'lost' ? name : 'connecting';
  }

  /** What ties people's words about the safety code to this very link; undefined while it is not verified. */
  get proof(): { readonly key: string; readonly fingerprints: Fingerprints } | undefined {
    const { farKey, fingerprints } = this.wire;
    return farKey && fingerprints ? { key: farKey, fingerprints } : undefined;
  }

  get safetyCode(): string | undefined {
    return this.wire.safetyCode;
  }

  get rtt(): number | undefined {
    return this.wire.rtt;
  }

  /** Whether there is something to look at. */
  get picture(): 'tiles' | 'video' | undefined {
    if (!this.granted('screen.view')) return undefined;
    return this.stream ? 'video' : this.size && this.#view ? 'tiles' : undefined;
  }

  /** What the device itself says that it allows us now; the log follows by way of the server. */
  granted(capability: Capability): DeviceGrant | undefined {
    return this.#grants.find((grant) => grant.capability === capability);
  }

  /** Everything that this device allows us now. */
  get grantIds(): readonly string[] {
    return this.#grants.map(({ id }) => id);
  }

  /** Tells the page that what it asked has been done. */
  answerStop(n: number): void {
    this.wire.send({ type: 'stop.passed', n });
  }

  /** Sends input under the device's grant for control; the same sender for the same grant. */
  sender(): InputSender | undefined {
    const grant = this.granted('input.control');
    if (!grant || this.link !== 'ready') return undefined;
    const known = this.#senders.get(grant.id);
    if (known) return known;
    const made = new InputSender({ grantId: grant.id, send: (message) => this.wire.sendInput(message) });
    made.start();
    this.#senders.set(grant.id, made);
    return made;
  }

  /** Puts picture and pointer in front of what the host holds, until the returned function is called. */
  show(host: HTMLElement, pointerClass: string): () => void {
    this.cursor.canvas.className = pointerClass;
    host.prepend(this.canvas, this.cursor.canvas);
    this.#watched = true;
    if (this.#held !== undefined) this.#ack(this.#held);
    this.#held = undefined;
    return () => {
      this.#watched = false;
      this.canvas.remove();
      this.cursor.canvas.remove();
    };
  }

  /** Tells the device to end a grant at once, whatever the server does. */
  letGo(grantId: string, cause?: StopCause): void {
    this.wire.send({ type: 'grant.letGo', grant: grantId, ...(cause && { cause }) });
  }

  /** The codes differ: the device is told, and the link is over. */
  refuse(): void {
    this.wire.refuse();
  }

  close(): void {
    clearInterval(this.#timer);
    for (const release of this.#release) release();
    for (const sender of this.#senders.values()) sender.stop();
    this.#view?.close();
    this.cursor.close();
  }

  #stateChanged(): void {
    // A new connection carries new channels: a half frame of the old one is of no use.
    if (this.wire.epoch !== this.#epoch) {
      this.#epoch = this.wire.epoch;
      this.#view?.restart();
    }
    this.changed();
  }

  #receive(message: LinkToConsole): void {
    switch (message.type) {
      case 'grants':
        this.told = true;
        this.#grants = message.grants;
        this.frozen = message.frozen;
        this.#endSenders();
        if (!this.granted('screen.view')) this.#forgetPicture();
        break;
      case 'screen':
        this.name = message.name;
        this.#picture().expect(message);
        break;
      case 'stop.ask':
        return this.stopAsked(message);
      case 'cursor.shape':
        this.cursor.shape(message);
        return;
      case 'cursor.move':
        this.cursor.moveByDevice(message.x, message.y);
        return;
      default:
        return;
    }
    this.changed();
  }

  #endSenders(): void {
    for (const [grant, sender] of this.#senders) {
      if (this.#grants.some(({ id }) => id === grant)) continue;
      sender.stop();
      this.#senders.delete(grant);
    }
  }

  /** What was seen is not kept on the page after the customer has taken it back. */
  #forgetPicture(): void {
    this.#view?.close();
    this.#view = undefined;
    this.size = undefined;
    this.stats = undefined;
    this.#held = undefined;
    this.canvas.width = 0;
    this.cursor.hide();
  }

  #picture(): PictureView {
    this.#view ??= new PictureView({
      canvas: this.canvas,
      ack: (frame) => {
        if (this.#watched) this.#ack(frame);
        else this.#held = frame;
      },
      refresh: () => {
        const grant = this.granted('screen.view');
        if (grant) this.wire.send({ type: 'picture.refresh', grant: grant.id, seq: this.#next(grant.id) });
      },
      onSize: (width, height) => {
        this.size = { width, height };
        this.changed();
      },
      roundTripMs: () => this.wire.rtt ?? null,
    });
    return this.#view;
  }

  #ack(frame: number): void {
    const grant = this.granted('screen.view');
    if (grant) this.wire.send({ type: 'picture.ack', grant: grant.id, seq: this.#next(grant.id), frame });
  }

  #next(grantId: string): number {
    const number = (this.#numbers.get(grantId) ?? 0) + 1;
    this.#numbers.set(grantId, number);
    return number;
  }

  #measure(): void {
    if (!this.#view && !this.stream) return;
    this.stats = this.#view?.stats();
    this.changed();
  }
}
