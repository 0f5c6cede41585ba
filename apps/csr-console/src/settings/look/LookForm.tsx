import { Button, FileButton, TextInput } from '@mantine/core';
import { hexColour, type LookView } from '@relevo/contracts';
import { accentShade } from '@relevo/ui';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotices } from '../../app/notices';
import { useSignedInStore } from '../../app/use-signed-in';
import { Refusal } from '../Refusal';
import css from '../settings.module.css';
import { useAction } from '../use-action';
import { LookPreview } from './LookPreview';
import { type LogoProblem, logoOf } from './logo-file';
import own from './look.module.css';

/** Logo and colour, with what customers will see of them. */
export const LookForm = ({
  stored,
  organisation,
  onStored,
}: {
  stored: LookView;
  organisation: string;
  onStored: (look: LookView) => void;
}) => {
  const { t } = useTranslation(['look', 'common']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const { busy, problem, run } = useAction();
  const [accent, setAccent] = useState(stored.accent ?? '');
  /** undefined = the one of before. */
  const [png, setPng] = useState<string | null>();
  const [logoProblem, setLogoProblem] = useState<LogoProblem>();
  const parsed = accent === '' ? { success: true, data: null } : hexColour.safeParse(accent);
  const shown = png === undefined ? stored.logo : png && `data:image/png;base64,${png}`;
  /** What the page is shown in. */
  const chosen = (parsed.success && parsed.data) || accentShade(6);
  const changed = png !== undefined || (parsed.success && parsed.data !== stored.accent);

  const choose = async (file: File | null): Promise<void> => {
    if (!file) return;
    const logo = await logoOf(file);
    setLogoProblem('problem' in logo ? logo.problem : undefined);
    if ('png' in logo) setPng(logo.png);
  };
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (!parsed.success) return;
    void run(async () => {
      onStored(await rest.saveLook({ accent: parsed.data ?? null, logo: png }));
      notices.done(t('saved'));
    });
  };
  return (
    <form onSubmit={save} className={css.card} noValidate>
      <section aria-labelledby="look-logo">
        <div>
          <h2 id="look-logo">{t('logo')}</h2>
          <p className={css.text}>{t('logoText')}</p>
        </div>
        <div className={css.row}>
          {shown && <img className={own.logo} src={shown} alt={t('logoNow')} />}
          <FileButton onChange={(file) => void choose(file)} accept="image/png,image/jpeg,image/webp">
            {(props) => (
              <Button {...props} variant="default">
                {t(shown ? 'logoOther' : 'logoChoose')}
              </Button>
            )}
          </FileButton>
          {shown && (
            <Button variant="subtle" color="gray" onClick={() => setPng(null)}>
              {t('logoRemove')}
            </Button>
          )}
        </div>
        {logoProblem && (
          <p className={css.problem} role="alert">
            {t(`logo.${logoProblem}`)}
          </p>
        )}
      </section>
      <section aria-labelledby="look-colour">
        <div>
          <h2 id="look-colour">{t('colour')}</h2>
          <p className={css.text}>{t('colourText')}</p>
        </div>
        <TextInput
          className={css.number}
          aria-label={t('colour')}
          placeholder={t('colourOurs')}
          maxLength={7}
          leftSection={
            <input
              className={own.picker}
              type="color"
              aria-label={t('colourPick')}
              value={chosen}
              onChange={(event) => setAccent(event.currentTarget.value)}
            />
          }
          value={accent}
          error={!parsed.success && t('colourWrong')}
          onChange={(event) => setAccent(event.currentTarget.value.trim().toLowerCase())}
        />
      </section>
      <section aria-label={t('preview')}>
        <LookPreview organisation={organisation} logo={shown} accent={chosen} />
      </section>
      <footer>
        <Refusal problem={problem} />
        <Button type="submit" size="md" loading={busy} disabled={!changed || !parsed.success}>
          {t('common:save')}
        </Button>
      </footer>
    </form>
  );
};
