import { useTranslation } from 'react-i18next';
import { Dialog } from './Dialog';
import css from './keys.module.css';
import { RELEASE_KEYS } from './release-keys';
import { SHORTCUTS, TOOLS } from './shortcuts';

/** The list of keys. */
export const KeysSheet = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation(['console', 'starts']);
  const groups: { title: string; keys: [key: string, what: string][] }[] = [
    {
      title: t('keys.anywhere'),
      keys: [
        [SHORTCUTS.palette, t('palette.title')],
        [SHORTCUTS.help, t('keys.help')],
        [SHORTCUTS.goHome, t('keys.goHome')],
        ['1 – 9', t('keys.tab')],
        ['Esc', t('keys.escape')],
      ],
    },
    {
      title: t('keys.home'),
      keys: [
        [SHORTCUTS.start, t('keys.start')],
        [SHORTCUTS.startWith, t('starts:start.details')],
      ],
    },
    {
      title: t('keys.session'),
      keys: [
        ...TOOLS.map((name): [string, string] => [SHORTCUTS[name], t(`tool.${name}`)]),
        [SHORTCUTS.leave, t('tool.leave')],
        [SHORTCUTS.panel, t('keys.panel')],
      ],
    },
    { title: t('keys.control'), keys: [[RELEASE_KEYS, t('keys.release')]] },
  ];
  return (
    <Dialog opened={opened} onClose={onClose} title={t('keys.title')} size={520}>
      <div className={css.groups}>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([key, what]) => (
                <div key={key}>
                  <dt>{what}</dt>
                  <dd>
                    <kbd>{key}</kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
};
