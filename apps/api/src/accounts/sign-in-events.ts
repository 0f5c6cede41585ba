import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { Notifications, notify } from '../platform/database/notifications';

const CHANNEL = 'relevo_sign_ins';

const ended = z.union([z.strictObject({ signInId: z.uuid() }), z.strictObject({ accountId: z.uuid() })]);

/** One sign-in ended, or all of an account. */
export type SignInsEnded = z.infer<typeof ended>;

/** Tells it to every node with the commit of the manager's transaction. */
export const tellEnded = (manager: EntityManager, event: SignInsEnded): Promise<void> =>
  notify(manager, CHANNEL, JSON.stringify(event));

/** Tells every node when sign-ins end, so that their sockets are closed within a second. */
@Injectable()
export class SignInEvents {
  private readonly handlers: ((event: SignInsEnded) => void)[] = [];

  constructor(private readonly notifications: Notifications) {
    notifications.listen(CHANNEL, (payload) => {
      const event = ended.parse(JSON.parse(payload));
      for (const handler of this.handlers) handler(event);
    });
  }

  /** Hears of every end, on whichever node it was made. */
  onEnded(handler: (event: SignInsEnded) => void): void {
    this.handlers.push(handler);
  }

  /** Called when ends may have been missed: check every open sign-in again with `SignInsService.stillGood`. */
  onGap(handler: () => void): void {
    this.notifications.onGap(handler);
  }

  /** Tells it with the commit of the manager's transaction. */
  async tell(manager: EntityManager, event: SignInsEnded): Promise<void> {
    await tellEnded(manager, event);
  }
}
