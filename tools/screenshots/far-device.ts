import { createHash, randomUUID } from 'node:crypto';
import {
  attachAgent,
  Connection,
  createDeviceKey,
  createRestClient,
  DeviceLinks,
  DeviceReporter,
  joinSession,
  memoryStore,
  Outbox,
  type RestClient,
  SessionClient,
  type SigningKey,
  SocketSignals,
} from '@relevo/client';
import { cutFrame } from '@relevo/client/picture/messages';
import type { DeviceCredential, LinkToConsole } from '@relevo/contracts';
import type { Capability, GrantEndReason } from '@relevo/domain';
import { until } from '@relevo/testing';
import * as wrtc from '@roamhq/wrtc';
import { PictureEncoder } from '../../apps/customer-agent/machine/src/picture/encoder';
import type { DesktopPicture } from './desktop-picture';

interface FarDeviceOptions {
  readonly origin: string;
  readonly kind: 'page' | 'machine';
  readonly deviceName: string;
  readonly can: readonly Capability[];
}

const MINUTE = 60_000;

/** The same pixels with red and blue in their other order. */
const rgbaOf = (bgrx: Uint8Array): Uint8Array => {
  const rgba = bgrx.slice();
  for (let at = 0; at < rgba.length; at += 4) {
    rgba[at] = bgrx[at + 2] ?? 0;
    rgba[at + 2] = bgrx[at] ?? 0;
    rgba[at + 3] = 255;
  }
  return rgba;
};

/** A customer's device as the console meets it: real line, real keys, real signed reports, real peer link. */
export class FarDevice {
  readonly line: Connection;
  readonly session: SessionClient;
  private readonly reporter: Promise<DeviceReporter>;
  private readonly links: DeviceLinks;
  private readonly granted = new Map<Capability, { id: string; until: number | null }>();
  private picture: DesktopPicture | undefined;
  private encoder: PictureEncoder | undefined;
  /** Types of the messages that consoles sent, in order. */
  readonly heard: string[] = [];
  private frame = 0;
  private timer: ReturnType<typeof setInterval> | undefined;

  private constructor(
    readonly rest: RestClient,
    readonly identity: DeviceCredential,
    key: SigningKey,
    origin: string,
  ) {
    this.line = new Connection({ baseUrl: origin, ticket: async () => (await rest.socketTicket()).ticket });
    const outbox = new Outbox({ wire: this.line, store: memoryStore(), scope: identity.deviceId });
    const { sessionId, participantId, deviceId } = identity;
    this.session = new SessionClient({ wire: this.line, outbox, sessionId, me: { participantId } });
    this.links = new DeviceLinks({
      session: this.session,
      deviceId,
      wire: this.line,
      port: new SocketSignals(this.line),
      key,
      iceServers: async () => [],
      wrtc,
    });
    this.links.onLink((link) => {
      link.onState(({ name }) => {
        if (name === 'ready') this.tell();
      });
      link.onMessage((message) => {
        this.heard.push(message.type);
        if (message.type === 'picture.refresh') void this.send(true);
      });
    });
    this.line.start();
    this.reporter = until('the device in the log', 10_000, async () =>
      this.session.snapshot.session.devices[deviceId] ? true : null,
    ).then(
      () =>
        new DeviceReporter({
          outbox,
          key,
          sessionId,
          deviceId,
          reported: () => this.session.snapshot.session.devices[deviceId]?.reportSeq ?? 0,
        }),
    );
  }

  /** Joins with an invite link as the customer's first device. */
  static async join(link: string, name: string, options: FarDeviceOptions): Promise<FarDevice> {
    const { rest, key, device, credential } = await FarDevice.introduce(options);
    const identity = await joinSession(rest, key, {
      proof: { token: link.slice(link.indexOf('#') + 1) },
      participantId: randomUUID(),
      name,
      language: 'es',
      device,
    });
    credential.text = identity.credential;
    return new FarDevice(rest, identity, key, options.origin);
  }

  /** A second device of the same customer, attached with a code of the first. */
  async attach(options: FarDeviceOptions): Promise<FarDevice> {
    const { rest, key, device, credential } = await FarDevice.introduce(options);
    const { code } = await this.rest.createDeviceCode();
    const identity = await attachAgent(rest, key, { code, device });
    credential.text = identity.credential;
    return new FarDevice(rest, identity, key, options.origin);
  }

  private static async introduce({ origin, kind, deviceName, can }: FarDeviceOptions) {
    const key = await createDeviceKey();
    const credential: { text?: string } = {};
    const rest = createRestClient({ baseUrl: origin, credential: () => credential.text });
    const device = { deviceId: randomUUID(), kind, name: deviceName, key: key.publicKey, can: [...can] };
    return { rest, key, device, credential };
  }

  /** Answers the open question for a capability with yes, and shows the picture where sight was granted. */
  async allow(capability: Capability, picture?: DesktopPicture): Promise<void> {
    const request = await this.asked(capability);
    const link = await until(
      'a link',
      20_000,
      async () =>
        this.links.all.find(({ state, fingerprints }) => state.name === 'ready' && fingerprints) ?? null,
    );
    const grantId = randomUUID();
    const end = request.minutes === null ? null : Date.now() + request.minutes * MINUTE;
    const words = `allow ${capability}`;
    (await this.reporter).report('grant.given', {
      grantId,
      requestId: request.id,
      deviceId: this.identity.deviceId,
      capability,
      csrId: request.csrId,
      csrKey: link.farKey ?? '',
      fingerprints: link.fingerprints ?? { device: '', csr: '' },
      until: end,
      words,
      wordsHash: createHash('sha256').update(words).digest('hex'),
      nonce: randomUUID(),
    });
    this.granted.set(capability, { id: grantId, until: end });
    this.picture = picture ?? this.picture;
    this.tell();
    await this.send(true);
  }

  /** The person here says about the safety code. */
  async compared(matches: boolean): Promise<void> {
    const link = await until(
      'a safety code',
      20_000,
      async () => this.links.all.find((one) => one.safetyCode) ?? null,
    );
    (await this.reporter).report(matches ? 'safety.confirmed' : 'safety.denied', {
      deviceId: this.identity.deviceId,
      csrId: link.far.participantId,
      csrKey: link.farKey ?? '',
      fingerprints: link.fingerprints ?? { device: '', csr: '' },
    });
    if (!matches) link.refuse();
  }

  async deny(capability: Capability): Promise<void> {
    const request = await this.asked(capability);
    const { deviceId } = this.identity;
    (await this.reporter).report('grant.denied', { requestId: request.id, deviceId, reason: 'customer' });
  }

  async end(capability: Capability, reason: GrantEndReason): Promise<void> {
    const grant = this.granted.get(capability);
    if (!grant) throw new Error(`${capability} is not granted`);
    this.granted.delete(capability);
    this.tell();
    (await this.reporter).report('grant.ended', {
      grantId: grant.id,
      deviceId: this.identity.deviceId,
      reason,
    });
  }

  /** Waits for the console's question. */
  private asked(capability: Capability) {
    return until(`a question for ${capability}`, 10_000, async () => {
      const requests = Object.values(this.session.snapshot.session.requests);
      return requests.find((one) => one.status === 'pending' && one.capability === capability) ?? null;
    });
  }

  /** Tells every console what it may do here. */
  private tell(): void {
    const grants = [...this.granted].map(([capability, { id, until: end }]) => ({
      id,
      capability,
      until: end,
    }));
    const message: LinkToConsole = { type: 'grants', grants, frozen: false };
    for (const link of this.links.all) link.send(message);
  }

  /** Shares a screen as a browser does: a video track that shows the picture. */
  async allowVideo(picture: DesktopPicture): Promise<void> {
    const source = new wrtc.nonstandard.RTCVideoSource({ isScreencast: true });
    const { width, height, bgrx } = picture;
    const i420 = { width, height, data: new Uint8Array(width * height * 1.5) };
    wrtc.nonstandard.rgbaToI420({ width, height, data: rgbaOf(bgrx) }, i420);
    this.timer = setInterval(() => source.onFrame(i420), 100);
    const stream = new wrtc.MediaStream([source.createTrack()]);
    await this.allow('screen.view');
    for (const link of this.links.all) link.addStream(stream);
  }

  private async send(full: boolean): Promise<void> {
    const { picture } = this;
    if (!picture || !this.granted.has('screen.view')) return;
    this.encoder ??= await PictureEncoder.create(picture.width, picture.height);
    this.encoder.update(0, picture.height, picture.bgrx);
    const options = { nextId: () => ++this.frame, age: () => 6, level: 1 } as const;
    if (!full) return;
    const messages = [...this.encoder.encodeFull(options)].flatMap(({ bytes }) => cutFrame(bytes));
    for (const link of this.links.all) for (const message of messages) link.sendPicture(message);
  }

  /** Goes away without a word, as a computer that lost its network. */
  vanish(): void {
    this.links.close();
    this.line.stop();
  }

  close(): void {
    clearInterval(this.timer);
    this.links.close();
    this.session.close();
    this.line.stop();
  }
}
