import { Menu, useMantineColorScheme } from '@mantine/core';
import { CHECK_PATH, LANGUAGES, type Language } from '@relevo/contracts';
import { Avatar, LANGUAGE_NAMES, useLanguage } from '@relevo/ui';
import { IconLogout, IconUserCog, IconWifi } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import css from './frame.module.css';
import { codeOf, useNotices } from './notices';
import type { StaffView } from './signed-in';
import { useSignedInStore } from './use-signed-in';

const SCHEMES = ['auto', 'light', 'dark'] as const;

/** Language, appearance, and the ways out. */
export const AccountMenu = ({ account }: { account: StaffView }) => {
  const { t } = useTranslation(['console', 'common', 'accounts', 'check']);
  const { language, setLanguage } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const store = useSignedInStore();
  const navigate = useNavigate();
  const notices = useNotices();

  const chooseLanguage = (chosen: Language): void => {
    setLanguage(chosen);
    store.rest.setLanguage({ language: chosen }).then(
      (changed) => store.entered(changed),
      (error) => notices.refused(codeOf(error)),
    );
  };
  const signOut = async (everywhere: boolean) => {
    try {
      await (everywhere ? store.rest.signOutEverywhere() : store.rest.signOut());
      store.left();
      await navigate({ to: '/sign-in', search: {} });
    } catch (error) {
      notices.refused(codeOf(error));
    }
  };

  return (
    <Menu position="right-end" width={248}>
      <Menu.Target>
        <button type="button" className={css.me} aria-label={t('nav.account', { name: account.name })}>
          <Avatar name={account.name} tone="accent" size={30} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={css.account}>
          <span className={`${css.accountName} rv-ellipsis`}>{account.name}</span>
          <small className="rv-ellipsis">{account.email}</small>
          <small>{t(`account.role.${account.role}`)}</small>
        </div>
        <Menu.Item
          leftSection={<IconUserCog size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => void navigate({ to: '/settings/account' })}
        >
          {t('accounts:nav.account')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={CHECK_PATH}
          target="_blank"
          rel="noreferrer"
          leftSection={<IconWifi size={16} stroke={1.75} aria-hidden="true" />}
        >
          {t('check:open')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('common:language')}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={(chosen) => chooseLanguage(chosen as Language)}>
          {LANGUAGES.map((one) => (
            <Menu.RadioItem key={one} value={one} lang={one}>
              {LANGUAGE_NAMES[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t('common:theme')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as (typeof SCHEMES)[number])}
        >
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme}>
              {t(`common:theme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={16} stroke={1.75} aria-hidden="true" />}
          onClick={() => void signOut(false)}
        >
          {t('account.signOut')}
        </Menu.Item>
        <Menu.Item leftSection={<span style={{ width: 16 }} />} onClick={() => void signOut(true)}>
          {t('account.signOutEverywhere')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
