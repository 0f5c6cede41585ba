/** Something that a person can do here and now, by its key or from the palette. */
export interface DeskCommand {
  /** Unlike that of any other command that can be given at the same time. */
  readonly id: string;
  readonly label: string;
  /** As in `SHORTCUTS`. */
  readonly shortcut?: string;
  /** Why it cannot be done now; undefined = it can. */
  readonly refused?: string | undefined;
  readonly run: () => void;
}

/** The commands of what is on screen: each part of the page offers its own while it is there. */
export class CommandBoard {
  private readonly offers = new Set<() => readonly DeskCommand[]>();

  /** Offers commands, asked for when they are needed; answers how to take them away. */
  readonly offer = (commands: () => readonly DeskCommand[]): (() => void) => {
    this.offers.add(commands);
    return () => this.offers.delete(commands);
  };

  /** Everything that can be given now; the part of the page that came last stands first. */
  get commands(): DeskCommand[] {
    return [...this.offers].reverse().flatMap((offer) => offer());
  }

  byShortcut(shortcut: string): DeskCommand | undefined {
    return this.commands.find((command) => command.shortcut === shortcut);
  }
}
