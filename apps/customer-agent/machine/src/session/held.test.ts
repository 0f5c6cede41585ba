import { Held } from './held';

const later = () => {
  const opening: ((fail?: Error) => void)[] = [];
  const log: string[] = [];
  let made = 0;
  const held = new Held<string>({
    open: () =>
      new Promise((resolve, reject) => {
        opening.push((fail) => {
          made += 1;
          if (fail) reject(fail);
          else resolve(`thing ${made}`);
        });
      }),
    close: (thing) => log.push(`closed ${thing}`),
    ready: (thing) => log.push(`ready ${thing}`),
    failed: (error) => log.push(String(error)),
  });
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { held, opening, log, settle };
};

describe('something that is held while it is wanted', () => {
  it('opens once and closes once', async () => {
    const { held, opening, log, settle } = later();
    held.want(true);
    held.want(true);
    expect(held.value).toBeNull();
    opening[0]?.();
    await settle();
    expect(held.value).toBe('thing 1');
    expect(opening).toHaveLength(1);
    held.want(false);
    expect(held.value).toBeNull();
    await settle();
    held.want(false);
    await settle();
    expect(log).toEqual(['ready thing 1', 'closed thing 1']);
  });

  it('SEC-C5 is never usable when it was stopped while it opened', async () => {
    const { held, opening, log, settle } = later();
    held.want(true);
    held.want(false);
    opening[0]?.();
    await settle();
    expect(held.value).toBeNull();
    expect(log).toEqual(['closed thing 1']);
  });

  it('ends only when it is closed, and opens again when wanted again', async () => {
    const { held, opening, log, settle } = later();
    held.want(true);
    const ended = held.end();
    opening[0]?.();
    await ended;
    expect(log).toEqual(['closed thing 1']);
    held.want(true);
    await settle();
    opening[1]?.();
    await settle();
    expect(held.value).toBe('thing 2');
  });

  it('says when it cannot be opened, and can be tried again', async () => {
    const { held, opening, log, settle } = later();
    held.want(true);
    opening[0]?.(new Error('no'));
    await settle();
    expect(log).toEqual(['Error: no']);
    held.want(true);
    await settle();
    expect(opening).toHaveLength(2);
  });
});
