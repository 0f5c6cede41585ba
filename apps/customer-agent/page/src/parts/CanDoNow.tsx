import type { Grant, GrantRequest } from '@relevo/domain';
import { clock, countdown, useLanguage, useNow } from '@relevo/ui';
import { IconEye, IconMouse, IconPlayerStopFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

const WHAT = { 'screen.view': 'now.screen', 'input.control': 'now.control' } as const;
const ICON = { 'screen.view': IconEye, 'input.control': IconMouse } as const;

/** What the CSR can do right now, always visible: since when, how long, and Stop on each line and for all. */
export const CanDoNow = ({
  csr,
  grants,
  elsewhere,
  onStop,
}: {
  csr: string;
  grants: readonly Grant[];
  /** A question that is open in the agent's window, with the computer's name. */
  elsewhere: { request: GrantRequest; device: string } | null;
  onStop: (grants: readonly Grant[]) => void;
}) => {
  const { t } = useTranslation('customer');
  const { language } = useLanguage();
  const now = useNow();
  return (
    <section className="card now" aria-label={t('now.title', { csr })}>
      <h2>{t('now.title', { csr })}</h2>
      <div aria-live="polite">
        {grants.map((grant) => {
          const Icon = ICON[grant.capability];
          const what = t(WHAT[grant.capability]);
          const since = clock(grant.since, language);
          return (
            <div key={grant.id} className="line">
              <Icon className="line-icon" size={24} aria-hidden="true" />
              <div>
                <b>{what}</b>
                <span className="quiet rv-num">
                  {grant.status === 'stopping'
                    ? t('now.stopping')
                    : grant.until === null
                      ? t('now.sinceUntilStop', { since })
                      : t('now.sinceLeft', { since, left: countdown(grant.until - now) })}
                </span>
              </div>
              <Button
                tone="stop-quiet"
                aria-label={t('now.stopOne', { what })}
                onClick={() => onStop([grant])}
              >
                {t('now.stop')}
              </Button>
            </div>
          );
        })}
      </div>
      <p className="rest">{grants.length > 0 ? t('now.rest', { csr }) : t('now.nothing', { csr })}</p>
      {elsewhere && (
        <p className="elsewhere" role="status">
          {t('now.elsewhere', { csr, device: elsewhere.device })}
        </p>
      )}
      {grants.length > 0 && (
        <Button tone="stop" className="b-wide" onClick={() => onStop(grants)}>
          <IconPlayerStopFilled size={22} aria-hidden="true" />
          {t('now.stopAll')}
        </Button>
      )}
    </section>
  );
};
