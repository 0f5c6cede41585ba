import { OrderedQueue } from './ordered-queue';

describe('the queue of input', () => {
  it('runs at once, within the call, when nothing is under way', () => {
    const ran: string[] = [];
    new OrderedQueue().do(() => ran.push('now'));
    expect(ran).toEqual(['now']);
  });

  it('keeps the order behind a job that takes its time', async () => {
    const queue = new OrderedQueue();
    const ran: string[] = [];
    let finish = () => undefined as void;
    const first = queue.later(async () => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      ran.push('text');
    });
    queue.do(() => ran.push('key'));
    const second = queue.later(async () => {
      ran.push('more text');
    });
    expect(ran).toEqual([]);
    finish();
    await Promise.all([first, second]);
    expect(ran).toEqual(['text', 'key', 'more text']);
  });

  it('drops what waits when cleared, and tells the job under way', async () => {
    const queue = new OrderedQueue();
    const ran: string[] = [];
    let finish = () => undefined as void;
    const first = queue.later(async (stillWanted) => {
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      ran.push(`wanted: ${stillWanted()}`);
    });
    const second = queue.later(async () => {
      ran.push('never');
    });
    queue.do(() => ran.push('nor this'));
    queue.clear();
    await second;
    finish();
    await first;
    expect(ran).toEqual(['wanted: false']);
    queue.do(() => ran.push('again'));
    expect(ran).toEqual(['wanted: false', 'again']);
  });

  it('goes on after a job that failed', async () => {
    const queue = new OrderedQueue();
    await expect(
      queue.later(async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    const ran: string[] = [];
    await queue.later(async () => {
      ran.push('next');
    });
    expect(ran).toEqual(['next']);
  });
});
