import type { Link } from '@relevo/client';
import type { LinkToDevice } from '@relevo/contracts';
import type { LedgerGrant } from '@relevo/domain';
import type { CursorShape, CursorSource } from '../desktop/cursor';
import type { PictureHub, PictureHubOptions, PictureViewer } from '../picture';
import { Held } from './held';

type DeviceLink = Link<'device'>;

interface Viewing {
  readonly grantId: string;
  readonly link: DeviceLink;
  readonly epoch: number;
  readonly viewer: PictureViewer;
}

interface Eyes {
  readonly hub: PictureHub;
  readonly cursor: CursorSource | null;
}

export interface ScreenSharingOptions {
  readonly startHub: (options: Pick<PictureHubOptions, 'onFailure' | 'onSize'>) => Promise<PictureHub>;
  readonly openCursor: () => Promise<CursorSource>;
  readonly linkOf: (csrId: string) => DeviceLink | null;
  /** The picture of a grant begins or ends to flow. */
  readonly activity: (grantId: string, running: boolean) => void;
  /** The screen cannot be shown (any more). */
  readonly failed: (error: unknown) => void;
}

const shapeMessage = (shape: CursorShape) =>
  ({
    type: 'cursor.shape',
    width: shape.width,
    height: shape.height,
    hotX: shape.hotX,
    hotY: shape.hotY,
    pixels: Buffer.from(shape.pixels).toString('base64'),
  }) as const;

/** Shows the desktop to those who hold a grant for it, and to nobody else; captures only while somebody views. */
export class ScreenSharing {
  private readonly eyes: Held<Eyes>;
  private grants: readonly LedgerGrant[] = [];
  private viewings: Viewing[] = [];

  constructor(private readonly options: ScreenSharingOptions) {
    this.eyes = new Held<Eyes>({
      open: () => this.open(),
      close: async ({ hub, cursor }) => {
        await Promise.all([hub.stop(), cursor?.close()]);
      },
      ready: () => this.review(),
      failed: options.failed,
    });
  }

  /** Those who may see now. Who is not among them sees nothing from this moment on. */
  set(grants: readonly LedgerGrant[]): void {
    this.grants = grants;
    this.review();
    this.eyes.want(grants.length > 0);
  }

  /** A message about a picture that passed the gate. */
  do(message: Extract<LinkToDevice, { type: `picture.${string}` }>): void {
    const viewing = this.viewings.find((one) => one.grantId === message.grant);
    if (message.type === 'picture.ack') viewing?.viewer.ack(message.frame);
    else viewing?.viewer.refresh();
  }

  end(): Promise<void> {
    this.set([]);
    return this.eyes.end();
  }

  /** Brings viewers in line with grants and links. */
  readonly review = (): void => {
    const eyes = this.eyes.value;
    const wanted = this.grants.flatMap((grant) => {
      const link = this.options.linkOf(grant.csrId);
      return link ? [{ grantId: grant.id, link, epoch: link.epoch }] : [];
    });
    const isWanted = (one: Viewing): boolean =>
      wanted.some((w) => w.grantId === one.grantId && w.link === one.link && w.epoch === one.epoch);
    const over = this.viewings.filter((one) => !isWanted(one));
    this.viewings = this.viewings.filter(isWanted);
    for (const one of over) one.viewer.close();
    if (!eyes) return;
    for (const one of wanted) {
      if (this.viewings.some((v) => v.grantId === one.grantId)) continue;
      this.tellScreen(eyes, one.link);
      const viewer = eyes.hub.addViewer({
        send: (bytes) => {
          if (!one.link.sendPicture(bytes)) throw new Error('the link is gone');
        },
        buffered: () => one.link.buffered('picture'),
      });
      this.viewings.push({ ...one, viewer });
      this.options.activity(one.grantId, true);
    }
    eyes.cursor?.watch(this.viewings.length > 0);
  };

  private async open(): Promise<Eyes> {
    const hub = await this.options.startHub({
      onFailure: (error) => this.options.failed(error),
      onSize: () => {
        const eyes = this.eyes.value;
        if (eyes) for (const { link } of this.viewings) this.tellScreen(eyes, link);
      },
    });
    // A desktop that does not tell its cursor is still worth seeing.
    const cursor = await this.options.openCursor().catch(() => null);
    cursor?.onShape((shape) => {
      for (const { link } of this.viewings) link.send(shapeMessage(shape));
    });
    cursor?.onMove((x, y) => {
      for (const { link } of this.viewings) link.send({ type: 'cursor.move', x, y });
    });
    return { hub, cursor };
  }

  private tellScreen({ hub, cursor }: Eyes, link: DeviceLink): void {
    link.send({ type: 'screen', x: 0, y: 0, width: hub.width, height: hub.height, name: '' });
    if (cursor?.shape) link.send(shapeMessage(cursor.shape));
  }
}
