import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../platform/clock';
import type { Principal } from '../../platform/principal';
import { hashSecret, newSecret } from '../../platform/secret';
import { LogService } from '../log/log.service';

const TICKET_MS = 30_000;

/** One-time tickets: fetched with a cookie or credential over REST, shown at the socket's handshake (SEC-W1). */
@Injectable()
export class SocketTicketsService {
  constructor(
    private readonly log: LogService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async issue(principal: Principal): Promise<{ ticket: string; expiresAt: number }> {
    const ticket = newSecret();
    const now = this.clock.now();
    const expiresAt = now + TICKET_MS;
    await this.log.db.query({
      name: 'socket-tickets-issue',
      text: `WITH old AS (DELETE FROM socket_tickets WHERE expires_at < $4)
        INSERT INTO socket_tickets (hash, principal, expires_at) VALUES ($1, $2, $3)`,
      values: [hashSecret(ticket), JSON.stringify(principal), new Date(expiresAt), new Date(now)],
    });
    return { ticket, expiresAt };
  }

  /** Takes a ticket, once. `null` = unknown, used or too old. */
  async redeem(ticket: string): Promise<Principal | null> {
    const { rows } = await this.log.db.query<{ principal: Principal; expiresAt: Date }>({
      name: 'socket-tickets-redeem',
      text: 'DELETE FROM socket_tickets WHERE hash = $1 RETURNING principal, expires_at AS "expiresAt"',
      values: [hashSecret(ticket)],
    });
    const [row] = rows;
    return row && row.expiresAt.getTime() > this.clock.now() ? row.principal : null;
  }
}
