import { type ChildProcess, spawn } from 'node:child_process';
import type { AgentView } from './agent-view';
import type { AgentWindow, AgentWindowEvents } from './agent-window';

/** What zenity answers: 0 = yes, 5 = nobody answered in time, anything else = no. */
const YES = 0;

const questionKey = (view: AgentView): string | null =>
  view.screen === 'connect' ? 'connect' : (view.prompt?.requestId ?? (view.stopAll ? 'granted' : null));

const textOf = (view: AgentView): string =>
  [
    view.person && `${view.person} · ${view.organisation} · ${view.standing}`,
    view.safety && `${view.safety.text} ${view.safety.code}`,
    view.heading,
    ...view.notices.map((notice) => notice.text),
    ...view.facts.map((fact) => `• ${fact.text}`),
    ...view.grants.map((grant) => `• ${grant.title} (${grant.detail})`),
  ]
    .filter(Boolean)
    .join('\n');

/**
 * The fallback where the native window cannot be shown: dialogs of the desktop. A question is a yes/no dialog whose
 * focus and time-out say no; while something is granted, a dialog with one button stops everything.
 */
export const openDialogWindow = (events: AgentWindowEvents, program = 'zenity'): AgentWindow => {
  let open: { key: string; process: ChildProcess } | null = null;
  const shut = () => {
    const old = open;
    open = null;
    old?.process.kill();
  };

  const show = (view: AgentView) => {
    const key = questionKey(view);
    if (open?.key === key) return;
    shut();
    if (key === null) return;
    const asks = view.yes !== '';
    const args = asks
      ? ['--question', '--default-cancel', `--ok-label=${view.yes}`, `--cancel-label=${view.no}`]
      : ['--info', `--ok-label=${view.stopAll}`];
    events.comesUp();
    const child = spawn(
      program,
      [...args, '--no-markup', '--width=380', `--title=${view.title}`, `--text=${textOf(view)}`],
      { stdio: 'ignore' },
    );
    open = { key, process: child };
    child.on('error', () => events.closed());
    child.on('exit', (code) => {
      // Taken away by us: the question is over already.
      if (open?.process !== child) return;
      open = null;
      if (key === 'connect') events.connect(code === YES);
      else if (view.prompt) events.answer(view.prompt.requestId, code === YES);
      else events.stopAll();
    });
  };

  return { kind: 'dialogs', show, close: shut, forsake: shut };
};
