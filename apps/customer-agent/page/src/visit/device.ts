import type { NewDevice } from '@relevo/contracts';
import type { Capability } from '@relevo/domain';

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'macOS'],
  [/Linux/, 'Linux'],
];

const match = (list: readonly (readonly [RegExp, string])[], agent: string): string =>
  list.find(([pattern]) => pattern.test(agent))?.[1] ?? 'Browser';

/** Phones and tablets have no way to show their screen from a page; everything else is asked. */
export const canShowScreen = (devices: MediaDevices | undefined = navigator.mediaDevices): boolean =>
  typeof devices?.getDisplayMedia === 'function' && !/Android|iPhone|iPad|Mobile/.test(navigator.userAgent);

/** How this page introduces itself as a device. */
export const describePage = (deviceId: string, key: string): NewDevice => ({
  deviceId,
  kind: 'page',
  name: `${match(BROWSERS, navigator.userAgent)}, ${match(SYSTEMS, navigator.userAgent)}`,
  key,
  can: (canShowScreen() ? ['screen.view'] : []) satisfies Capability[],
});
