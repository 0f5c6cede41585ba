import { connectX } from './x-connection';

/** The part of the screen that panels and docks leave free, in pixels. */
export interface WorkArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Of the present desktop, by the window manager; without one the whole screen. Rejects when there is no X server. */
export const readWorkArea = async (options: { display?: string } = {}): Promise<WorkArea> => {
  const connection = await connectX(options.display);
  const { X, root, ask } = connection;
  try {
    const atom = await ask<number>((reply) => X.InternAtom(false, '_NET_WORKAREA', reply));
    const { data } = await ask<{ data: Buffer }>((reply) => X.GetProperty(0, root, atom, 0, 0, 4, reply));
    if (data.length >= 16) {
      const [x = 0, y = 0, width = 0, height = 0] = [0, 4, 8, 12].map((at) => data.readUInt32LE(at));
      return { x, y, width, height };
    }
    const { width, height } = await ask<{ width: number; height: number }>((reply) =>
      X.GetGeometry(root, reply),
    );
    return { x: 0, y: 0, width, height };
  } finally {
    await connection.close();
  }
};
