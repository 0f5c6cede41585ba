import { joined, waiting } from '@relevo/domain';
import { useSnapshot } from '@relevo/ui';
import {
  IconArrowsExchange,
  IconDoorExit,
  IconFileText,
  IconHeadphones,
  IconMessage,
  IconPower,
  IconUserPlus,
  IconUsers,
  IconVideo,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHORTCUTS, type ToolName } from '../../app/shortcuts';
import { useDesk } from '../../app/use-desk';
import { unreadOf } from '../../session/unread';
import { useCommand } from '../use-command';
import type { PanelName } from '../use-panel';
import { useAbilities, useNotes, useSession, useWork } from '../use-work';
import { IconRecord, IconScreenInfo } from './icons';
import { RemoteControl } from './RemoteControl';
import { Tool } from './Tool';
import css from './toolbar.module.css';
import { useToolCommands } from './use-tool-commands';
import { useToolRefusals } from './use-tool-refusals';

/** The eleven commands, always in the same order and place (W47), and for who helps the way out (W43). */
export const Toolbar = ({
  panel,
  onPanel,
  onInvite,
  onEnd,
}: {
  /** The panel that is open, if one is. */
  panel: PanelName | undefined;
  onPanel: (panel: PanelName) => void;
  onInvite: () => void;
  onEnd: () => void;
}) => {
  const { t } = useTranslation(['console', 'notes']);
  const snapshot = useSession();
  const { client } = useWork();
  const run = useCommand();
  const { session } = snapshot;
  const { seen } = useSnapshot(useDesk().tabs);
  const unread = unreadOf(snapshot, seen[snapshot.sessionId]);
  const can = useAbilities();
  const refusals = useToolRefusals();
  const [remoteOpen, setRemoteOpen] = useState(false);
  useToolCommands({ invite: onInvite, remote: () => setRemoteOpen(true), end: onEnd }, refusals);
  const tool = (name: ToolName) => ({
    label: t(`tool.${name}`),
    refused: refusals[name],
    shortcut: SHORTCUTS[name],
  });
  const here = joined(session).length;
  const atDoor = waiting(session).length;
  const { standing } = useNotes();
  return (
    <div className={css.tools} role="toolbar" aria-label={t('tool.bar')}>
      <Tool icon={IconUserPlus} {...tool('invite')} onClick={onInvite} />
      <Tool
        icon={IconUsers}
        {...tool('participants')}
        on={panel === 'participants'}
        aria-pressed={panel === 'participants'}
        mark={
          atDoor > 0 ? (
            <span className={`${css.door} rv-num`} aria-hidden="true">
              {atDoor}
            </span>
          ) : (
            <span className={`${css.count} rv-num`} aria-hidden="true">
              {here}
            </span>
          )
        }
        onClick={() => onPanel('participants')}
      />
      <span className={css.group} />
      <Tool
        icon={IconMessage}
        {...tool('chat')}
        on={panel === 'chat'}
        aria-pressed={panel === 'chat'}
        mark={
          unread > 0 && (
            <span
              className={`${css.door} rv-num`}
              role="img"
              aria-label={t('session.unreadTab', { count: unread })}
            >
              {unread > 99 ? '99+' : unread}
            </span>
          )
        }
        onClick={() => onPanel('chat')}
      />
      <Tool icon={IconHeadphones} {...tool('audio')} />
      <Tool icon={IconVideo} {...tool('video')} />
      <span className={css.group} />
      <RemoteControl refused={refusals.remote} opened={remoteOpen} onChange={setRemoteOpen} />
      <Tool icon={IconArrowsExchange} {...tool('files')} />
      <Tool icon={IconScreenInfo} {...tool('info')} />
      <span className={css.group} />
      <Tool
        icon={IconFileText}
        {...tool('notes')}
        on={panel === 'notes'}
        aria-pressed={panel === 'notes'}
        mark={
          (standing === 'draft' || standing === 'conflict') && (
            <span
              className={standing === 'draft' ? css.dot : css.door}
              role="img"
              aria-label={t(`notes:mark.${standing}`)}
            >
              {standing === 'conflict' && '!'}
            </span>
          )
        }
        onClick={() => onPanel('notes')}
      />
      <Tool icon={IconRecord} {...tool('record')} />
      {can['participant.leave'] === null && (
        <Tool
          icon={IconDoorExit}
          label={t('tool.leave')}
          shortcut={SHORTCUTS.leave}
          onClick={() => run(client.command('participant.leave', {}))}
        />
      )}
      <Tool icon={IconPower} {...tool('end')} end onClick={onEnd} />
    </div>
  );
};
