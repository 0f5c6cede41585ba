import type { AgentView } from './agent-view';

/** What people do in the window. Each names what stood on the screen when they did it. */
export interface AgentWindowEvents {
  /** Connect or Cancel, before attaching. */
  connect(yes: boolean): void;
  /** The answer to the question that was shown. */
  answer(requestId: string, allow: boolean): void;
  /** Opens or closes the row of durations. */
  changeDuration(): void;
  chooseDuration(minutes: number | null): void;
  /** Whether the code that was shown is the same where this CSR looks. */
  compared(csrId: string, matches: boolean): void;
  stop(grantId: string): void;
  stopAll(): void;
  leave(): void;
  /** The window is about to come up by itself, and may get the focus. */
  comesUp(): void;
  /** The window is gone, by whatever way: nobody can answer any more. */
  closed(): void;
}

/** The agent's one window. It shows what it is given, and tells what people press. */
export interface AgentWindow {
  readonly kind: 'slint' | 'dialogs';
  show(view: AgentView): void;
  /** Takes the window away; `closed` is not called. */
  close(): void;
  /** The desktop is gone, and the window with it: its toolkit, which would end the process, is not called any more. */
  forsake(): void;
}
