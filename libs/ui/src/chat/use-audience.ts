import {
  type Audience,
  commonAudiences,
  namable,
  newReaders,
  type Participant,
  type SessionState,
} from '@relevo/domain';
import { useState } from 'react';

/** What may be chosen above a line, and what stands in the way of sending it. */
export interface AudienceChoice {
  /** What can be chosen without naming anybody. */
  readonly common: readonly ('everyone' | 'csrs')[];
  /** Who can be named, now. */
  readonly people: readonly Participant[];
  /** Named and not here any more: the line is not sent to fewer, or to others, without a word. */
  readonly gone: readonly string[];
  /** Whether a line could be sent to these. */
  readonly complete: boolean;
  /** And no question stands open. */
  readonly ready: boolean;
  /** A wider audience that was chosen while something written for few stands there; it waits for a yes. */
  readonly wider: {
    readonly before: Audience;
    readonly to: Audience;
    readonly readers: readonly Participant[];
  } | null;
  readonly choose: (to: Audience) => void;
  /** Names somebody besides, or no more. */
  readonly toggle: (participantId: string) => void;
  readonly widen: (yes: boolean) => void;
}

/** The choice of "Send to": what was written for few does not become readable for more by one press (W15). */
export const useAudience = (
  session: SessionState,
  me: string,
  { text, to }: { readonly text: string; readonly to: Audience },
  set: (to: Audience) => void,
): AudienceChoice => {
  const [asked, setAsked] = useState<Audience | null>(null);
  // Who takes every name away and then chooses everyone has still written it for those few.
  const [meant, setMeant] = useState(to);
  if (to.length > 0 && to !== meant) setMeant(to);
  const before = to.length === 0 ? meant : to;
  const people = namable(session, me);
  const named = typeof to === 'string' ? [] : to;
  const here = new Set(people.map(({ id }) => id));
  const choose = (next: Audience): void => {
    if (text.trim() !== '' && to !== 'everyone' && newReaders(session, me, before, next).length > 0)
      setAsked(next);
    else {
      setAsked(null);
      set(next);
    }
  };
  const gone = named.filter((id) => !here.has(id));
  const complete = typeof to === 'string' || (named.length > 0 && gone.length === 0);
  return {
    common: commonAudiences(session, me),
    people,
    gone,
    complete,
    ready: complete && asked === null,
    wider: asked && { before, to: asked, readers: newReaders(session, me, before, asked) },
    choose,
    toggle: (id) => {
      const kept = named.filter((one) => here.has(one));
      choose(kept.includes(id) ? kept.filter((one) => one !== id) : [...kept, id]);
    },
    widen: (yes) => {
      if (yes && asked) set(asked);
      setAsked(null);
    },
  };
};
