import { useTranslation } from 'react-i18next';
import { SHORTCUTS, TOOLS, type ToolName } from '../../app/shortcuts';
import { useCommands } from '../../app/use-commands';
import { useCommand } from '../use-command';
import { usePanel } from '../use-panel';
import { useAbilities, useWork } from '../use-work';

/** What a tool does when its command is given by key or from the palette. */
export type ToolActions = Readonly<Record<'invite' | 'remote' | 'end', () => void>>;

const focusOn = (id: string): void => {
  requestAnimationFrame(() => {
    // Whoever opened a dialog in that moment types there, not in what others read.
    if (!document.querySelector('[role="dialog"]')) document.getElementById(id)?.focus();
  });
};

/** Offers the tools of the session in front as commands (W47). */
export const useToolCommands = (
  { invite, remote, end }: ToolActions,
  refusals: Partial<Record<ToolName, string>>,
): void => {
  const { t } = useTranslation('console');
  const panel = usePanel();
  const run = useCommand();
  const { client } = useWork();
  const mayLeave = useAbilities()['participant.leave'] === null;
  const show = (name: 'chat' | 'notes', field: string) => (): void => {
    panel.show(name);
    focusOn(field);
  };
  const nothing = (): void => undefined;
  const actions: Record<ToolName, () => void> = {
    invite,
    participants: () => panel.toggle('participants'),
    chat: show('chat', 'chat-message'),
    audio: nothing,
    video: nothing,
    remote,
    files: nothing,
    info: nothing,
    notes: show('notes', 'notes-text'),
    record: nothing,
    end,
  };
  useCommands([
    ...TOOLS.map((name) => ({
      id: `tool.${name}`,
      label: t(`tool.${name}`),
      shortcut: SHORTCUTS[name],
      refused: refusals[name],
      run: actions[name],
    })),
    ...(mayLeave
      ? [
          {
            id: 'tool.leave',
            label: t('tool.leave'),
            shortcut: SHORTCUTS.leave,
            run: () => run(client.command('participant.leave', {})),
          },
        ]
      : []),
    {
      id: 'panel',
      label: t('keys.panel'),
      shortcut: SHORTCUTS.panel,
      run: () => panel.setOpen(!panel.open),
    },
  ]);
};
