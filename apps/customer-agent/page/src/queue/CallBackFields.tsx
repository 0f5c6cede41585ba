import { useTranslation } from 'react-i18next';
import { Field } from './Field';

/** Where and when somebody wishes to be called back. */
export const CallBackFields = ({
  contact,
  when,
  tried,
  onContact,
  onWhen,
}: {
  contact: string;
  when: string;
  /** They have pressed: what is missing is said. */
  tried: boolean;
  onContact: (text: string) => void;
  onWhen: (text: string) => void;
}) => {
  const { t } = useTranslation('queue');
  return (
    <>
      <Field
        label={t('contact')}
        maxLength={80}
        value={contact}
        problem={tried && contact.trim() === '' && t('contactMissing')}
        onChange={onContact}
      />
      <Field
        label={t('when')}
        optional
        placeholder={t('whenHint')}
        maxLength={80}
        value={when}
        problem={false}
        onChange={onWhen}
      />
    </>
  );
};
