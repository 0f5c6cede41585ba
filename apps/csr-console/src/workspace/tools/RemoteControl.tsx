import { Menu } from '@mantine/core';
import { controlMinutesOffered, DEFAULT_POLICY } from '@relevo/domain';
import { useSnapshot } from '@relevo/ui';
import { IconDownload, IconEye, IconEyeOff, IconPointerOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SHORTCUTS } from '../../app/shortcuts';
import { useDesk } from '../../app/use-desk';
import { useCommand } from '../use-command';
import { useAbilities, useSession, useWork } from '../use-work';
import { IconScreenCursor } from './icons';
import { Tool } from './Tool';
import css from './toolbar.module.css';
import { useGrants } from './use-grants';

/** W24: the remote-control tool opens a menu of what to ask for; each line says why it cannot be asked now. */
export const RemoteControl = ({
  refused,
  opened,
  onChange,
}: {
  /** Why nothing in the menu could be used. */
  refused: string | undefined;
  opened: boolean;
  onChange: (opened: boolean) => void;
}) => {
  const { t } = useTranslation(['console', 'refusals']);
  const { client } = useWork();
  const { session } = useSession();
  const desk = useDesk();
  const liked = useSnapshot(desk.layout).controlMinutes;
  const offered = controlMinutesOffered(
    useSnapshot(desk.site)?.maxControlMinutes ?? DEFAULT_POLICY.maxControlMinutes,
  );
  // What this person likes, as far as the site allows it.
  const controlMinutes = offered.findLast((minutes) => minutes <= liked) ?? offered[0] ?? liked;
  const can = useAbilities();
  const { view, control, asked, ask, stop } = useGrants();
  const run = useCommand();
  const why = (code: (typeof can)['screen.view']): string | undefined =>
    code ? t(code, { ns: 'refusals' }) : undefined;
  const tool = {
    icon: IconScreenCursor,
    label: t('tool.remote'),
    on: Boolean(view || control),
    waits: asked.length > 0,
    shortcut: SHORTCUTS.remote,
  };
  if (refused) return <Tool {...tool} refused={refused} />;

  return (
    <Menu
      opened={opened}
      onChange={onChange}
      position="bottom-start"
      width={320}
      onOpen={() => void desk.site.refresh()}
    >
      <Menu.Target>
        <Tool {...tool} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('tool.remote')}>
        {view ? (
          <Item icon={<IconEyeOff size={18} stroke={1.75} />} onClick={() => stop(view.id)}>
            {t('remote.stopView')}
          </Item>
        ) : (
          <Item
            icon={<IconEye size={18} stroke={1.75} />}
            refused={why(can['screen.view'])}
            hint={t('remote.viewHint')}
            onClick={() => ask('screen.view', null)}
          >
            {t('remote.view')}
          </Item>
        )}
        {control ? (
          <Item icon={<IconPointerOff size={18} stroke={1.75} />} onClick={() => stop(control.id)}>
            {t('remote.stopControl')}
          </Item>
        ) : (
          <Item
            icon={<IconScreenCursor size={18} />}
            refused={why(can['input.control'])}
            hint={t('remote.controlHint')}
            onClick={() => ask('input.control', controlMinutes)}
          >
            {t('remote.control')}
          </Item>
        )}
        {!control && !can['input.control'] && (
          <div className={css.minutes}>
            <span>{t('remote.minutes')}</span>
            <Menu.RadioGroup
              value={String(controlMinutes)}
              onChange={(value) => desk.layout.change({ controlMinutes: Number(value) })}
            >
              <div className={css.minutesChoice}>
                {offered.map((minutes) => (
                  <Menu.RadioItem
                    key={minutes}
                    value={String(minutes)}
                    className={css.minute}
                    closeMenuOnClick={false}
                    checkIcon={null}
                    aria-description={t('remote.minutes')}
                  >
                    {t('remote.minutesValue', { minutes })}
                  </Menu.RadioItem>
                ))}
              </div>
            </Menu.RadioGroup>
          </div>
        )}
        {can['agent.suggest'] === null && (
          <Item
            icon={<IconDownload size={18} stroke={1.75} />}
            hint={session.agentSuggestedAt ? t('remote.agentAsked') : t('remote.agentHint')}
            onClick={() => run(client.command('agent.suggest', {}))}
          >
            {t('remote.agent')}
          </Item>
        )}
        <div className={css.menuNote}>{t('remote.consent')}</div>
      </Menu.Dropdown>
    </Menu>
  );
};

/** A line of the menu. A refused one stays reachable by keyboard, so that its reason can be read. */
const Item = ({
  icon,
  refused,
  hint,
  onClick,
  children,
}: {
  icon: ReactNode;
  refused?: string;
  hint?: string;
  onClick: () => unknown;
  children: string;
}) => (
  <Menu.Item
    leftSection={icon}
    aria-label={children}
    aria-description={refused ?? hint}
    aria-disabled={refused ? true : undefined}
    closeMenuOnClick={!refused}
    onClick={refused ? undefined : onClick}
    className={refused ? css.refused : undefined}
  >
    {children}
    {(refused ?? hint) && <span className={css.menuHint}>{refused ?? hint}</span>}
  </Menu.Item>
);
