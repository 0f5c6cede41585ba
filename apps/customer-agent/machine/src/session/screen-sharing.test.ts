import type { Link } from '@relevo/client';
import type { LedgerGrant } from '@relevo/domain';
import type { CursorSource } from '../desktop/cursor';
import type { PictureHub } from '../picture';
import type { PictureOutlet } from '../picture/viewer';
import { ScreenSharing } from './screen-sharing';

const GRANT = { id: 'g', csrId: 'ana', capability: 'screen.view' } as LedgerGrant;

/** A screen that Ana sees: what leaves for her, and the hands of those who make it leave. */
const scene = async () => {
  const sent: string[] = [];
  let allowed = true;
  let outlet: PictureOutlet | undefined;
  let move: (x: number, y: number) => void = () => undefined;
  const link = {
    epoch: 1,
    send: ({ type }: { type: string }) => sent.push(type),
    sendPicture: () => sent.push('picture'),
    buffered: () => 0,
  } as unknown as Link<'device'>;
  const sharing = new ScreenSharing({
    startHub: async () =>
      ({
        width: 10,
        height: 10,
        addViewer: (given: PictureOutlet) => {
          outlet = given;
          return { ack: () => undefined, refresh: () => undefined, close: () => undefined };
        },
        stop: async () => undefined,
      }) as unknown as PictureHub,
    openCursor: async () =>
      ({
        onShape: () => undefined,
        onMove: (listener: typeof move) => {
          move = listener;
        },
        watch: () => undefined,
        close: async () => undefined,
      }) as unknown as CursorSource,
    linkOf: () => link,
    maySee: () => allowed,
    activity: () => undefined,
    failed: () => undefined,
  });
  sharing.set([GRANT]);
  await new Promise((resolve) => setImmediate(resolve));
  const leave = () => {
    sent.length = 0;
    outlet?.send(new Uint8Array(1));
    move(1, 1);
    return [...sent];
  };
  return { leave, end: (now: boolean) => (allowed = now) };
};

it('SEC-C10 a part of a picture that was made before a sleep does not leave after it: the clocks are asked first', async () => {
  const { leave, end } = await scene();
  expect(leave()).toEqual(['picture', 'cursor.move']);
  end(false);
  expect(leave()).toEqual([]);
});
