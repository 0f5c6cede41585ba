import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A code that can be chosen at the start, for reports (W7). Rows stay for ever: sessions bear them. */
@Entity('tracking_codes')
@Index('tracking_codes_code', { synchronize: false })
export class TrackingCodeEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'tracking_codes_pk' })
  id!: string;

  /** Unique without regard to case, also of archived ones; the migration makes the index. */
  @Column('text')
  code!: string;

  @Column('text')
  label!: string;

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;
}
