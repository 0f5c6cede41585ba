import { useEffect, useRef } from 'react';
import type { DeskCommand } from './command-board';
import { useNotices } from './notices';
import { useDesk } from './use-desk';
import { useKey } from './use-key';

/** Offers commands while the part of the page that calls this is on screen. */
export const useCommands = (commands: readonly DeskCommand[]): void => {
  const { board } = useDesk();
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => board.offer(() => latest.current), [board]);
};

/** Gives a command, or says why it cannot be given. */
export const useGive = (): ((command: DeskCommand) => void) => {
  const notices = useNotices();
  return ({ label, refused, run }) => {
    if (refused === undefined) run();
    else notices.say(`${label}: ${refused}`);
  };
};

/** Listens for the keys of all commands that are offered. Once per page. */
export const useCommandKeys = (): void => {
  const { board } = useDesk();
  const give = useGive();
  useKey((key) => {
    const command = board.byShortcut(key);
    if (!command) return false;
    give(command);
    return true;
  });
};
