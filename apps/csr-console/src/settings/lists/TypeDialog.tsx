import { Checkbox, Fieldset, TextInput } from '@mantine/core';
import {
  addSessionTypeBody,
  type SessionTypeView,
  type StartListsView,
  type Translations,
} from '@relevo/contracts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../app/Dialog';
import { useSignedInStore } from '../../app/use-signed-in';
import { isWrong } from '../is-wrong';
import { Refusal } from '../Refusal';
import { SaveButtons } from '../SaveButtons';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { givenNames, NamesFields } from './NamesFields';

/** Adds a session type, or changes one. */
export const TypeDialog = ({
  type,
  onClose,
  onSaved,
}: {
  type: SessionTypeView | undefined;
  onClose: () => void;
  onSaved: (lists: StartListsView) => void;
}) => {
  const { t } = useTranslation(['starts', 'common']);
  const { rest } = useSignedInStore();
  const { busy, problem, run } = useAction();
  const [name, setName] = useState(type?.name ?? '');
  const [names, setNames] = useState<Translations>(type?.names ?? {});
  const [codeRequired, setCodeRequired] = useState(type?.codeRequired ?? false);
  const [standard, setStandard] = useState(type?.standard ?? false);
  const [tried, setTried] = useState(false);
  const body = { name, names: givenNames(names), codeRequired, standard };
  const parsed = addSessionTypeBody.safeParse(body);
  const wrong = (...path: string[]): string | undefined =>
    tried && isWrong(parsed, ...path) ? t('types.nameWrong') : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (!parsed.success) return;
    void run(async () =>
      onSaved(
        type
          ? await rest.changeSessionType(type.id, { ...parsed.data, archived: type.archived })
          : await rest.addSessionType(parsed.data),
      ),
    );
  };
  return (
    <Dialog opened onClose={onClose} title={type ? t('types.editTitle') : t('types.add')} size={480}>
      <form className={css.form} onSubmit={submit} noValidate>
        <TextInput
          label={t('types.name')}
          data-autofocus
          value={name}
          error={wrong('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Fieldset legend={t('types.names')} variant="unstyled">
          <p className={css.text}>{t('types.namesHint')}</p>
          <NamesFields names={names} wrong={(one) => wrong('names', one)} onChange={setNames} />
        </Fieldset>
        <Checkbox
          label={t('types.codeRequired')}
          checked={codeRequired}
          onChange={(event) => setCodeRequired(event.currentTarget.checked)}
        />
        <Checkbox
          label={t('types.standard')}
          description={t('types.standardHint')}
          disabled={type?.archived}
          checked={standard}
          onChange={(event) => setStandard(event.currentTarget.checked)}
        />
        <Refusal problem={problem} />
        <SaveButtons busy={busy} onCancel={onClose} />
      </form>
    </Dialog>
  );
};
