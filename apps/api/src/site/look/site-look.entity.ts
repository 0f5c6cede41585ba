import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** How the site looks to customers; the one row of its table. */
@Entity('site_look')
@Check('site_look_one_row', 'id = 1')
export class SiteLookEntity {
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'site_look_pk' })
  id!: number;

  /** `#rrggbb`; null = the project's own. */
  @Column('text', { nullable: true })
  accent!: string | null;

  /** A PNG. */
  @Column('bytea', { nullable: true })
  logo!: Buffer | null;

  @Column('timestamptz', { name: 'changed_at' })
  changedAt!: Date;
}
