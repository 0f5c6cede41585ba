import { HubViewer } from './viewer';

const messages = [Uint8Array.of(1, 7)];
const frame = (id: number, more = false) => ({ id, more, bytes: Uint8Array.of(7, 7) });

const aViewer = (options: { buffered?: () => number; send?: () => void } = {}) => {
  const told: string[] = [];
  const sent: Uint8Array[] = [];
  const viewer = new HubViewer(
    {
      send: (message) => {
        options.send?.();
        sent.push(message);
      },
      buffered: options.buffered ?? (() => 0),
    },
    {
      ready: (slow) => told.push(slow ? 'ready, slow' : 'ready'),
      refresh: () => told.push('refresh'),
      close: () => told.push('close'),
    },
  );
  return { viewer, told, sent };
};

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a viewer of the hub', () => {
  it('asks for one frame at a time, until its window is full', () => {
    const { viewer, told, sent } = aViewer();
    viewer.offer();
    viewer.offer();
    expect(told).toEqual(['ready']);
    for (let id = 1; id < 6; id++) {
      viewer.deliver(frame(id), messages);
      viewer.served();
      viewer.offer();
    }
    expect(sent.length).toBe(5);
    expect(told).toEqual(['ready', 'ready']);
    viewer.ack(5);
    expect(told.length).toBe(3);
  });

  it('asks for the next picture only when the one that it asked for is made, whatever it got of it', () => {
    const { viewer, told } = aViewer();
    viewer.offer();
    viewer.deliver(frame(1), messages);
    viewer.ack(1);
    expect(told).toEqual(['ready']);
    viewer.served();
    viewer.offer();
    expect(told).toEqual(['ready', 'ready']);
  });

  it('counts the frames of one picture as one, and waits for the last of them', () => {
    const { viewer, told, sent } = aViewer();
    viewer.offer();
    for (let id = 1; id < 8; id++) viewer.deliver(frame(id, true), messages);
    viewer.offer();
    expect([sent.length, told]).toEqual([7, ['ready']]);
    viewer.deliver(frame(8), messages);
    viewer.served();
    viewer.offer();
    expect(told).toEqual(['ready', 'ready']);
    viewer.deliver(frame(9), messages);
    viewer.served();
    viewer.offer();
    expect(told.length).toBe(2);
    viewer.ack(8);
    expect(told.length).toBe(3);
  });

  it('gives at most one full picture in half a second, however often it is asked', () => {
    const { viewer, told } = aViewer();
    const refreshes = () => told.filter((event) => event === 'refresh').length;
    for (let i = 0; i < 100; i++) viewer.refresh();
    jest.advanceTimersByTime(1);
    expect(refreshes()).toBe(1);
    for (let i = 0; i < 40; i++) {
      viewer.refresh();
      jest.advanceTimersByTime(50);
    }
    expect(refreshes()).toBe(5);
  });

  it('opens its window for the full picture', () => {
    const { viewer, told } = aViewer();
    viewer.offer();
    for (const id of [1, 2]) {
      viewer.deliver(frame(id), messages);
      viewer.served();
      viewer.offer();
    }
    viewer.refresh();
    jest.advanceTimersByTime(1);
    expect(told.slice(-2)).toEqual(['refresh', 'ready']);
  });

  it('takes nothing while its channel is full, whatever is acknowledged', () => {
    let buffered = 5_000_000;
    const { viewer, told } = aViewer({ buffered: () => buffered });
    viewer.offer();
    viewer.ack(1);
    jest.advanceTimersByTime(1000);
    expect(told).toEqual([]);
    buffered = 0;
    jest.advanceTimersByTime(1000);
    expect(told).toEqual(['ready']);
  });

  it('asks its channel only when that could be full', () => {
    let asked = 0;
    let buffered = 0;
    const { viewer, told } = aViewer({
      buffered: () => {
        asked++;
        return buffered;
      },
    });
    const bytes = new Uint8Array(1_000_000);
    const deliver = (id: number): void => {
      viewer.offer();
      viewer.deliver({ id, more: false, bytes }, messages);
      viewer.served();
      viewer.ack(id);
    };
    for (let id = 1; id <= 3; id++) deliver(id);
    expect(asked).toBe(1);
    buffered = 4_000_001;
    deliver(4);
    expect([asked, told.length]).toEqual([2, 4]);
    buffered = 0;
    jest.advanceTimersByTime(1000);
    expect([asked, told.length]).toEqual([3, 5]);
  });

  it('closes once, and with its channel', () => {
    const { viewer, told, sent } = aViewer({
      send: () => {
        throw new Error('the channel is closed');
      },
    });
    viewer.offer();
    viewer.deliver(frame(1), messages);
    viewer.close();
    viewer.refresh();
    viewer.offer();
    viewer.ack(1);
    viewer.deliver(frame(2), messages);
    jest.advanceTimersByTime(1000);
    expect(told).toEqual(['ready', 'close']);
    expect(sent).toEqual([]);
  });
});
