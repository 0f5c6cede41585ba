import { useEffect, useState } from 'react';

/** Whether an element fills the whole screen, and how to change it. */
export const useFullScreen = (element: HTMLElement | null) => {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const changed = (): void => setFull(element !== null && document.fullscreenElement === element);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, [element]);
  return {
    full,
    toggle: () => void (full ? document.exitFullscreen() : element?.requestFullscreen()),
  };
};
