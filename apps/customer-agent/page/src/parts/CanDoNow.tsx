import type { Grant } from '@relevo/domain';
import { clock, countdown, useLanguage, useNow } from '@relevo/ui';
import { IconEye, IconMouse, IconPlayerStopFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Helper } from '../visit/helpers';
import { Button } from './Button';

const WHAT = { 'screen.view': 'now.screen', 'input.control': 'now.control' } as const;
const ICON = { 'screen.view': IconEye, 'input.control': IconMouse } as const;

/** What each CSR can do right now, always visible: since when, how long, and Stop on each line and for all. */
export const CanDoNow = ({
  helpers,
  organisation,
  elsewhere,
  onStop,
}: {
  /** At least one. */
  helpers: readonly Helper[];
  organisation: string;
  /** The computer in whose window somebody's question stands open. */
  elsewhere: (helper: Helper) => string | null;
  onStop: (grants: readonly Grant[]) => void;
}) => {
  const { t } = useTranslation('customer');
  const grants = helpers.flatMap((helper) => helper.grants);
  const alone = helpers.length === 1;
  const title = alone ? t('now.title', { csr: helpers[0]?.called ?? '' }) : t('now.titleAll');
  return (
    <section className="card now" aria-label={title}>
      <h2>{title}</h2>
      {helpers.map((helper) => {
        const { csrId, name, called: csr } = helper;
        const device = elsewhere(helper);
        const heading = alone ? undefined : `now-${csrId}`;
        return (
          <section key={csrId} className="now-one" aria-labelledby={heading}>
            {!alone && (
              <h3 id={heading}>
                <b dir="auto">{name}</b> <span className="quiet">{partOf(helper, organisation, t)}</span>
              </h3>
            )}
            <div aria-live="polite">
              {helper.grants.map((grant) => (
                <GrantRow
                  key={grant.id}
                  grant={grant}
                  name={alone ? null : name}
                  onStop={() => onStop([grant])}
                />
              ))}
            </div>
            <p className="rest">{t(helper.grants.length > 0 ? 'now.rest' : 'now.nothing', { csr })}</p>
            {device !== null && (
              <p className="elsewhere" role="status">
                {t('now.elsewhere', { csr, device })}
              </p>
            )}
          </section>
        );
      })}
      {grants.length > 0 && (
        <Button tone="stop" className="b-wide" onClick={() => onStop(grants)}>
          <IconPlayerStopFilled size={22} aria-hidden="true" />
          {t('now.stopAll')}
        </Button>
      )}
    </section>
  );
};

/** Where somebody belongs. */
const partOf = (
  { guestOf }: Helper,
  organisation: string,
  t: ReturnType<typeof useTranslation<'customer'>>['t'],
): string => (guestOf === undefined ? organisation : t('consent.guestOf', { by: guestOf, organisation }));

const GrantRow = ({
  grant,
  name,
  onStop,
}: {
  grant: Grant;
  /** Whose it is, where several hold something. */
  name: string | null;
  onStop: () => void;
}) => {
  const { t } = useTranslation('customer');
  const { language } = useLanguage();
  const now = useNow();
  const Icon = ICON[grant.capability];
  const what = t(WHAT[grant.capability]);
  const since = clock(grant.since, language);
  return (
    <div className="line">
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
        aria-label={name === null ? t('now.stopOne', { what }) : t('now.stopOneOf', { what, name })}
        onClick={onStop}
      >
        {t('now.stop')}
      </Button>
    </div>
  );
};
