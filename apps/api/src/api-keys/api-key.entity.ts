import type { ApiScope } from '@relevo/domain';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';

/** A key with which a program acts in the name of an account. The program holds the secret, the site only its hash. */
@Entity('api_keys')
@Index('api_keys_secret', ['secretHash'], { unique: true })
@Index('api_keys_account_id', ['accountId'])
@Index('api_keys_maker_id', ['makerId'])
export class ApiKeyEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_keys_pk' })
  id!: string;

  @Column('text')
  name!: string;

  /** SHA-256 of the whole key. */
  @Column('bytea', { name: 'secret_hash' })
  secretHash!: Buffer;

  /** Its last four signs, for people. */
  @Column('text')
  ending!: string;

  @Column('uuid', { name: 'account_id' })
  accountId!: string;

  /** In whose name it acts. */
  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'api_keys_account_fk' })
  account!: Relation<AccountEntity>;

  @Column('uuid', { name: 'maker_id' })
  makerId!: string;

  /** Who made it: it never does more than they may (SEC-A3). */
  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'maker_id', foreignKeyConstraintName: 'api_keys_maker_fk' })
  maker!: Relation<AccountEntity>;

  @Column('text', { array: true })
  scopes!: ApiScope[];

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
