import { createClient, type XClient, type XDisplay, type XExtensions } from 'x11';

export interface DesktopWindow {
  id: number;
  title: string;
  /** Of the process that opened it, as it says itself. */
  pid: number | null;
  /** Of its content, without the window manager's frame, on the screen. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A plain connection for looking at a desktop. Errors of single requests reject. */
export class DesktopScreen {
  private constructor(readonly display: XDisplay) {}

  static async open(name: string): Promise<DesktopScreen> {
    const display = await new Promise<XDisplay>((resolve, reject) => {
      const client = createClient({ display: name, shm: false }, (error, ready) =>
        error ? reject(error) : resolve(ready),
      );
      client.on('error', (error: Error) => reject(error));
    });
    // The package shares one table of atoms between all connections, but each server has its own.
    display.client.atoms = { ...display.client.atoms };
    return new DesktopScreen(display);
  }

  get X(): XClient {
    return this.display.client;
  }

  get root(): number {
    return this.display.screen[0]?.root ?? 0;
  }

  ask<T>(request: (reply: (error: Error | null | undefined, value: T) => true) => void): Promise<T> {
    return new Promise((resolve, reject) =>
      request((error, value) => {
        if (error) reject(error);
        else resolve(value);
        return true;
      }),
    );
  }

  extension<Name extends keyof XExtensions>(name: Name): Promise<XExtensions[Name]> {
    return this.ask<XExtensions[Name]>((reply) => this.X.require(name, reply));
  }

  async property(wid: number, name: string): Promise<Buffer> {
    const atom = await this.ask<number>((reply) => this.X.InternAtom(false, name, reply));
    const value = await this.ask<{ data: Buffer }>((reply) =>
      this.X.GetProperty(0, wid, atom, 0, 0, 10_000, reply),
    );
    return value.data;
  }

  /** Windows that are shown, in the order of the window manager (without one: of the screen, lowest first). */
  async windows(): Promise<DesktopWindow[]> {
    const managed = numbers(await this.property(this.root, '_NET_CLIENT_LIST'));
    const isManaged = (await this.property(this.root, '_NET_SUPPORTING_WM_CHECK')).length > 0;
    const all = isManaged
      ? managed
      : (await this.ask<{ children: number[] }>((reply) => this.X.QueryTree(this.root, reply))).children;
    const described = await Promise.all(all.map((id) => this.describe(id).catch(() => null)));
    return described.filter((window) => window !== null);
  }

  /** BGRX rows of a part of the screen. */
  async pixels(x: number, y: number, width: number, height: number): Promise<Buffer> {
    const image = await this.ask<{ data: Buffer }>((reply) =>
      this.X.GetImage(2, this.root, x, y, width, height, 0xffffffff, reply),
    );
    return image.data;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.X.close(() => resolve()));
  }

  private async describe(id: number): Promise<DesktopWindow | null> {
    const { mapState } = await this.ask<{ mapState: number }>((reply) =>
      this.X.GetWindowAttributes(id, reply),
    );
    if (mapState !== VIEWABLE) return null;
    const [size, place, title, oldTitle, pid] = await Promise.all([
      this.ask<{ width: number; height: number }>((reply) => this.X.GetGeometry(id, reply)),
      this.ask<{ destX: number; destY: number }>((reply) =>
        this.X.TranslateCoordinates(id, this.root, 0, 0, reply),
      ),
      this.property(id, '_NET_WM_NAME'),
      this.property(id, 'WM_NAME'),
      this.property(id, '_NET_WM_PID'),
    ]);
    return {
      id,
      title: title.length > 0 ? title.toString('utf8') : oldTitle.toString('latin1'),
      pid: numbers(pid)[0] ?? null,
      x: place.destX,
      y: place.destY,
      width: size.width,
      height: size.height,
    };
  }
}

/** Map state of a window that is shown, it and all that it lies in. */
const VIEWABLE = 2;

const numbers = (data: Buffer): number[] =>
  Array.from({ length: Math.floor(data.length / 4) }, (_, index) => data.readUInt32LE(index * 4));
