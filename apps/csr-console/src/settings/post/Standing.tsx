import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from '../settings.module.css';

/** How one way out is set up now, and the button that changes it, where it can be changed here. */
export const Standing = ({
  id,
  title,
  text,
  state,
  environment,
  open,
  onOpen,
}: {
  id: string;
  title: string;
  text: string;
  state: string;
  environment: string | null;
  open: boolean;
  onOpen: () => void;
}) => {
  const { t } = useTranslation('sending');
  return (
    <>
      <div className={`${css.row} ${css.spread}`}>
        <h2 id={id}>{title}</h2>
        {!open && environment === null && (
          <Button variant="default" aria-label={`${title}: ${t('settings.change')}`} onClick={onOpen}>
            {t('settings.change')}
          </Button>
        )}
      </div>
      <p className={css.hint}>{text}</p>
      {!open && (
        <p className="rv-ellipsis">
          {state}
          {environment && <small className={css.text}> {environment}</small>}
        </p>
      )}
    </>
  );
};
