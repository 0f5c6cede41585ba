import { useEffect, useRef } from 'react';

let quietUntil = 0;

/**
 * Keeps single keys quiet for a moment. Who was typing into the customer's computer types on for a while after the way
 * there has closed: those keys must not become commands here.
 */
export const quietKeys = (milliseconds: number): void => {
  quietUntil = performance.now() + milliseconds;
};

/** Whether a key press belongs to something that takes text, or to an open dialog or menu. */
const taken = (event: KeyboardEvent): boolean => {
  const target = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return true;
  if (performance.now() < quietUntil) return true;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    document.querySelector('[role="dialog"], [role="menu"]') !== null
  );
};

/** The key by its name in `SHORTCUTS`: letters with Shift are other keys than without. */
const nameOf = ({ key, shiftKey }: KeyboardEvent): string => {
  if (key.length !== 1) return key;
  return shiftKey && /\p{L}/u.test(key) ? `Shift+${key.toUpperCase()}` : key.toUpperCase();
};

/** Single keys for the whole page; they never fire while somebody types. The listener answers whether the key was its own. */
export const useKey = (listener: (key: string) => boolean): void => {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!taken(event) && latest.current(nameOf(event))) event.preventDefault();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
};
