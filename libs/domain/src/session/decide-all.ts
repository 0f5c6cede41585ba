import { isRefusal } from '../shared/refusal';
import { afterNew } from './after-new';
import type { SessionCommand } from './commands';
import type { DecideContext, SessionDecision } from './context';
import { decideSession } from './decide';
import type { NewSessionEvent } from './events';
import type { SessionState } from './state';

/** Several commands as one decision, each on the state that the ones before it made: all of them, or the first refusal. */
export const decideAll = (
  state: SessionState,
  commands: readonly SessionCommand[],
  context: DecideContext,
): SessionDecision => {
  const events: NewSessionEvent[] = [];
  for (const command of commands) {
    const decided = decideSession(afterNew(state, events), command, context);
    if (isRefusal(decided)) return decided;
    events.push(...decided);
  }
  return events;
};
