import { MAX_SURVEY_LENGTH, SURVEY_SCORES, type SurveyScore } from '@relevo/domain';
import { useSnapshot } from '@relevo/ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Survey } from '../visit/survey';
import { Button } from './Button';

/** One question and room for words; can be changed while the page is open (W46). */
export const SurveyCard = ({ survey, organisation }: { survey: Survey; organisation: string }) => {
  const { t } = useTranslation('customer');
  const { t: sentence } = useTranslation('refusals');
  const state = useSnapshot(survey);
  const [score, setScore] = useState<SurveyScore>();
  const [text, setText] = useState('');
  // What was sent; the button is of use again once something else stands there.
  const [sent, setSent] = useState<string>();
  const now = JSON.stringify([score, text.trim()]);
  const changed = now !== sent || state.step === 'failed';
  const send = (): void => {
    if (score === undefined) return;
    setSent(now);
    void survey.answer({ score, text: text.trim() });
  };
  return (
    <section className="card survey" aria-label={t('survey.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <fieldset>
          <legend>{t('survey.title')}</legend>
          <div className="scores">
            {SURVEY_SCORES.map((mark) => (
              <label key={mark} className="score">
                <input
                  type="radio"
                  name="score"
                  value={mark}
                  aria-label={t('survey.score', { score: mark })}
                  checked={score === mark}
                  onChange={() => setScore(mark)}
                />
                <span className="rv-num">{mark}</span>
              </label>
            ))}
          </div>
          <p className="score-ends" aria-hidden="true">
            <span>{t('survey.worst')}</span>
            <span>{t('survey.best')}</span>
          </p>
        </fieldset>
        <label className="survey-text">
          {t('survey.text')}
          <textarea
            rows={3}
            maxLength={MAX_SURVEY_LENGTH}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <div aria-live="polite">
          {state.step === 'sent' && !changed && (
            <p className="survey-word">{t('survey.thanks', { organisation })}</p>
          )}
          {state.step === 'failed' && (
            <p className="field-problem">{t('survey.failed', { reason: sentence(state.code) })}</p>
          )}
        </div>
        <Button
          type="submit"
          tone="primary"
          disabled={score === undefined || !changed || state.step === 'sending'}
        >
          {t(
            state.step === 'sending'
              ? 'chat.sending'
              : sent !== undefined && state.step === 'sent'
                ? 'survey.change'
                : 'survey.send',
          )}
        </Button>
      </form>
    </section>
  );
};
