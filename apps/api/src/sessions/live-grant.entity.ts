import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A grant that nobody has asked to stop yet: a projection of the logs, to find those that no sign-in holds any more. */
@Entity('live_grants')
@Index('live_grants_session', ['sessionId'])
export class LiveGrantEntity {
  @PrimaryColumn('uuid', { name: 'grant_id', primaryKeyConstraintName: 'live_grants_pk' })
  grantId!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** Thumbprint of the one key that may use it. */
  @Column('text', { name: 'csr_key' })
  csrKey!: string;
}
