import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The secrets of an invite, as hashes. What became of it stands in the session's log. */
@Entity('invites')
@Index('invites_token', ['tokenHash'], { unique: true })
@Index('invites_code', ['codeHash'], { unique: true })
@Index('invites_session', ['sessionId'])
export class InviteEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invites_pk' })
  id!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  /** SHA-256 of the token in the link. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  /** HMAC of the spoken code; empty once it is of no more use, so that the code may be given again. */
  @Column('bytea', { name: 'code_hash', nullable: true })
  codeHash!: Buffer | null;

  @Column('timestamptz', { name: 'code_expires_at' })
  codeExpiresAt!: Date;
}
