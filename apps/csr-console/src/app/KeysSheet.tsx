import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import css from './keys.module.css';
import { RELEASE_KEYS } from './release-keys';

/** The list of keys. */
export const KeysSheet = ({ opened, onClose }: { opened: boolean; onClose: () => void }) => {
  const { t } = useTranslation(['console', 'common']);
  const groups = [
    {
      title: t('keys.anywhere'),
      keys: [
        ['?', t('keys.help')],
        ['H', t('keys.goHome')],
        ['1 – 9', t('keys.tab')],
        ['Esc', t('keys.escape')],
      ],
    },
    { title: t('keys.home'), keys: [['N', t('keys.start')]] },
    {
      title: t('keys.session'),
      keys: [
        ['I', t('keys.invite')],
        ['P', t('keys.people')],
        ['C', t('keys.chat')],
        ['\\', t('keys.panel')],
      ],
    },
    { title: t('keys.control'), keys: [[RELEASE_KEYS, t('keys.release')]] },
  ];
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.title')}
      size={520}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
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
    </Modal>
  );
};
