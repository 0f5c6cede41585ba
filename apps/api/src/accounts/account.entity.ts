import { ACCOUNT_ROLES, type AccountRole, type Language } from '@relevo/contracts';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Somebody who works at the site. */
@Entity('accounts')
@Index('accounts_email', ['email'], { unique: true })
@Check('accounts_email_lower', 'email = lower(email)')
@Check('accounts_role_known', `role IN (${ACCOUNT_ROLES.map((role) => `'${role}'`).join(', ')})`)
export class AccountEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'accounts_pk' })
  id!: string;

  @Column('text')
  email!: string;

  @Column('text')
  name!: string;

  @Column('text')
  role!: AccountRole;

  @Column('text')
  language!: Language;

  /** Argon2id in PHC form. */
  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;
}
