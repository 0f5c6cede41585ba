import { isKeptNoLonger } from '../log/erase';
import { refuse } from '../shared/refusal';
import type { NoteData } from './commands';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import { may } from './may';
import type { SessionState } from './state';

/**
 * A version of the notes. None comes to a session whose notes the site erases. One that was written on an older version is
 * refused, so that nobody's text goes under another's (W36); the same text again is nothing to do.
 */
export const decideNote = (state: SessionState, note: NoteData, context: DecideContext): SessionDecision => {
  const verdict = may(state, asker(context), 'note.save', context);
  if (verdict) return refuse(verdict);
  const { endedAt } = state;
  if (endedAt !== undefined && isKeptNoLonger(endedAt, context.policy.retentionDays, context.now))
    return refuse('SESSION_FORGOTTEN');
  const { base, text } = note;
  if (text === (state.note?.text ?? '')) return state.note ? [] : refuse('NOTE_EMPTY');
  if (base !== (state.note?.seq ?? 0)) return refuse('NOTE_CHANGED');
  if (text.trim() === '' && !state.note) return refuse('NOTE_EMPTY');
  return [happened(context, 'note.saved', { base, text })];
};
