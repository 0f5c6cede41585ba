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
  /** Whether the grant still lives: asked again right before each part of a picture leaves. */
  readonly maySee: (grantId: string) => boolean;
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
  private asked = false;
  /** What ended the picture; told once somebody may see it. */
  private fault: Error | null = null;
  private viewings: Viewing[] = [];

  constructor(private readonly options: ScreenSharingOptions) {
    this.eyes = new Held<Eyes>({
      open: () => this.open(),
      close: async ({ hub, cursor }) => {
        await Promise.all([hub.stop(), cursor?.close()]);
      },
      ready: () => this.review(),
      // Nobody's loss before it is allowed; it is tried again then.
      failed: (error) => this.grants.length > 0 && options.failed(error),
    });
  }

  /** Those who may see now. Who is not among them sees nothing from this moment on. */
  set(grants: readonly LedgerGrant[]): void {
    this.grants = grants;
    this.review();
    this.settle();
    this.tellFault();
  }

  /** Opens what a grant will need while it is being asked for. Nothing is captured before somebody may see. */
  prepare(asked: boolean): void {
    this.asked = asked;
    this.settle();
  }

  /** A message about a picture that passed the gate. */
  do(message: Extract<LinkToDevice, { type: `picture.${string}` }>): void {
    const viewing = this.viewings.find((one) => one.grantId === message.grant);
    if (message.type === 'picture.ack') viewing?.viewer.ack(message.frame);
    else viewing?.viewer.refresh();
  }

  end(): Promise<void> {
    this.asked = false;
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
          if (!this.options.maySee(one.grantId)) return;
          if (!one.link.sendPicture(bytes)) throw new Error('the link is gone');
        },
        buffered: () => one.link.buffered('picture'),
      });
      this.viewings.push({ ...one, viewer });
      this.options.activity(one.grantId, true);
    }
    eyes.cursor?.watch(this.viewings.length > 0);
  };

  private tellFault(): void {
    const { fault } = this;
    if (!fault || this.grants.length === 0) return;
    this.fault = null;
    this.options.failed(fault);
  }

  private settle(): void {
    this.eyes.want(this.asked || this.grants.length > 0);
  }

  private async open(): Promise<Eyes> {
    this.fault = null;
    // A desktop that does not tell its cursor is still worth seeing.
    const coming = this.options.openCursor().catch(() => null);
    const opening = this.options.startHub({
      onFailure: (error) => {
        this.fault = error;
        this.tellFault();
      },
      onSize: () => {
        const eyes = this.eyes.value;
        if (eyes) for (const { link } of this.viewings) this.tellScreen(eyes, link);
      },
    });
    const hub = await opening.catch(async (error: unknown) => {
      await (await coming)?.close();
      throw error;
    });
    const cursor = await coming;
    cursor?.onShape((shape) => this.tell(shapeMessage(shape)));
    cursor?.onMove((x, y) => this.tell({ type: 'cursor.move', x, y }));
    return { hub, cursor };
  }

  private tell(message: Parameters<DeviceLink['send']>[0]): void {
    for (const { grantId, link } of this.viewings) if (this.options.maySee(grantId)) link.send(message);
  }

  private tellScreen({ hub, cursor }: Eyes, link: DeviceLink): void {
    link.send({ type: 'screen', x: 0, y: 0, width: hub.width, height: hub.height, name: '' });
    if (cursor?.shape) link.send(shapeMessage(cursor.shape));
  }
}
