import { tinted } from '@relevo/domain';
import { accentShade } from '@relevo/ui';
import { useTranslation } from 'react-i18next';
import own from './look.module.css';

/** The bar and the button of the customer's page, in light and in dark. */
export const LookPreview = ({
  organisation,
  logo,
  accent,
}: {
  organisation: string;
  logo: string | null;
  accent: string;
}) => {
  const { t } = useTranslation(['look', 'customer']);
  return (
    <div className={own.previews}>
      {(['light', 'dark'] as const).map((scheme) => (
        <figure key={scheme} className={own.preview} data-theme={scheme}>
          <div className={own.bar}>
            {logo ? (
              <img className={own.logo} src={logo} alt="" />
            ) : (
              <i aria-hidden="true">{[...organisation][0]?.toLocaleUpperCase()}</i>
            )}
            <b className="rv-ellipsis">{organisation}</b>
          </div>
          <div className={own.body}>
            <span
              className={own.join}
              style={{ background: tinted(accent, accentShade(scheme === 'light' ? 7 : 'aaa-dark')) }}
            >
              {t('customer:invite.join')}
            </span>
          </div>
          <figcaption>{t(`preview.${scheme}`)}</figcaption>
        </figure>
      ))}
    </div>
  );
};
