import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How mails and SMS leave the site, as administrators have set it; the one row of its table. */
@Entity('post_settings')
@Check('post_settings_one_row', 'id = 1')
export class PostSettingsEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'post_settings_pk' })
  id!: number;

  @Column('text', { name: 'mail_from', nullable: true })
  mailFrom!: string | null;

  /** Address of the mail server with its password; sealed, see `platform/sealed.ts`. */
  @Column('bytea', { nullable: true })
  smtp!: Buffer | null;

  @Column('text', { name: 'sms_url', nullable: true })
  smsUrl!: string | null;

  /** Sealed. */
  @Column('bytea', { name: 'sms_secret', nullable: true })
  smsSecret!: Buffer | null;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
