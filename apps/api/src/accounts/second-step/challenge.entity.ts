import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from '../account.entity';

/** Somebody gave the right password and has to give a code now. It carries no right. */
@Entity('sign_in_challenges')
@Index('sign_in_challenges_account', ['accountId'])
export class ChallengeEntity {
  /** SHA-256 of what the browser holds. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'sign_in_challenges_pk' })
  hash!: Buffer;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'sign_in_challenges_account_fk' })
  account!: Relation<AccountEntity>;

  @Column('smallint')
  tries!: number;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
