import '@mantine/spotlight/styles.layer.css';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import type { AccountRole } from '@relevo/contracts';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './palette.module.css';
import { usePaletteActions } from './use-palette-actions';

const [store, palette] = createSpotlight();

/** Opens the palette, for those who press a button. */
export const openPalette = palette.open;

/** Ctrl+K (on a Mac the command key), unless something else takes the key, as the customer's computer may. */
const useOpeningKey = (): void => {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const wanted =
        (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === 'k';
      if (!wanted || event.defaultPrevented || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      palette.open();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
};

/** Finds commands, sessions, the people in them, and places, by a few letters (W47). */
export const Palette = ({ role }: { role: AccountRole }) => {
  const { t } = useTranslation('console');
  const [query, setQuery] = useState('');
  // What was chosen happens when the palette has gone and given back the focus: it may open something itself.
  const chosen = useRef<() => void>(undefined);
  useOpeningKey();
  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      shortcut={null}
      onExitTransitionEnd={() => {
        const act = chosen.current;
        chosen.current = undefined;
        act?.();
      }}
      size={560}
      scrollable
      maxHeight={420}
      attributes={{ content: { 'aria-label': t('palette.title') } }}
      classNames={{ body: css.body, actionsGroup: css.group }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
    >
      <Spotlight.Search
        placeholder={t('palette.search')}
        aria-label={t('palette.search')}
        leftSection={<IconSearch size={18} stroke={1.75} aria-hidden="true" />}
      />
      <Found
        role={role}
        query={query}
        onChoose={(act) => {
          chosen.current = act;
        }}
      />
    </Spotlight.Root>
  );
};

/** Only while the palette is open does anybody ask what there is. */
const Found = ({
  role,
  query,
  onChoose,
}: {
  role: AccountRole;
  query: string;
  onChoose: (act: () => void) => void;
}) => {
  const { t } = useTranslation('console');
  const words = plain(query).split(/\s+/).filter(Boolean);
  const groups = usePaletteActions(role)
    .map(({ group, actions }) => ({
      group,
      actions: actions.filter(({ label, description = '', keywords = '' }) => {
        const text = plain([label, description, keywords].join(' '));
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ actions }) => actions.length > 0);
  if (groups.length === 0)
    return (
      <Spotlight.ActionsList>
        <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>
      </Spotlight.ActionsList>
    );
  return (
    <Spotlight.ActionsList>
      {groups.map(({ group, actions }) => (
        <Spotlight.ActionsGroup key={group} label={group}>
          {actions.map(({ id, label, description, shortcut, run }) => (
            <Spotlight.Action key={id} onClick={() => onChoose(run)} className={css.action}>
              <span className={css.words}>
                <span className="rv-ellipsis" dir="auto">
                  {label}
                </span>
                {description && <small className="rv-ellipsis">{description}</small>}
              </span>
              {shortcut && <kbd className={css.key}>{shortcut}</kbd>}
            </Spotlight.Action>
          ))}
        </Spotlight.ActionsGroup>
      ))}
    </Spotlight.ActionsList>
  );
};

/** Without accents, case and the dashes of a number: as people type. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/(\d)-(?=\d)/g, '$1')
    .toLowerCase();
