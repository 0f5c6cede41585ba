import { versionOf } from '../log/versions';
import { type Actor, participantOf } from '../shared/actor';
import type { Refusal } from '../shared/refusal';
import type { StartLists } from '../site/start-lists';
import type { NewSessionEvent, SessionEventData } from './events';
import type { SitePolicy } from './policy';

/** What a decision needs besides the state. `actor` is proven by the caller. */
export interface DecideContext {
  /** ms since the epoch. */
  readonly now: number;
  readonly actor: Actor;
  readonly policy: SitePolicy;
  /** What can be chosen when a session starts; absent = the site has no lists. */
  readonly lists?: StartLists | undefined;
}

export type SessionDecision = readonly NewSessionEvent[] | Refusal;

/** Makes an event of this moment and actor. */
export const happened = <Type extends keyof SessionEventData>(
  context: DecideContext,
  type: Type,
  data: SessionEventData[Type],
): NewSessionEvent =>
  ({
    type,
    version: versionOf(type),
    actor: context.actor,
    at: context.now,
    data,
  }) as unknown as NewSessionEvent;

/** The participant who asks; '' when it is the system. */
export const asker = (context: DecideContext): string => participantOf(context.actor) ?? '';
