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

/** Single keys for the whole page; they never fire while somebody types. Letters are given in lower case. */
export const useKeys = (keys: Readonly<Record<string, () => void>>): void => {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const act = latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act || taken(event)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
};
