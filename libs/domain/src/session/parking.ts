import { type DecideContext, happened } from './context';
import type { NewSessionEvent, ParkCause } from './events';
import type { SessionState } from './state';
import { stopWhere } from './stopping';

/** A session is put aside, whoever does it: all that anybody was allowed ends with it (W43). */
export const parked = (state: SessionState, context: DecideContext, cause?: ParkCause): NewSessionEvent[] => [
  ...stopWhere(state, context, () => true, 'parked'),
  happened(context, 'session.parked', cause ? { cause } : {}),
];
