import { isTimeZone } from '@relevo/contracts';

let chosen: string | undefined;
const listeners = new Set<() => void>();

/** Shows every moment of this page in a zone from now on; null, or one that this browser does not know = in the browser's own. */
export const showTimesIn = (zone: string | null): void => {
  const next = zone !== null && isTimeZone(zone) ? zone : undefined;
  if (next === chosen) return;
  chosen = next;
  for (const listener of listeners) listener();
};

/** IANA name of the zone in which this page shows moments. */
export const shownZone = (): string => chosen ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Hears when another zone is shown. */
export const onShownZone = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The zone that a person chose; undefined = their browser's own. */
export const chosenZone = (): string | undefined => chosen;

/** IANA names of all zones that this browser knows; some leave UTC out. */
export const timeZones = (): string[] => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])];
