import { Button } from '@mantine/core';
import { useFollow, useInSight } from '@relevo/ui';
import { IconArrowDown } from '@tabler/icons-react';
import { type ReactElement, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import css from './chat.module.css';

/** From so near the top on, what was said before is loaded, px. */
const NEAR_TOP = 400;

/** Lines beside the window that are drawn, px: a look up or down finds them there. */
const BESIDE = 800;

/**
 * A long list of lines of which only those in sight are drawn. It stays at its end while somebody reads there, and where they read
 * otherwise; what comes before is loaded on the way up.
 */
export const ChatList = <Line extends { readonly key: string }>({
  lines,
  unread,
  more,
  onOlder,
  onRead,
  children,
}: {
  lines: readonly Line[];
  /** New lines below what is in sight. */
  unread: number;
  /** Whether there is something before the first line. */
  more: boolean;
  onOlder: () => void;
  /** The end is in sight. */
  onRead: () => void;
  children: (line: Line) => ReactElement;
}) => {
  const { t } = useTranslation(['console', 'common', 'chat']);
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const { atEnd, isFollowing, follow, onScroll } = useFollow(box);
  const first = lines[0]?.key;
  const count = lines.length;
  const [last, setLast] = useState({ first, count, grewUp: false });
  // Older lines above the first: the view stays where it is, seen from the end.
  if (last.first !== first || last.count !== count)
    setLast({ first, count, grewUp: last.count > 0 && last.first !== first });

  const toEnd = (): void => {
    follow();
    if (count > 0) list.current?.scrollToIndex(count - 1, { align: 'end' });
  };
  useLayoutEffect(() => {
    if (isFollowing() && count > 0) list.current?.scrollToIndex(count - 1, { align: 'end' });
  }, [count, isFollowing]);
  useInSight(box, atEnd && count > 0, onRead);

  const scrolled = (): void => {
    onScroll();
    if (more && (box.current?.scrollTop ?? 0) < NEAR_TOP) onOlder();
  };
  return (
    <div className={css.frame}>
      <div
        className={css.log}
        role="log"
        // New lines are told apart from this: what is drawn anew while one scrolls is no news.
        aria-live="off"
        aria-label={t('chat.log')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
        tabIndex={0}
        ref={box}
        onScroll={scrolled}
      >
        <div className={css.top}>
          {more && (
            <Button size="compact-sm" variant="subtle" onClick={onOlder}>
              {t('common:olderMessages')}
            </Button>
          )}
        </div>
        <Virtualizer
          ref={list}
          data={lines}
          shift={last.grewUp}
          bufferSize={BESIDE}
          startMargin={more ? TOP_HEIGHT : 0}
        >
          {(line) => (
            <div key={line.key} className={css.row}>
              {children(line)}
            </div>
          )}
        </Virtualizer>
      </div>
      {!atEnd && (
        <Button
          className={css.newest}
          size="xs"
          variant={unread > 0 ? 'filled' : 'default'}
          leftSection={<IconArrowDown size={14} stroke={2} aria-hidden="true" />}
          onClick={toEnd}
        >
          {unread > 0 ? t('chat:newLines', { count: unread }) : t('chat:newest')}
        </Button>
      )}
    </div>
  );
};

/** Height of what stands above the lines while there are older ones; the same in the style sheet. */
const TOP_HEIGHT = 40;
