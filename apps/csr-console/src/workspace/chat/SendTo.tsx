import { Menu } from '@mantine/core';
import type { Audience } from '@relevo/domain';
import type { AudienceChoice, ChatWords } from '@relevo/ui';
import { IconChevronDown, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import css from './chat.module.css';

/** W15: whom the next line is for: everyone, all CSRs, or people by name. */
export const SendTo = ({ to, choice, words }: { to: Audience; choice: AudienceChoice; words: ChatWords }) => {
  const { t } = useTranslation('chat');
  const named = typeof to === 'string' ? [] : to;
  return (
    <Menu position="top-start" width={260}>
      <Menu.Target>
        <button type="button" className={css.to} aria-label={`${t('to')}: ${words.audience(to)}`}>
          <span>{t('to')}</span>
          {to !== 'everyone' && <IconLock size={14} stroke={2} aria-hidden="true" />}
          <b className="rv-ellipsis">{words.audience(to)}</b>
          <IconChevronDown size={14} stroke={2} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choice.common.map((all) => (
          <Menu.RadioItem
            key={all}
            value={all}
            checked={to === all}
            closeMenuOnClick
            onChange={() => choice.choose(all)}
          >
            {words.audience(all)}
          </Menu.RadioItem>
        ))}
        <Menu.Divider />
        <Menu.Label>{choice.people.length === 0 ? t('alone') : t('only')}</Menu.Label>
        {choice.people.map(({ id, name }) => (
          <Menu.CheckboxItem
            key={id}
            value={id}
            checked={named.includes(id)}
            onChange={() => choice.toggle(id)}
          >
            <span dir="auto">{name}</span>
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
