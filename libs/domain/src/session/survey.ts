import { refuse } from '../shared/refusal';
import { asker, type DecideContext, happened, type SessionDecision } from './context';
import type { Verdict } from './may';
import type { SessionState } from './state';

/** Worst and best mark of the survey: how well was it solved? */
export const SURVEY_SCORES = [1, 2, 3, 4, 5] as const;
export type SurveyScore = (typeof SURVEY_SCORES)[number];

/** Longest free text of a survey, in UTF-16 units. */
export const MAX_SURVEY_LENGTH = 1000;

/** How long after their part was over a customer may answer, and change the answer, in ms: as long as a device is heard. */
export const SURVEY_MS = 10 * 60_000;

export interface SurveyData {
  score: SurveyScore;
  text: string;
}

/** A customer's word at the end; the last one counts. */
export interface SurveyAnswer extends Readonly<SurveyData> {
  readonly at: number;
}

/** W46: only who was let in as a customer answers, when their part is over and while it is not long ago. */
export const maySurvey = (state: SessionState, participantId: string, now: number): Verdict => {
  const who = state.participants[participantId];
  if (!who) return 'NOT_IN_SESSION';
  if (who.kind !== 'customer') return 'CUSTOMER_ONLY';
  if (who.joinedSeq === undefined) return 'NOT_ADMITTED';
  const over = who.leftAt ?? (state.phase === 'ended' ? state.endedAt : undefined);
  if (over === undefined) return 'SURVEY_TOO_EARLY';
  return now - over > SURVEY_MS ? 'SURVEY_CLOSED' : null;
};

export const decideSurvey = (
  state: SessionState,
  { score, text }: SurveyData,
  context: DecideContext,
): SessionDecision => {
  const participantId = asker(context);
  const verdict = maySurvey(state, participantId, context.now);
  if (verdict) return refuse(verdict);
  const known = state.surveys?.[participantId];
  if (known && known.score === score && known.text === text.trim()) return [];
  return [happened(context, 'survey.answered', { participantId, score, text: text.trim() })];
};
