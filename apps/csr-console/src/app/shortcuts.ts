/** The key of each command, wherever it is pressed, shown or listed (W47). One letter means the letter alone, `Shift+` the letter with it. */
export const SHORTCUTS = {
  help: '?',
  palette: 'Ctrl+K',
  goHome: 'H',
  start: 'N',
  startWith: 'D',
  invite: 'I',
  participants: 'P',
  chat: 'C',
  audio: 'A',
  video: 'V',
  remote: 'R',
  files: 'F',
  info: 'S',
  notes: 'N',
  record: 'O',
  end: 'E',
  /** Nobody should be out of a session by one slip. */
  leave: 'Shift+L',
  panel: '\\',
} as const;

/** The eleven tools of a session, in their order (W47). */
export const TOOLS = [
  'invite',
  'participants',
  'chat',
  'audio',
  'video',
  'remote',
  'files',
  'info',
  'notes',
  'record',
  'end',
] as const satisfies readonly (keyof typeof SHORTCUTS)[];
export type ToolName = (typeof TOOLS)[number];
