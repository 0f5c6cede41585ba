import type { LinkToConsole } from '@relevo/contracts';
import type { RemoteScreen } from './remote-screen';

type StopAsk = Extract<LinkToConsole, { type: 'stop.ask' }>;

/** A customer's devices as they reach this console. */
export interface CustomerDevices {
  readonly screens: readonly RemoteScreen[];
  /** A device of theirs that is attached and that this console cannot reach now. */
  readonly unreached: boolean;
}

/**
 * Passes on what a customer's page asks: that this CSR let go of what the customer's other devices gave. It works with
 * the server away, and a device may always be asked to stop. Answered only once the devices' own word shows the end.
 */
export class StopPass {
  #open: { readonly to: RemoteScreen; readonly n: number; readonly ends: () => boolean }[] = [];

  ask(from: RemoteScreen, { n, grants }: StopAsk, { screens, unreached }: CustomerDevices): void {
    const meant = screens.flatMap((screen) =>
      screen.grantIds.filter((id) => grants?.includes(id) ?? true).map((id) => ({ screen, id })),
    );
    for (const { screen, id } of meant) screen.letGo(id);
    // What cannot be reached is not answered for: the page tells its customer where to press Stop.
    if (unreached) return;
    this.#open.push({
      to: from,
      n,
      ends: () => !meant.some(({ screen, id }) => screen.grantIds.includes(id)),
    });
    this.review();
  }

  /** To be called when a device has told what it grants. */
  review(): void {
    const over = this.#open.filter(({ ends }) => ends());
    this.#open = this.#open.filter((one) => !over.includes(one));
    for (const { to, n } of over) to.answerStop(n);
  }
}
