import { type HTMLAttributes, useId } from 'react';
import { useTranslation } from 'react-i18next';

/** A question of a form with its answer, and what is wrong with it. */
export const Field = ({
  label,
  value,
  onChange,
  optional = false,
  problem,
  ...input
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  optional?: boolean;
  problem: string | false;
  autoComplete?: string;
  maxLength: number;
  placeholder?: string;
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
}) => {
  const { t } = useTranslation('queue');
  const field = useId();
  return (
    <>
      <label htmlFor={field}>
        <span dir="auto">{label}</span> {optional && <span className="optional">({t('optional')})</span>}
      </label>
      <input
        id={field}
        {...input}
        value={value}
        aria-required={!optional}
        aria-invalid={problem !== false}
        aria-describedby={problem ? `${field}-problem` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem && (
        <p id={`${field}-problem`} className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
};
