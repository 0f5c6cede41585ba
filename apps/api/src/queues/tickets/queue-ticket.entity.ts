import type { CallBackWish, Language } from '@relevo/contracts';
import type { TicketState } from '@relevo/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * Somebody who came to a queue (W5). What they said of themselves is here only while they wait: then the session has it, or
 * nobody. The row stays for the figures.
 */
@Entity('queue_tickets')
@Index('queue_tickets_open', ['queueId', 'enteredAt', 'id'], { where: "state IN ('waiting', 'callBack')" })
@Index('queue_tickets_over', ['overAt'])
@Index('queue_tickets_secret', ['secretHash'], { unique: true })
@Index('queue_tickets_session', ['sessionId'], { unique: true })
export class QueueTicketEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'queue_tickets_pk' })
  id!: string;

  @Column('uuid', { name: 'queue_id' })
  queueId!: string;

  /** SHA-256 of the secret that the page keeps; of the invite's token too, once somebody has picked. */
  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  @Column('text')
  state!: TicketState;

  @Column('text')
  name!: string;

  @Column('jsonb')
  answers!: { label: string; text: string }[];

  @Column('text')
  language!: Language;

  @Column('jsonb', { name: 'call_back', nullable: true })
  callBack!: CallBackWish | null;

  /** Whether they stood in line, and did not ask to be called back from the start. */
  @Column('boolean', { default: true })
  waited!: boolean;

  @Column('timestamptz', { name: 'entered_at' })
  enteredAt!: Date;

  /** When the page was last heard of. */
  @Column('timestamptz', { name: 'seen_at' })
  seenAt!: Date;

  @Column('timestamptz', { name: 'escalated_at', nullable: true })
  escalatedAt!: Date | null;

  @Column('uuid', { name: 'offered_to', nullable: true })
  offeredTo!: string | null;

  @Column('timestamptz', { name: 'offered_until', nullable: true })
  offeredUntil!: Date | null;

  /** Accounts that let it pass. */
  @Column('jsonb')
  passed!: string[];

  @Column('uuid', { name: 'picked_by', nullable: true })
  pickedBy!: string | null;

  @Column('uuid', { name: 'session_id', nullable: true })
  sessionId!: string | null;

  /** When it was picked, given up or done. */
  @Column('timestamptz', { name: 'over_at', nullable: true })
  overAt!: Date | null;
}
