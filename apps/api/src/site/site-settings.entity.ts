import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** What the administrator has set; the one row of its table. Settings that are not in it have their defaults. */
@Entity('site_settings')
@Check('site_settings_one_row', 'id = 1')
export class SiteSettingsEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'site_settings_pk' })
  id!: number;

  @Column('jsonb')
  settings!: Record<string, unknown>;

  /** The form of tracking codes that are not in the list; '' = there are none. */
  @Column('text', { name: 'code_form', default: '' })
  codeForm!: string;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
