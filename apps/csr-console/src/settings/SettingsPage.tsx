import { Button, Checkbox, NumberInput, Radio, Skeleton, Stack, TextInput } from '@mantine/core';
import { ApiFailure } from '@relevo/client';
import { type ErrorBody, type SiteSettings, siteSettings } from '@relevo/contracts';
import { keepsLess } from '@relevo/domain';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner } from '../app/Banner';
import { useNotices } from '../app/notices';
import { useSignedIn, useSignedInStore } from '../app/use-signed-in';
import { useTitle } from '../app/use-title';
import { FilesSection } from './FilesSection';
import { isWrong } from './is-wrong';
import { RetentionDialog } from './RetentionDialog';
import css from './settings.module.css';
import { useAction } from './use-action';

/** Numbers of the settings: bounds come from the contract, units from here. */
const LIMITS = {
  inviteMinutes: { min: 1, max: 1440, unit: 'minutes' },
  codeMinutes: { min: 1, max: 60, unit: 'minutes' },
  promptSeconds: { min: 10, max: 300, unit: 'seconds' },
  maxControlMinutes: { min: 1, max: 30, unit: 'minutes' },
  deviceLostSeconds: { min: 1, max: 600, unit: 'seconds' },
  idleParkMinutes: { min: 0, max: 10_080, unit: 'minutes' },
  retentionDays: { min: 0, max: 3650, unit: 'days' },
} as const;
type NumberField = keyof typeof LIMITS;

/** What somebody else changed meanwhile stays as they left it. */
const differing = (stored: SiteSettings, draft: SiteSettings): Partial<SiteSettings> =>
  Object.fromEntries(
    Object.entries(draft).filter(([field, value]) => stored[field as keyof SiteSettings] !== value),
  );

/** What the administrator decides for the whole site. */
export const SettingsPage = () => {
  const { t } = useTranslation(['console', 'refusals', 'common', 'accounts']);
  const { rest } = useSignedInStore();
  const signedIn = useSignedIn();
  const [settings, setSettings] = useState<SiteSettings>();
  const [failed, setFailed] = useState<ErrorBody>();
  const allowed = signedIn.status === 'in' && signedIn.account.role === 'administrator';

  useTitle(t('settings.title'));
  useEffect(() => {
    if (!allowed) return;
    rest.settings().then(setSettings, (error: unknown) => {
      if (error instanceof ApiFailure) setFailed(error.body);
    });
  }, [rest, allowed]);

  return (
    <main className={css.page}>
      <div className={css.in}>
        <h1>{t('accounts:nav.site')}</h1>
        <p className={css.lead}>{allowed ? t('settings.lead') : t('settings.forbidden')}</p>
        {failed && <Banner>{t(failed.code, { ns: 'refusals' })}</Banner>}
        {settings ? (
          <SettingsForm stored={settings} onStored={setSettings} />
        ) : (
          allowed && !failed && <Skeleton height={420} radius="lg" mt="lg" aria-busy="true" />
        )}
      </div>
    </main>
  );
};

const SettingsForm = ({
  stored,
  onStored,
}: {
  stored: SiteSettings;
  onStored: (settings: SiteSettings) => void;
}) => {
  const { t } = useTranslation(['console', 'refusals', 'common']);
  const { rest } = useSignedInStore();
  const notices = useNotices();
  const [draft, setDraft] = useState<SiteSettings>(stored);
  const [asking, setAsking] = useState(false);
  const { busy, problem, run } = useAction();
  const change = (part: Partial<SiteSettings>): void => setDraft((before) => ({ ...before, ...part }));
  const parsed = siteSettings.safeParse(draft);
  const wrong = (field: keyof SiteSettings): boolean => isWrong(parsed, field);
  const changed = Object.keys(differing(stored, draft)).length > 0;

  const lessKept = keepsLess(stored.retentionDays, draft.retentionDays);

  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (lessKept) setAsking(true);
    else store();
  };
  const store = (): void => {
    setAsking(false);
    if (!parsed.success) return;
    void run(async () => {
      const saved = await rest.changeSettings(differing(stored, parsed.data));
      setDraft(saved);
      onStored(saved);
      notices.done(t('settings.saved'));
    });
  };
  const number = (field: NumberField) => {
    const { min, max, unit } = LIMITS[field];
    return (
      <NumberInput
        className={css.number}
        label={t(`settings.${field}`)}
        min={min}
        max={max}
        allowDecimal={false}
        allowNegative={false}
        suffix={` ${t(`settings.${unit}`)}`}
        value={draft[field]}
        error={wrong(field) && t('settings.range', { min, max })}
        onChange={(value) => change({ [field]: typeof value === 'number' ? value : 0 })}
      />
    );
  };

  return (
    <form onSubmit={save} className={css.card} noValidate>
      <section>
        <TextInput
          label={t('settings.organisation')}
          description={t('settings.organisationHint')}
          value={draft.organisation}
          error={wrong('organisation') && t('setup.nameMissing')}
          onChange={(event) => change({ organisation: event.currentTarget.value })}
        />
      </section>
      <section>
        <h2>{t('settings.joining')}</h2>
        <Radio.Group
          label={t('settings.admission')}
          value={draft.admission}
          onChange={(value) => change({ admission: value === 'automatic' ? 'automatic' : 'csr' })}
        >
          <Stack gap={8} mt={6}>
            <Radio value="csr" label={t('settings.admission.csr')} />
            <Radio value="automatic" label={t('settings.admission.automatic')} />
          </Stack>
        </Radio.Group>
        <div className={css.pair}>
          {number('inviteMinutes')}
          {number('codeMinutes')}
        </div>
      </section>
      <section>
        <h2>{t('settings.consent')}</h2>
        <p className={css.hint}>{t('settings.consentText')}</p>
        <div className={css.pair}>
          {number('promptSeconds')}
          {number('maxControlMinutes')}
        </div>
        {number('deviceLostSeconds')}
      </section>
      <section>
        <h2>{t('settings.idle')}</h2>
        <p className={css.hint}>{t('settings.idleHint')}</p>
        {number('idleParkMinutes')}
      </section>
      <FilesSection draft={draft} onChange={change} />
      <section>
        <h2>{t('settings.retention')}</h2>
        <p className={css.hint}>{t('settings.retentionHint')}</p>
        {number('retentionDays')}
      </section>
      <section>
        <h2>{t('settings.signIn')}</h2>
        <p className={css.hint}>{t('settings.requireTotpHint')}</p>
        <Checkbox
          label={t('settings.requireTotp')}
          checked={draft.requireTotp}
          onChange={(event) => change({ requireTotp: event.currentTarget.checked })}
        />
      </section>
      <footer>
        {problem && <span role="alert">{t(problem.code, { ns: 'refusals' })}</span>}
        <Button type="submit" size="md" loading={busy} disabled={!changed || !parsed.success}>
          {t('common:save')}
        </Button>
      </footer>
      {asking && <RetentionDialog days={draft.retentionDays} onYes={store} onNo={() => setAsking(false)} />}
    </form>
  );
};
