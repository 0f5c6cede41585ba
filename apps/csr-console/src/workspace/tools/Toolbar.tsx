import { joined, waiting } from '@relevo/domain';
import { useSnapshot } from '@relevo/ui';
import {
  IconArrowsExchange,
  IconFileText,
  IconHeadphones,
  IconMessage,
  IconPower,
  IconUserPlus,
  IconUsers,
  IconVideo,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../app/use-desk';
import { unreadOf } from '../../session/unread';
import type { PanelName } from '../use-panel';
import { useAbilities, useSession } from '../use-work';
import { IconRecord, IconScreenInfo } from './icons';
import { RemoteControl } from './RemoteControl';
import { Tool } from './Tool';
import css from './toolbar.module.css';

/** The eleven commands, always in the same order and place (W47). */
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
  const { t } = useTranslation(['console', 'refusals']);
  const snapshot = useSession();
  const { session } = snapshot;
  const { seen } = useSnapshot(useDesk().tabs);
  const unread = unreadOf(snapshot, seen[snapshot.sessionId]);
  const can = useAbilities();
  const why = (verdict: (typeof can)[keyof typeof can]): string | undefined =>
    verdict ? t(verdict, { ns: 'refusals' }) : undefined;
  const here = joined(session).length;
  const atDoor = waiting(session).length;
  const later = t('tool.notYet');
  return (
    <div className={css.tools} role="toolbar" aria-label={t('tool.bar')}>
      <Tool
        icon={IconUserPlus}
        label={t('tool.invite')}
        refused={why(can['invite.create'])}
        shortcut="I"
        onClick={onInvite}
      />
      <Tool
        icon={IconUsers}
        label={t('tool.participants')}
        on={panel === 'participants'}
        aria-pressed={panel === 'participants'}
        shortcut="P"
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
        label={t('tool.chat')}
        on={panel === 'chat'}
        aria-pressed={panel === 'chat'}
        shortcut="C"
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
      <Tool icon={IconHeadphones} label={t('tool.audio')} refused={later} />
      <Tool icon={IconVideo} label={t('tool.video')} refused={later} />
      <span className={css.group} />
      <RemoteControl />
      <Tool icon={IconArrowsExchange} label={t('tool.files')} refused={later} />
      <Tool icon={IconScreenInfo} label={t('tool.info')} refused={later} />
      <span className={css.group} />
      <Tool icon={IconFileText} label={t('tool.notes')} refused={later} />
      <Tool icon={IconRecord} label={t('tool.record')} refused={later} />
      <Tool icon={IconPower} label={t('tool.end')} end refused={why(can['session.end'])} onClick={onEnd} />
    </div>
  );
};
