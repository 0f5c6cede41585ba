import { linkToDevice } from '@relevo/contracts';
import { anId } from '@relevo/testing';
import type { InputMessage } from '../peer/types';
import { InputSender } from './input-sender';
import { KeyboardMapper, type KeyStroke } from './keyboard';
import { desktopPoint, fitInto } from './screen-map';
import { WheelNotches } from './wheel';

const setUp = () => {
  const sent: InputMessage[] = [];
  const sender = new InputSender({
    grantId: anId(1),
    send: (message) => {
      sent.push(message);
      return true;
    },
  });
  /** What was sent, in short. */
  const said = () =>
    sent.map((m) => {
      if (m.type === 'input.text') return `"${m.text}"`;
      if (m.type === 'input.key') return `${m.down ? '+' : '-'}${m.code}`;
      if (m.type === 'input.button') return `${m.down ? '+' : '-'}${m.button}@${m.x},${m.y}`;
      if (m.type === 'input.pointer') return `@${m.x},${m.y}`;
      return m.type;
    });
  return { sent, said, sender, keyboard: new KeyboardMapper(sender) };
};

const stroke = (code: string, key: string, modifiers = ''): KeyStroke => ({
  code,
  key,
  ctrlKey: modifiers.includes('ctrl'),
  altKey: modifiers.includes('alt'),
  metaKey: modifiers.includes('meta'),
  isComposing: modifiers.includes('composing'),
  getModifierState: (name) => name === 'AltGraph' && modifiers.includes('graph'),
});

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('keys', () => {
  test('characters go as text of the CSR’s own layout', () => {
    const { keyboard, said } = setUp();
    for (const [code, key] of [
      ['KeyH', 'h'],
      ['Semicolon', 'ñ'],
      ['Digit2', 'é'],
      ['Space', ' '],
    ] as const) {
      expect(keyboard.down(stroke(code, key))).toBe(true);
      keyboard.up({ code });
    }
    expect(said()).toEqual(['"h"', '"ñ"', '"é"', '" "']);
  });

  test('Shift that only chooses a character does not go along', () => {
    const { keyboard, said } = setUp();
    keyboard.down(stroke('ShiftLeft', 'Shift'));
    keyboard.down(stroke('KeyA', 'A'));
    keyboard.up({ code: 'KeyA' });
    keyboard.up({ code: 'ShiftLeft' });
    expect(said()).toEqual(['"A"']);
  });

  test('Shift goes along with keys that are no characters, and is lifted for those that are', () => {
    const { keyboard, said } = setUp();
    keyboard.down(stroke('ShiftLeft', 'Shift'));
    keyboard.down(stroke('ArrowRight', 'ArrowRight'));
    keyboard.up({ code: 'ArrowRight' });
    keyboard.down(stroke('KeyA', 'A'));
    keyboard.down(stroke('End', 'End'));
    keyboard.up({ code: 'End' });
    keyboard.up({ code: 'ShiftLeft' });
    expect(said()).toEqual([
      '+ShiftLeft',
      '+ArrowRight',
      '-ArrowRight',
      '-ShiftLeft',
      '"A"',
      '+ShiftLeft',
      '+End',
      '-End',
      '-ShiftLeft',
    ]);
  });

  test('Shift by itself is a key', () => {
    const { keyboard, said } = setUp();
    keyboard.down(stroke('ShiftRight', 'Shift'));
    keyboard.down(stroke('ShiftRight', 'Shift'));
    keyboard.up({ code: 'ShiftRight' });
    expect(said()).toEqual(['+ShiftRight', '-ShiftRight']);
  });

  test('AltGr makes characters, also where it shows as Ctrl and Alt', () => {
    const { keyboard, said } = setUp();
    keyboard.down(stroke('ControlLeft', 'Control', 'ctrl'));
    keyboard.down(stroke('AltRight', 'AltGraph', 'ctrl alt graph'));
    keyboard.down(stroke('KeyE', '€', 'ctrl alt graph'));
    keyboard.up({ code: 'KeyE' });
    keyboard.up({ code: 'ControlLeft' });
    keyboard.up({ code: 'AltRight' });
    expect(said()).toEqual(['+ControlLeft', '-ControlLeft', '"€"']);
  });

  test('commands go by physical key, down and up', () => {
    const { keyboard, said } = setUp();
    keyboard.down(stroke('ControlLeft', 'Control', 'ctrl'));
    keyboard.down(stroke('KeyC', 'c', 'ctrl'));
    keyboard.up({ code: 'KeyC' });
    keyboard.up({ code: 'ControlLeft' });
    keyboard.down(stroke('Enter', 'Enter'));
    keyboard.down(stroke('Enter', 'Enter'));
    keyboard.up({ code: 'Enter' });
    expect(said()).toEqual(['+ControlLeft', '+KeyC', '-KeyC', '-ControlLeft', '+Enter', '+Enter', '-Enter']);
  });

  test('what an input method makes goes as text, its strokes do not', () => {
    const { keyboard, said } = setUp();
    expect(keyboard.down(stroke('KeyK', 'Process'))).toBe(false);
    expect(keyboard.down(stroke('KeyA', 'a', 'composing'))).toBe(false);
    expect(keyboard.down(stroke('BracketLeft', 'Dead'))).toBe(false);
    keyboard.composed('漢字');
    keyboard.composed('');
    expect(said()).toEqual(['"漢字"']);
  });

  test('locks stay the CSR’s own, and keys without a place send nothing', () => {
    const { keyboard, said } = setUp();
    keyboard.down(stroke('CapsLock', 'CapsLock'));
    keyboard.up({ code: 'CapsLock' });
    keyboard.down(stroke('', 'Unidentified'));
    keyboard.up({ code: 'KeyX' });
    expect(said()).toEqual([]);
  });
});

describe('the sender', () => {
  test('every message fits the contract, and numbers only grow', () => {
    const { sender, sent } = setUp();
    sender.start();
    sender.pointer({ x: 1, y: 2 });
    sender.button({ x: 1, y: 2 }, 'left', true);
    sender.button({ x: 1, y: 2 }, 'left', false);
    sender.wheel({ x: 1, y: 2 }, 0, -3);
    sender.key('Enter', true);
    sender.text('😀'.repeat(1500));
    sender.stop();
    for (const message of sent) expect(linkToDevice.safeParse(message).error).toBeUndefined();
    expect(sent.map((m) => m.seq)).toEqual(sent.map((_, i) => i + 1));
    const text = sent.flatMap((m) => (m.type === 'input.text' ? [m.text] : []));
    expect(text.join('')).toBe('😀'.repeat(1500));
    expect(sent.at(-1)?.type).toBe('input.releaseAll');
  });

  test('the heart beats every 500 ms until it is stopped', () => {
    const { sender, sent } = setUp();
    sender.start();
    jest.advanceTimersByTime(2000);
    expect(sent).toHaveLength(5);
    sender.stop();
    jest.advanceTimersByTime(2000);
    expect(sent).toHaveLength(5);
  });

  test('movements are joined, the last one is never lost, and a press carries its own place', () => {
    const { sender, said } = setUp();
    for (let x = 0; x <= 10; x += 1) sender.pointer({ x, y: 0 });
    jest.advanceTimersByTime(100);
    sender.pointer({ x: 20, y: 0 });
    sender.pointer({ x: 21, y: 0 });
    sender.button({ x: 22, y: 0 }, 'left', true);
    jest.advanceTimersByTime(100);
    expect(said()).toEqual(['@0,0', '@10,0', '@20,0', '+left@22,0']);
  });

  test('only what is down goes up, and letting go happens once', () => {
    const { sender, said } = setUp();
    sender.button({ x: 0, y: 0 }, 'right', false);
    sender.key('KeyA', false);
    sender.key('KeyA', true);
    sender.releaseAll();
    sender.releaseAll();
    sender.key('KeyA', false);
    expect(said()).toEqual(['+KeyA', 'input.releaseAll']);
  });
});

describe('places', () => {
  const desktop = { width: 1920, height: 1080 };

  test('a desktop is fitted with its proportions, centred', () => {
    expect(fitInto({ left: 0, top: 0, width: 960, height: 1080 }, desktop)).toEqual({
      left: 0,
      top: 270,
      width: 960,
      height: 540,
    });
  });

  test('points fall on the pixel under them, and beside the picture on its edge', () => {
    const drawn = { left: 100, top: 50, width: 960, height: 540 };
    expect(desktopPoint(100, 50, drawn, desktop)).toEqual({ x: 0, y: 0 });
    expect(desktopPoint(580, 320, drawn, desktop)).toEqual({ x: 960, y: 540 });
    expect(desktopPoint(1059.9, 589.9, drawn, desktop)).toEqual({ x: 1919, y: 1079 });
    expect(desktopPoint(5000, -5, drawn, desktop)).toEqual({ x: 1919, y: 0 });
  });
});

describe('the wheel', () => {
  test.each([
    ['pixels', { deltaX: 0, deltaY: 100, deltaMode: 0 }],
    ['lines', { deltaX: 0, deltaY: 3, deltaMode: 1 }],
    ['pages', { deltaX: 0, deltaY: 1, deltaMode: 2 }],
  ])('one notch in %s is one notch', (_unit, move) => {
    expect(new WheelNotches().take(move)).toEqual({ dx: 0, dy: 1 });
  });

  test('small movements of a touch-pad add up, and turning back begins anew', () => {
    const wheel = new WheelNotches();
    const dys = [30, 30, 30, 30, -30, -30, -30, -30].map(
      (deltaY) => wheel.take({ deltaX: 0, deltaY, deltaMode: 0 }).dy,
    );
    expect(dys).toEqual([0, 0, 0, 1, 0, 0, 0, -1]);
  });

  test('a wild movement stays within the contract', () => {
    expect(new WheelNotches().take({ deltaX: -1e6, deltaY: 1e6, deltaMode: 0 })).toEqual({ dx: -20, dy: 20 });
  });
});
