import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Principal } from '../../platform/principal';

/** A one-time right to open a socket, for half a minute. The client holds the ticket, the site only its hash. */
@Entity('socket_tickets')
@Index('socket_tickets_expiry', ['expiresAt'])
export class SocketTicketEntity {
  /** SHA-256 of the ticket. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'socket_tickets_pk' })
  hash!: Buffer;

  /** Who asked for it, proven then. */
  @Column('jsonb')
  principal!: Principal;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
