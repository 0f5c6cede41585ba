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

  /** Whether the invite dialog opens by itself in a new session (W10). */
  @Column('boolean', { name: 'auto_invite', default: false })
  autoInvite!: boolean;

  /** IANA name of the zone in which moments are shown to them; null = as their browser has it. */
  @Column('text', { name: 'time_zone', nullable: true })
  timeZone!: string | null;

  /** Argon2id in PHC form; null = nobody can sign in until a one-time link is used. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true })
  lastSignInAt!: Date | null;
}
