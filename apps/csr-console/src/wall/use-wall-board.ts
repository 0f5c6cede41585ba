import type { WallBoard } from '@relevo/contracts';
import { useEffect, useState } from 'react';
import { useDesk } from '../app/use-desk';

const LOOK_MS = 3000;

/** The beginning of this day, where this board hangs, ms since the epoch. */
const midnight = (): number => new Date().setHours(0, 0, 0, 0);

/** The board of the site, or of a team, as it is now; `at` = when the server last answered, and `away` = it does not any more. */
export const useWallBoard = (team: string | undefined) => {
  const { rest } = useDesk();
  const [known, setKnown] = useState<{
    of: string | undefined;
    board: WallBoard;
    at: number;
    away: boolean;
  }>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over = false;
    const look = async (): Promise<void> => {
      try {
        const board = await rest.wallBoard({ since: midnight(), team });
        if (!over) setKnown({ of: team, board, at: Date.now(), away: false });
      } catch {
        // The figures stay, and say from when they are.
        if (!over) setKnown((before) => before && { ...before, away: true });
      }
      if (!over) timer = setTimeout(() => void look(), LOOK_MS);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [rest, team]);
  // The figures of another team are none.
  return known?.of === team ? known : undefined;
};
