import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** How near the end one must be to be carried along with new lines, in px. */
const NEAR = 48;

export interface Follow {
  readonly atEnd: boolean;
  readonly isFollowing: () => boolean;
  /** To the end, and along with what comes. */
  readonly follow: () => void;
  readonly onScroll: () => void;
}

/** Whether a box of lines is at its end, where it stays while somebody reads there. Its lines stand in children that stay the same. */
export const useFollow = (box: RefObject<HTMLElement | null>): Follow => {
  const follows = useRef(true);
  const top = useRef(0);
  const [atEnd, setAtEnd] = useState(true);
  // A box that grows or shrinks, and lines that do, leave it at the end, too.
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      if (follows.current) element.scrollTop = element.scrollHeight;
    });
    for (const one of [element, ...element.children]) observer.observe(one);
    return () => observer.disconnect();
  }, [box]);
  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    const end = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    // Lines that are measured anew move the end away; only a person moves up.
    if (end) follows.current = true;
    else if (element.scrollTop < top.current - 1) follows.current = false;
    top.current = element.scrollTop;
    setAtEnd(follows.current);
  };
  const isFollowing = useCallback(() => follows.current, []);
  const follow = useCallback(() => {
    follows.current = true;
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [box]);
  return { atEnd, isFollowing, follow, onScroll };
};

/** Calls `read` while something is in sight in a tab that is in front, at once and whenever it comes into sight. */
export const useInSight = (
  target: RefObject<HTMLElement | null>,
  active: boolean,
  read: () => void,
): void => {
  const latest = useRef(read);
  const sight = useRef(false);
  useEffect(() => {
    latest.current = read;
    if (active && sight.current && document.visibilityState === 'visible') read();
  });
  useEffect(() => {
    const element = target.current;
    if (!element || !active) return undefined;
    const look = (): void => {
      if (sight.current && document.visibilityState === 'visible') latest.current();
    };
    const observer = new IntersectionObserver((entries) => {
      sight.current = entries.at(-1)?.isIntersecting ?? false;
      look();
    });
    observer.observe(element);
    document.addEventListener('visibilitychange', look);
    return () => {
      observer.disconnect();
      document.removeEventListener('visibilitychange', look);
    };
  }, [target, active]);
};
