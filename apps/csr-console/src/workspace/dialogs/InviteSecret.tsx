import type { InviteView } from '@relevo/contracts';
import { countdown, groupDigits, useNow } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './CopyButton';
import css from './dialogs.module.css';
import { QrCode } from './QrCode';

/** One invite in its three forms. */
export const InviteSecret = ({ invite }: { invite: InviteView }) => {
  const { t } = useTranslation('console');
  const left = invite.codeExpiresAt - useNow();
  const code = groupDigits(invite.code);
  const { host, pathname } = new URL(invite.link);
  return (
    <>
      <div className={css.secret}>
        <div>
          <section className={css.part}>
            <h3>{t('invite.codeTitle')}</h3>
            <p>{t('invite.codeText', { place: `${host}${pathname}` })}</p>
            <div className={css.code}>
              <output className="rv-num" aria-label={t('invite.code')} data-over={left <= 0 || undefined}>
                {code}
              </output>
            </div>
            <p className="rv-num">
              {left > 0 ? t('invite.codeValid', { time: countdown(left) }) : t('invite.codeOver')}
            </p>
          </section>
          <section className={css.part}>
            <h3>{t('invite.linkTitle')}</h3>
            <div className={css.link}>
              <input
                readOnly
                aria-label={t('invite.link')}
                value={invite.link}
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton text={invite.link}>{t('invite.copyLink')}</CopyButton>
            </div>
          </section>
        </div>
        <figure className={css.qr}>
          <QrCode text={invite.link} label={t('invite.qr')} />
          <figcaption>{t('invite.qrText')}</figcaption>
        </figure>
      </div>
      <p className={css.once}>{t('invite.once')}</p>
    </>
  );
};
