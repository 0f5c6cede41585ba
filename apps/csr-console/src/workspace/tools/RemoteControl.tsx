import { Menu, SegmentedControl } from '@mantine/core';
import { useSnapshot } from '@relevo/ui';
import { IconDownload, IconEye, IconEyeOff, IconPointerOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/use-desk';
import { useCommand } from '../use-command';
import { useAbilities, useSession, useWork } from '../use-work';
import { IconScreenCursor } from './icons';
import { Tool } from './Tool';
import css from './toolbar.module.css';
import { useGrants } from './use-grants';

const MINUTES = [5, 20, 30] as const;

/** W24: the remote-control tool opens a menu of what to ask for; each line says why it cannot be asked now. */
export const RemoteControl = () => {
  const { t } = useTranslation(['console', 'refusals']);
  const { client } = useWork();
  const { session } = useSession();
  const desk = useDesk();
  const { controlMinutes } = useSnapshot(desk.layout);
  const can = useAbilities();
  const { view, control, asked, ask, stop } = useGrants();
  const run = useCommand();
  const why = (code: (typeof can)['screen.view']): string | undefined =>
    code ? t(code, { ns: 'refusals' }) : undefined;
  // Nothing in the menu could be used: the tool itself says why (W23: nobody has joined).
  const refused =
    view || control || !can['screen.view'] || !can['input.control'] || !can['agent.suggest']
      ? undefined
      : (why(can['input.control']) ?? undefined);
  const tool = {
    icon: IconScreenCursor,
    label: t('tool.remote'),
    on: Boolean(view || control),
    waits: asked.length > 0,
  };
  if (refused && asked.length === 0) return <Tool {...tool} refused={refused} />;

  return (
    <Menu position="bottom-start" width={320}>
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
            <SegmentedControl
              size="xs"
              aria-label={t('remote.minutes')}
              value={String(controlMinutes)}
              onChange={(value) => desk.layout.change({ controlMinutes: Number(value) })}
              data={MINUTES.map((minutes) => ({
                value: String(minutes),
                label: t('remote.minutesValue', { minutes }),
              }))}
            />
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
        <p className={css.menuNote}>{t('remote.consent')}</p>
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
