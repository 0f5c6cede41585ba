/** The keys that give the CSR's own keyboard back while they control another computer. */
export const RELEASE_KEYS = 'Ctrl+Alt+Shift+Esc';

/** Whether a key press is the way out. By physical key, so that it works in every layout. */
export const isRelease = (event: {
  code: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}): boolean => event.code === 'Escape' && event.ctrlKey && event.altKey && event.shiftKey;
