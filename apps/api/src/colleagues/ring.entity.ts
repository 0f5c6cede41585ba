import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A colleague who is asked in now: a projection of the logs, for the consoles that ring. */
@Entity('rings')
@Index('rings_account', ['accountId'])
export class RingEntity {
  @PrimaryColumn('uuid', { name: 'invite_id', primaryKeyConstraintName: 'rings_pk' })
  inviteId!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** Who asks. */
  @Column('text', { name: 'by_name' })
  byName!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
