import { EventEmitter } from 'node:events';
import { until } from '@relevo/testing';
import { watchFocus } from './focus-watch';
import type { XConnection } from './x-connection';

const ROOT = 1;
const OTHER = 20;
const MINE = 30;

/** An X server that counts what it is asked; answers come in a later turn of the event loop. */
const watched = async () => {
  const world = { focus: OTHER, point: MINE, asked: 0, holdFrom: Infinity, held: [] as (() => void)[] };
  const X = new EventEmitter() as unknown as XConnection['X'] & EventEmitter;
  const answer = <T>(value: () => T) =>
    new Promise<T>((resolve) => {
      world.asked += 1;
      const give = () => setImmediate(() => resolve(value()));
      if (world.asked >= world.holdFrom) world.held.push(give);
      else give();
    });
  X.ChangeWindowAttributes = () => undefined;
  const connection = {
    X,
    root: ROOT,
    ask: (request: (reply: (error: null, value: unknown) => true) => void) => {
      let kind = '';
      X.GetInputFocus = () => {
        kind = 'focus';
      };
      X.QueryPointer = () => {
        kind = 'pointer';
      };
      request(() => true);
      return answer(() => (kind === 'focus' ? { focus: world.focus } : { rootX: 5, rootY: 5 }));
    },
    onLost: () => undefined,
  } as unknown as XConnection;
  const focus = watchFocus(connection, {
    holdsOwn: (wid) => answer(() => wid === MINE),
    ownsPoint: () => answer(() => world.point === MINE),
    isChange: ({ name }) => name?.startsWith('Focus') === false,
  });
  const tell = (name: string) => X.emit('event', { name });
  const known = () =>
    until('it is known', 2000, async () => {
      const before = world.asked;
      return !(await focus.ownsFocus()) && world.asked === before + 1 ? true : null;
    });
  await known();
  return { world, focus, tell, known };
};

describe('the focus', () => {
  it('SEC-C4 is one question while nothing has changed, and looked at anew after any change', async () => {
    const { world, focus, tell, known } = await watched();
    for (const name of ['FocusOut', 'FocusIn', 'MapNotify', 'UnmapNotify', 'DestroyNotify', 'CreateNotify']) {
      world.focus = MINE;
      tell(name);
      expect(await focus.ownsFocus()).toBe(true);
      expect(await focus.ownsFocus()).toBe(true);
      world.focus = OTHER;
      tell(name);
      expect(await focus.ownsFocus()).toBe(false);
      await known();
    }
    focus.close();
  });

  it('SEC-C4 is not known from an answer that a change has overtaken', async () => {
    const { world, focus, tell } = await watched();
    tell('FocusOut');
    // The first answer comes, what is asked after it waits.
    world.holdFrom = world.asked + 2;
    const answer = focus.ownsFocus();
    await until('the second question', 2000, async () => (world.held.length > 1 ? true : null));
    world.holdFrom = Number.POSITIVE_INFINITY;
    tell('FocusIn');
    for (const give of world.held) give();
    expect(await answer).toBe(false);
    world.focus = MINE;
    expect(await focus.ownsFocus()).toBe(true);
    focus.close();
  });

  it('SEC-C4 is not ours to assume when an event is read before the answer', async () => {
    const { world, focus, tell } = await watched();
    world.focus = MINE;
    const answer = focus.ownsFocus();
    tell('FocusOut');
    expect(await answer).toBe(true);
    focus.close();
  });

  it('SEC-C4 is looked at anew while a window of the agent is about to come up', async () => {
    const { world, focus } = await watched();
    focus.doubt();
    const before = world.asked;
    expect(await focus.ownsFocus()).toBe(false);
    expect(await focus.ownsFocus()).toBe(false);
    expect(world.asked).toBeGreaterThan(before + 3);
    world.focus = MINE;
    expect(await focus.ownsFocus()).toBe(true);
    focus.close();
  });

  it('SEC-C4 that follows the pointer is always asked for', async () => {
    const { world, focus, tell } = await watched();
    world.focus = ROOT;
    tell('FocusOut');
    expect(await focus.ownsFocus()).toBe(true);
    world.point = OTHER;
    expect(await focus.ownsFocus()).toBe(false);
    world.point = MINE;
    expect(await focus.ownsFocus()).toBe(true);
    focus.close();
  });
});
