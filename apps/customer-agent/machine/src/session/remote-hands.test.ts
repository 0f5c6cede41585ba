import type { InputBackend, KeyboardLook } from '../desktop/input';
import { type InputEffect, RemoteHands } from './remote-hands';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Own windows to the left of x = 100; the focus is ours while `focused`. */
const hands = async () => {
  const log: string[] = [];
  const world = { may: true, focused: false, known: true, typing: false };
  let typeOn: (() => void) | null = null;
  let answer: (() => void) | null = null;
  const world2 = { slow: false };
  let focusQuestions = 0;
  /** What was asked about the keyboard, and what came back with a text. */
  const looks: KeyboardLook[] = [];
  const typedWith: unknown[] = [];
  const input: InputBackend = {
    pointer: (x, y) => void log.push(`move ${x},${y}`),
    button: (button, down, x, y) => void log.push(`${button} ${down ? 'down' : 'up'} ${x},${y}`),
    wheel: (dx, dy) => void log.push(`wheel ${dx},${dy}`),
    key: (code, down) => void log.push(`${code} ${down ? 'down' : 'up'}`),
    text: async (text, mayGoOn, look) => {
      log.push(`text ${text}`);
      typedWith.push(look);
      while (world.typing) {
        await new Promise<void>((resolve) => {
          typeOn = resolve;
        });
        log.push((await mayGoOn()) ? 'more' : 'no more');
      }
    },
    lookAhead: () => {
      const look = { looked: true } as const;
      looks.push(look);
      return look;
    },
    releaseAll: () => void log.push('release'),
    held: () => [],
    close: async () => void log.push('close'),
  };
  const wait = () =>
    world2.slow
      ? new Promise<void>((resolve) => {
          answer = resolve;
        })
      : Promise.resolve();
  const made = new RemoteHands({
    openInput: async () => input,
    own: () =>
      world.known
        ? {
            hurry: () => undefined,
            ownsPoint: async (x) => {
              await wait();
              return x < 100;
            },
            ownsFocus: async () => {
              focusQuestions += 1;
              const { focused } = world;
              await wait();
              return focused;
            },
          }
        : null,
    mayAct: () => world.may,
    opened: () => void log.push('opened'),
    failed: () => void log.push('failed'),
  });
  made.want(true);
  await settle();
  log.length = 0;
  const send = (message: Record<string, unknown>) =>
    made.do({ grant: 'g', seq: 1, ...message } as unknown as InputEffect, () => log.push('refused'));
  const questions = () => ({ focus: focusQuestions, keyboard: looks.length });
  return {
    made,
    log,
    world,
    send,
    looks,
    typedWith,
    questions,
    slow: world2,
    finish: () => answer?.(),
    typeOn: () => typeOn?.(),
  };
};

const button = (x: number, down: boolean) => ({ type: 'input.button', x, y: 5, button: 'left', down });

describe('the controller’s hands', () => {
  it('SEC-W5 ask how the keyboard is beside the question whose window it is, and type only after the answer', async () => {
    const { log, send, looks, typedWith, slow, finish, world } = await hands();
    slow.slow = true;
    send({ type: 'input.text', text: 'a' });
    expect(looks).toHaveLength(1);
    await settle();
    expect(log).toEqual([]);
    finish();
    await settle();
    expect(log).toEqual(['text a']);
    expect(typedWith[0]).toBe(looks[0]);
    world.focused = true;
    send({ type: 'input.text', text: 'b' });
    finish();
    await settle();
    expect(log).toEqual(['text a', 'refused']);
  });

  it('SEC-W5 ask before a letter is read when the last one was a letter, once for each, and never while one waits', async () => {
    const { made, log, send, questions, slow, finish, world } = await hands();
    const letter = (text: string) => send({ type: 'input.text', text });
    made.lookAhead();
    expect(questions()).toEqual({ focus: 0, keyboard: 0 });
    letter('a');
    await settle();
    made.lookAhead();
    expect(questions()).toEqual({ focus: 2, keyboard: 2 });
    letter('b');
    await settle();
    expect(questions()).toEqual({ focus: 2, keyboard: 2 });
    // What the gate dropped leaves nothing behind.
    made.lookAhead();
    await settle();
    world.focused = true;
    letter('c');
    await settle();
    expect(questions()).toEqual({ focus: 4, keyboard: 4 });
    // One that waits may move the focus.
    world.focused = false;
    slow.slow = true;
    letter('d');
    made.lookAhead();
    expect(questions()).toEqual({ focus: 5, keyboard: 5 });
    slow.slow = false;
    letter('e');
    world.focused = true;
    finish();
    await settle();
    expect(log).toEqual(['text a', 'text b', 'refused', 'text d', 'refused']);
    send({ type: 'input.pointer', x: 200, y: 5 });
    await settle();
    made.lookAhead();
    expect(questions().focus).toBe(6);
  });

  it('SEC-W5 ask again while a text takes its time, and before what comes behind it', async () => {
    const { made, log, send, world, typeOn } = await hands();
    world.typing = true;
    send({ type: 'input.text', text: 'long' });
    send({ type: 'input.key', code: 'Enter', down: true });
    await settle();
    typeOn();
    await settle();
    world.focused = true;
    typeOn();
    await settle();
    world.focused = false;
    world.may = false;
    typeOn();
    await settle();
    expect(log).toEqual(['text long', 'more', 'refused', 'no more', 'no more']);
    world.may = true;
    world.typing = false;
    world.focused = true;
    typeOn();
    await settle();
    expect(log.slice(5)).toEqual(['refused', 'no more', 'refused']);
    world.focused = false;
    send({ type: 'input.text', text: 'next' });
    await settle();
    made.release();
    expect(log.slice(8)).toEqual(['text next', 'release']);
  });

  it('W25 do what the messages say, in their order', async () => {
    const { log, send } = await hands();
    send({ type: 'input.pointer', x: 200, y: 5 });
    send(button(200, true));
    send(button(210, false));
    send({ type: 'input.wheel', x: 220, y: 5, dx: 0, dy: 2 });
    send({ type: 'input.key', code: 'KeyA', down: true });
    send({ type: 'input.key', code: 'KeyA', down: false });
    send({ type: 'input.text', text: 'héllo' });
    await settle();
    expect(log).toEqual([
      'move 200,5',
      'left down 200,5',
      'left up 210,5',
      'move 220,5',
      'wheel 0,2',
      'KeyA down',
      'KeyA up',
      'text héllo',
    ]);
  });

  it('SEC-W5 press nothing in a window of the agent, and say so', async () => {
    const { log, send, world } = await hands();
    send({ type: 'input.pointer', x: 50, y: 5 });
    send(button(50, true));
    send({ type: 'input.wheel', x: 50, y: 5, dx: 0, dy: 2 });
    world.focused = true;
    send({ type: 'input.key', code: 'Space', down: true });
    send({ type: 'input.text', text: ' ' });
    await settle();
    expect(log).toEqual(['refused', 'refused', 'refused', 'refused', 'refused']);
  });

  it('SEC-W5 let go over a window of the agent where the pointer was last allowed', async () => {
    const { log, send, world } = await hands();
    send(button(200, true));
    send(button(50, false));
    world.focused = true;
    send({ type: 'input.key', code: 'KeyA', down: false });
    await settle();
    expect(log).toEqual(['left down 200,5', 'left up 200,5', 'KeyA up']);
  });

  it('SEC-W5 press nothing while it is not known where the agent’s windows are', async () => {
    const { log, send, world } = await hands();
    world.known = false;
    send(button(200, true));
    await settle();
    expect(log).toEqual(['refused']);
  });

  it('SEC-C4 do nothing that was on its way when input froze', async () => {
    const { log, send, world, slow, finish } = await hands();
    slow.slow = true;
    send(button(200, true));
    world.may = false;
    finish();
    await settle();
    expect(log).toEqual([]);
  });

  it('SEC-C5 forget what waits when everything is let go of', async () => {
    const { made, log, send, slow, finish } = await hands();
    slow.slow = true;
    send(button(200, true));
    send({ type: 'input.key', code: 'KeyA', down: true });
    made.release();
    finish();
    await settle();
    expect(log).toEqual(['release']);
  });

  it('of moves that wait only the last one counts', async () => {
    const { log, send } = await hands();
    for (const x of [200, 201, 202, 203]) send({ type: 'input.pointer', x, y: 5 });
    await settle();
    expect(log.at(-1)).toBe('move 203,5');
    expect(log.length).toBeLessThan(4);
  });

  it('let go and close when control is over', async () => {
    const { made, log, send } = await hands();
    send({ type: 'input.releaseAll' });
    made.want(false);
    send(button(200, true));
    await settle();
    expect(log).toEqual(['release', 'release', 'close']);
    expect(made.ready).toBe(false);
  });
});
