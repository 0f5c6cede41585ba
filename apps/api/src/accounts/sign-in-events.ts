import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Notifications, notify } from '../platform/database/notifications';

export const SIGN_INS_CHANNEL = 'relevo_sign_ins';

const ended = z.union([z.strictObject({ signInId: z.uuid() }), z.strictObject({ accountId: z.uuid() })]);
/** What every sign-in may do has changed. */
const allChanged = z.strictObject({ all: z.literal(true) });

/** One sign-in ended, or all of an account. */
export type SignInsEnded = z.infer<typeof ended>;

/** The same as a message, for those who write with another connection. */
export const endedPayload = (event: SignInsEnded): string => JSON.stringify(event);

/** Tells it to every node with the commit of the manager's transaction. */
export const tellEnded = (manager: EntityManager, event: SignInsEnded): Promise<void> =>
  notify(manager, SIGN_INS_CHANNEL, endedPayload(event));

/** Tells every node, with the commit, to look every open sign-in up again. */
export const tellAllChanged = (manager: EntityManager): Promise<void> =>
  notify(manager, SIGN_INS_CHANNEL, JSON.stringify({ all: true }));

/** Tells every node when sign-ins end, so that their sockets are closed within a second. */
@Injectable()
export class SignInEvents {
  private readonly handlers: ((event: SignInsEnded) => void)[] = [];
  private readonly lookers: (() => void)[] = [];

  constructor(notifications: Notifications) {
    notifications.listen(SIGN_INS_CHANNEL, (payload) => {
      const event = z.union([ended, allChanged]).parse(JSON.parse(payload));
      if ('all' in event) for (const look of this.lookers) look();
      else for (const handler of this.handlers) handler(event);
    });
    notifications.onGap(() => {
      for (const look of this.lookers) look();
    });
  }

  /** Hears of every end, on whichever node it was made. */
  onEnded(handler: (event: SignInsEnded) => void): void {
    this.handlers.push(handler);
  }

  /** Called when any may have ended, or ends were missed: check every open sign-in again with `SignInsService.stillGood`. */
  onDoubt(look: () => void): void {
    this.lookers.push(look);
  }
}
