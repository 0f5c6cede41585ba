import type { InputSender } from './input-sender';

/** The members of a `KeyboardEvent` that count. */
export interface KeyStroke {
  readonly code: string;
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  getModifierState(name: string): boolean;
}

/** Keys that only choose a character: the character itself is sent, so they go along only when something else needs them. */
const CHOOSERS: ReadonlySet<string> = new Set(['ShiftLeft', 'ShiftRight', 'AltRight']);
/** Locks are the CSR's own: the characters that are sent have them in them already. */
const LOCKS: ReadonlySet<string> = new Set(['CapsLock', 'NumLock', 'ScrollLock']);
const CODE = /^[A-Za-z0-9]{1,24}$/;

const isChooser = ({ code, key }: KeyStroke): boolean =>
  CHOOSERS.has(code) && (code !== 'AltRight' || key === 'AltGraph');

/** One character as the CSR's layout gives it, and no command (Ctrl+C, Alt+F). */
const isCharacter = (stroke: KeyStroke): boolean => {
  if (Array.from(stroke.key).length !== 1) return false;
  // AltGr shows as Ctrl+Alt on Windows.
  return stroke.getModifierState('AltGraph') || !(stroke.ctrlKey || stroke.altKey || stroke.metaKey);
};

/**
 * Decides for each stroke whether a character or a physical key is sent. Characters go as text, so the CSR types in
 * their own layout; everything else goes by physical key, down and up.
 */
export class KeyboardMapper {
  /** Shift and AltGr that are held here and not yet there; true = a character was typed with it. */
  private readonly choosers = new Map<string, boolean>();

  constructor(private readonly sender: InputSender) {}

  /** Takes a key going down. True = it was for the desktop, the page must not act on it. */
  down(stroke: KeyStroke): boolean {
    // An input method is at work: what it makes of it comes by `composed`.
    if (stroke.isComposing || stroke.key === 'Process' || stroke.key === 'Dead') return false;
    const { code, key } = stroke;
    if (LOCKS.has(code)) return true;
    if (isChooser(stroke)) {
      // Windows puts a Ctrl before AltGr that nobody pressed.
      if (key === 'AltGraph') this.sender.key('ControlLeft', false);
      if (!this.choosers.has(code) && !this.sender.holds(code)) this.choosers.set(code, false);
      return true;
    }
    if (isCharacter(stroke)) {
      this.character(key);
    } else if (CODE.test(code)) {
      this.sendChoosers();
      this.sender.key(code, true);
    }
    return true;
  }

  /** Takes a key going up; only what went down there goes up there. */
  up({ code }: Pick<KeyStroke, 'code'>): void {
    const used = this.choosers.get(code);
    if (this.choosers.delete(code) && used === false) this.sender.key(code, true);
    this.sender.key(code, false);
  }

  /** Text that an input method or a dead key has made. */
  composed(text: string): void {
    if (text !== '') this.character(text);
  }

  /** Shift and AltGr go along with keys, clicks and the wheel. */
  sendChoosers(): void {
    for (const code of this.choosers.keys()) this.sender.key(code, true);
    this.choosers.clear();
  }

  /** Forgets what is held. */
  reset(): void {
    this.choosers.clear();
  }

  private character(text: string): void {
    // Held there, they would change the text.
    for (const code of CHOOSERS) {
      if (!this.sender.holds(code)) continue;
      this.sender.key(code, false);
      this.choosers.set(code, true);
    }
    for (const code of this.choosers.keys()) this.choosers.set(code, true);
    this.sender.text(text);
  }
}
