import type { ClockReading } from '@relevo/domain';

/** Both clocks of this machine. */
export const readClock = (): ClockReading => ({ mono: performance.now(), wall: Date.now() });
