import { readFile } from 'node:fs/promises';

/** Where Linux says how long programs wait for a core (Documentation/accounting/psi.rst). */
const PRESSURE = '/proc/pressure/cpu';
/** Waiting in so many hundredths of the last ten seconds doubles what a program takes to come round. */
const DOUBLING = 20;

/** How many times longer than at rest programs take now, by the text of the kernel; 1 where it says nothing. */
export const slownessOf = (text: string): number =>
  1 + Number(/^some avg10=(\d+(?:\.\d+)?)/m.exec(text)?.[1] ?? 0) / DOUBLING;

/** How many times longer than at rest programs take now; 1 where nobody knows. */
export const slowness = async (): Promise<number> =>
  slownessOf(await readFile(PRESSURE, 'utf8').catch(() => ''));
