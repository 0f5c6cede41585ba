import type { Message, SessionEvent } from '@relevo/domain';

/** One thing that happened, of the session or in its chat. */
export type Happening =
  | { readonly kind: 'event'; readonly at: number; readonly event: SessionEvent }
  | { readonly kind: 'line'; readonly at: number; readonly line: Message };

/**
 * Both logs as one, in the order of time; what was at the same moment stays in the order of its log. Times of a log may go back
 * a little (a report of a device keeps its place): its own order always holds.
 */
export const timelineOf = (events: readonly SessionEvent[], lines: readonly Message[]): Happening[] => {
  const happened: Happening[] = [];
  let next = 0;
  for (const event of events) {
    for (let line = lines[next]; line && line.at < event.at; line = lines[next]) {
      happened.push({ kind: 'line', at: line.at, line });
      next += 1;
    }
    happened.push({ kind: 'event', at: event.at, event });
  }
  for (const line of lines.slice(next)) happened.push({ kind: 'line', at: line.at, line });
  return happened;
};
