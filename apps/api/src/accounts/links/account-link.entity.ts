import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from '../account.entity';

/** A one-time right to choose the password of an account; using one ends all of the account. */
@Entity('account_links')
@Index('account_links_account', ['accountId'])
export class AccountLinkEntity {
  /** SHA-256 of the token behind `#`. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'account_links_pk' })
  hash!: Buffer;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'account_links_account_fk' })
  account!: Relation<AccountEntity>;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
