import { Tooltip } from '@mantine/core';
import { holdsRight, joined, waiting } from '@relevo/domain';
import { IconLayoutSidebarRight } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ChatPanel } from '../chat/ChatPanel';
import { NotesPanel } from '../notes/NotesPanel';
import { type PanelName, usePanel } from '../use-panel';
import { useSession } from '../use-work';
import { ParticipantsPanel } from './ParticipantsPanel';
import css from './panel.module.css';
import { ResizeHandle } from './ResizeHandle';

const PANELS: readonly PanelName[] = ['chat', 'participants', 'notes'];

/** Chat, people and notes beside the stage; can be made wider, narrower, or put away. */
export const SidePanel = () => {
  const { t } = useTranslation('console');
  const { session, me } = useSession();
  const { panel: wanted, open, width, show, setOpen } = usePanel();
  const panels = PANELS.filter((name) => name !== 'notes' || !me || holdsRight(me, 'notes'));
  const panel = panels.includes(wanted) ? wanted : 'chat';
  const tabs = useRef<HTMLDivElement>(null);
  if (!open)
    return (
      <div className={css.rail}>
        <Tooltip label={t('panel.open')} position="left">
          <button
            type="button"
            className={css.iconButton}
            aria-label={t('panel.open')}
            onClick={() => setOpen(true)}
          >
            <IconLayoutSidebarRight size={18} stroke={1.75} aria-hidden="true" />
          </button>
        </Tooltip>
      </div>
    );
  const people = joined(session).length + waiting(session).length;
  return (
    <aside className={css.side} aria-label={t('panel.label')} style={{ width }}>
      <ResizeHandle />
      <div className={css.tabs}>
        <div className={css.list} role="tablist" aria-label={t('panel.label')} ref={tabs}>
          {panels.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-controls={`panel-${name}`}
              aria-selected={name === panel}
              tabIndex={name === panel ? 0 : -1}
              aria-label={t(`tool.${name}`)}
              className={css.tab}
              onClick={() => show(name)}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
                const step = event.key === 'ArrowRight' ? 1 : panels.length - 1;
                const next = panels[(panels.indexOf(panel) + step) % panels.length] ?? panel;
                show(next);
                tabs.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
              }}
            >
              {t(`tool.${name}`)}
              {name === 'participants' && <span className="rv-num">{people}</span>}
            </button>
          ))}
        </div>
        <Tooltip label={t('panel.close')}>
          <button
            type="button"
            className={css.iconButton}
            aria-label={t('panel.close')}
            onClick={() => setOpen(false)}
          >
            <IconLayoutSidebarRight size={18} stroke={1.75} aria-hidden="true" />
          </button>
        </Tooltip>
      </div>
      <div className={css.panel} role="tabpanel" id={`panel-${panel}`} aria-labelledby={`tab-${panel}`}>
        {panel === 'chat' && <ChatPanel />}
        {panel === 'participants' && <ParticipantsPanel />}
        {panel === 'notes' && <NotesPanel />}
      </div>
    </aside>
  );
};
