import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account.entity';

/** One sign-in of an account in one browser. The browser holds the token, the site only its hash. */
@Entity('sign_ins')
@Index('sign_ins_token_hash', ['tokenHash'], { unique: true })
@Index('sign_ins_account', ['accountId'])
export class SignInEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sign_ins_pk' })
  id!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'sign_ins_account_fk' })
  account!: Relation<AccountEntity>;

  /** SHA-256 of the token. */
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  /** Keyed hash of the client's address: tells a known place from a new one, and is no list of addresses. */
  @Column('bytea', { name: 'place_hash' })
  placeHash!: Buffer;

  /** For the account's owner while the sign-in is good; taken away with its end. */
  @Column('text', { nullable: true })
  browser!: string | null;

  /** As `browser`: an IPv4 address, or the network of an IPv6 address. */
  @Column('text', { nullable: true })
  address!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'seen_at' })
  seenAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
