import { keptSince } from '../log/erase';
import { refuse } from '../shared/refusal';
import type { NoteData } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { may } from './may';
import type { SessionState } from './state';

/** Whether the site keeps nothing any more of what is said in a session that ended so long ago. */
const isKeptNoLonger = ({ endedAt }: SessionState, { now, policy }: DecideContext): boolean => {
  const since = keptSince(policy.retentionDays, now);
  return endedAt !== undefined && since !== null && endedAt < since;
};

/**
 * A version of the notes. None comes to a session whose notes the site erases. One that was written on an older version is refused, so that nobody's text goes under another's
 * (W36); the same text again is nothing to do.
 */
export const decideNote = (state: SessionState, note: NoteData, context: DecideContext): SessionDecision => {
  const verdict = may(state, asker(context), 'note.save', context);
  if (verdict) return refuse(verdict);
  if (isKeptNoLonger(state, context)) return refuse('SESSION_FORGOTTEN');
  const { base, text } = note;
  if (text === (state.note?.text ?? '')) return state.note ? [] : refuse('NOTE_EMPTY');
  if (base !== (state.note?.seq ?? 0)) return refuse('NOTE_CHANGED');
  if (text.trim() === '' && !state.note) return refuse('NOTE_EMPTY');
  return [happened(context, 'note.saved', { base, text })];
};
