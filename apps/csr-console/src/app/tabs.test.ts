import { memoryStore } from '@relevo/client';
import { LayoutMemory } from './layout-memory';
import { isRelease } from './release-keys';
import { Tabs } from './tabs';

describe('tabs', () => {
  it('are remembered for the person, with what was read, and forgotten when closed', () => {
    const store = memoryStore();
    const tabs = new Tabs(store, 'tabs');
    tabs.show('a');
    tabs.show('b');
    tabs.show('c');
    tabs.show('b');
    tabs.read('b', 4);
    tabs.read('b', 3);
    tabs.dismiss('b', 9);
    const again = new Tabs(store, 'tabs').snapshot;
    expect(again).toEqual({ open: ['a', 'b', 'c'], seen: { b: 4 }, dismissed: { b: 9 }, last: 'b' });
    expect(tabs.close('b')).toBe('c');
    expect(tabs.snapshot).toEqual({ open: ['a', 'c'], seen: {}, dismissed: {}, last: 'c' });
    expect(tabs.close('a')).toBe('c');
    expect(tabs.close('c')).toBeUndefined();
    expect(tabs.snapshot.last).toBeNull();
  });

  it('begin anew when what is stored cannot be read', () => {
    const store = memoryStore();
    store.set('tabs', '{"open":[1]}');
    expect(new Tabs(store, 'tabs').snapshot.open).toEqual([]);
  });
});

describe('the layout', () => {
  it('is remembered, and keeps what an older release did not know', () => {
    const store = memoryStore();
    store.set('layout', '{"panelOpen":false}');
    const layout = new LayoutMemory(store, 'layout');
    expect(layout.snapshot).toMatchObject({ panelOpen: false, panelWidth: 360, panel: 'chat' });
    layout.change({ panelWidth: 420 });
    expect(new LayoutMemory(store, 'layout').snapshot).toMatchObject({ panelOpen: false, panelWidth: 420 });
  });

  it('refuses a width that would hide the stage', () => {
    const store = memoryStore();
    store.set('layout', '{"panelWidth":5000}');
    expect(new LayoutMemory(store, 'layout').snapshot.panelWidth).toBe(360);
  });
});

describe('the way out of the far keyboard', () => {
  const keys = { code: 'Escape', ctrlKey: true, altKey: true, shiftKey: true };

  it('is Ctrl+Alt+Shift+Esc and nothing less', () => {
    expect(isRelease(keys)).toBe(true);
    for (const missing of ['ctrlKey', 'altKey', 'shiftKey'] as const)
      expect(isRelease({ ...keys, [missing]: false })).toBe(false);
    expect(isRelease({ ...keys, code: 'KeyS' })).toBe(false);
  });
});
