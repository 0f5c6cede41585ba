import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Notifications } from '../../platform/database/notifications';
import type { Queryable } from './log.queries';
import { LogService } from './log.service';
import { membershipChanges } from './membership-changes';

const CHANNEL = 'streams';

/** Tells every node that these streams have moved: for programs beside the server. */
export const tellNodes = async (
  db: Queryable,
  moved: readonly { id: string; seq: number }[],
): Promise<void> => {
  const payload = [randomUUID(), ...moved.map(({ id, seq }) => `${id}:${seq}`)].join(' ');
  await db.query({ text: 'SELECT pg_notify($1, $2)', values: [CHANNEL, payload] });
};
/** Commits of so many ms share one message: each is a transaction of its own. */
const GATHER_MS = 20;
/** A payload may hold 7,999 bytes; a line is at most 48. */
const MOST_LINES = 150;

/**
 * Tells the other nodes which streams have moved; they read what is new from the database. Sent after the commit and
 * apart from it, so that commits do not queue for the notification lock. A lost message is made good by the heads.
 */
@Injectable()
export class NoticesService implements OnModuleInit {
  private readonly logger = new Logger(NoticesService.name);
  private readonly node = randomUUID();
  private readonly moved = new Map<string, number>();
  private readonly members = new Set<string>();
  private readonly memberListeners: ((accountIds: readonly string[]) => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: LogService,
    @Inject(Notifications) private readonly notifications: Notifications,
  ) {}

  onModuleInit(): void {
    this.notifications.listen(CHANNEL, (payload) => this.hear(payload));
    this.notifications.onGap(() => {
      for (const entry of this.log.cache.held()) this.follow(entry.id);
    });
    this.log.onCommitted((advance) => {
      this.moved.set(advance.entry.id, advance.entry.seq);
      const accounts = membershipChanges(advance.before, advance.after);
      for (const account of accounts) this.members.add(account);
      if (accounts.length > 0) this.tellMembers(accounts);
      this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
    });
  }

  /** Hears of accounts whose sessions changed, whichever node it happened on. */
  onMembers(listener: (accountIds: readonly string[]) => void): void {
    this.memberListeners.push(listener);
  }

  private flush(): void {
    this.timer = undefined;
    const lines = [
      ...[...this.moved].map(([stream, version]) => `${stream}:${version}`),
      ...[...this.members].map((account) => `@${account}`),
    ];
    this.moved.clear();
    this.members.clear();
    for (let i = 0; i < lines.length; i += MOST_LINES) {
      const payload = [this.node, ...lines.slice(i, i + MOST_LINES)].join(' ');
      this.log.db
        .query({ name: 'streams-notify', text: 'SELECT pg_notify($1, $2)', values: [CHANNEL, payload] })
        .catch((fault: unknown) => this.logger.warn(`Other nodes were not told: ${String(fault)}`));
    }
  }

  private hear(payload: string): void {
    const [node, ...lines] = payload.split(' ');
    if (node === this.node) return;
    const accounts = lines.filter((line) => line.startsWith('@')).map((line) => line.slice(1));
    for (const line of lines.filter((l) => !l.startsWith('@'))) {
      const [stream = '', version = '0'] = line.split(':');
      this.follow(stream, Number(version));
    }
    if (accounts.length > 0) this.tellMembers(accounts);
  }

  /** Reads on if this node holds the stream and is behind. */
  follow(stream: string, version = Number.POSITIVE_INFINITY): void {
    const entry = this.log.cache.peek(stream);
    if (!entry || entry.seq >= version) return;
    this.log.catchUp(entry).catch((fault: unknown) => this.logger.warn(`Not caught up: ${String(fault)}`));
  }

  private tellMembers(accounts: readonly string[]): void {
    for (const listener of this.memberListeners) listener(accounts);
  }
}
