import { RawKeys } from './raw-keys';

describe('keys by their raw events', () => {
  it('are down from press to release', () => {
    const keys = new RawKeys();
    expect(keys.holds([37, 105])).toBe(false);
    keys.press(5, 105);
    expect(keys.holds([37, 105])).toBe(true);
    keys.release(5, 105);
    expect(keys.holds([37, 105])).toBe(false);
  });

  it('SEC-C5 a key that a person holds is not lifted by the keyboard of a controller', () => {
    const keys = new RawKeys();
    keys.press(6, 37);
    keys.press(4, 37);
    keys.release(4, 37);
    expect(keys.holds([37])).toBe(true);
  });

  it('those that were down before are down until they come up', () => {
    const keys = new RawKeys([50, 64]);
    expect(keys.holds([50])).toBe(true);
    keys.release(6, 50);
    expect(keys.holds([50])).toBe(false);
    expect(keys.holds([64])).toBe(true);
  });
});
