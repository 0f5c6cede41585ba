import type { Language } from '@relevo/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * The sign-in of an expert from outside. They have no account: nothing that is of accounts ever meets them, and the row lives only as
 * long as their part in the one session.
 */
@Entity('experts')
@Index('experts_token_hash', ['tokenHash'], { unique: true })
export class ExpertEntity {
  /** Stands in the log where the others have their account. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'experts_pk' })
  id!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  /** SHA-256 of the token in their browser. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('text')
  name!: string;

  @Column('text')
  language!: Language;

  /** Thumbprints of the keys for peer links that their console showed. */
  @Column('text', { array: true, default: '{}' })
  keys!: string[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt!: Date;
}
