import { TextInput } from '@mantine/core';
import { addTrackingCodeBody, type StartListsView, type TrackingCodeView } from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useSignedInStore } from '../../app/use-signed-in';
import { isWrong } from '../is-wrong';
import { Refusal } from '../Refusal';
import { SaveButtons } from '../SaveButtons';
import css from '../settings.module.css';
import { useAction } from '../use-action';

/** Adds a tracking code, or changes what one stands for. */
export const CodeDialog = ({
  code: known,
  onClose,
  onSaved,
}: {
  code: TrackingCodeView | undefined;
  onClose: () => void;
  onSaved: (lists: StartListsView) => void;
}) => {
  const { t } = useTranslation(['starts', 'common']);
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [code, setCode] = useState(known?.code ?? '');
  const [label, setLabel] = useState(known?.label ?? '');
  const [tried, setTried] = useState(false);
  const parsed = addTrackingCodeBody.safeParse({ code, label: label.trim() });
  const wrong = (field: 'code' | 'label') => tried && isWrong(parsed, field) && t(`codes.${field}Wrong`);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!parsed.success) return;
    void run(async () =>
      onSaved(
        known
          ? await rest.changeTrackingCode(known.id, {
              label: parsed.data.label,
              archived: known.archived,
            })
          : await rest.addTrackingCode(parsed.data),
      ),
    );
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={known ? t('codes.editTitle', { code: known.code }) : t('codes.add')}
      size={440}
    >
      <form className={css.form} onSubmit={submit} noValidate>
        {!known && (
          <TextInput
            label={t('codes.code')}
            description={t('codes.codeHint')}
            data-autofocus
            value={code}
            error={wrong('code')}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        <TextInput
          label={t('codes.label')}
          data-autofocus={known ? true : undefined}
          value={label}
          error={wrong('label')}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Refusal problem={problem} />
        <SaveButtons busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
};
