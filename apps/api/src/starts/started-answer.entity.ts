import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What a program was answered when it started a session with an invite: asked again, it hears the same. Sealed under the
 * program's own key, which the site does not have: without it nobody can read the link here.
 */
@Entity('started_answers')
@Index('started_answers_claimed', ['claimedAt'])
export class StartedAnswerEntity {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'started_answers_pk' })
  sessionId!: string;

  @Column('uuid', { name: 'api_key_id' })
  apiKeyId!: string;

  /** SHA-256 of what was asked. */
  @Column('bytea', { name: 'content_hash' })
  contentHash!: Buffer;

  /** null = somebody is at it. */
  @Column('bytea', { nullable: true })
  sealed!: Buffer | null;

  @Column('timestamptz', { name: 'claimed_at' })
  claimedAt!: Date;
}
