import { useTranslation } from 'react-i18next';
import css from './home.module.css';

const STEPS = [1, 2, 3] as const;

/** How a customer gets in, for the first day. */
export const Steps = () => {
  const { t } = useTranslation('console');
  return (
    <section className={css.card} aria-labelledby="steps">
      <div className={css.head}>
        <h2 id="steps">{t('home.steps')}</h2>
      </div>
      <ol className={css.steps}>
        {STEPS.map((step) => (
          <li key={step}>
            <span className="rv-num" aria-hidden="true">
              {step}
            </span>
            <b>{t(`home.step${step}`)}</b>
            <p>{t(`home.step${step}Text`, { host: location.host })}</p>
          </li>
        ))}
      </ol>
    </section>
  );
};
