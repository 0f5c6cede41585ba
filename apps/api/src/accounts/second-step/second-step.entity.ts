import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from '../account.entity';

/** The authenticator of an account: a shared secret, and the last time step whose code was taken. */
@Entity('second_steps')
export class SecondStepEntity {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'second_steps_pk' })
  accountId!: string;

  @OneToOne(() => AccountEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'second_steps_account_fk' })
  account!: Relation<AccountEntity>;

  /** Sealed: see `platform/sealed.ts`. */
  @Column('bytea')
  secret!: Buffer;

  /** RFC 6238 time step; codes of this one and those before are not taken again (SEC-A6). */
  @Column('integer', { name: 'last_step' })
  lastStep!: number;

  /** null = being set up; signing in does not ask for it yet. */
  @Column('timestamptz', { name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;
}
