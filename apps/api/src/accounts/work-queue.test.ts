import { WorkQueue } from './work-queue';

const full = () => new Error('full');

describe('WorkQueue', () => {
  it('runs at most so many at once, and all of them', async () => {
    const queue = new WorkQueue(2, 100, full);
    let running = 0;
    let most = 0;
    const work = async (n: number): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return n;
    };
    const results = await Promise.all(Array.from({ length: 20 }, (_, n) => queue.run(() => work(n))));
    expect(results).toEqual(Array.from({ length: 20 }, (_, n) => n));
    expect(most).toBe(2);
  });

  it('refuses when too many wait, and goes on after a failure', async () => {
    const queue = new WorkQueue(1, 1, full);
    let release = (): void => undefined;
    const first = queue.run(() => new Promise<void>((resolve) => (release = resolve)));
    const second = queue.run(() => Promise.reject(new Error('broken')));
    await expect(queue.run(async () => undefined)).rejects.toThrow('full');
    release();
    await first;
    await expect(second).rejects.toThrow('broken');
    await expect(queue.run(async () => 'fine')).resolves.toBe('fine');
  });
});
