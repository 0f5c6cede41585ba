import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A team of the site. Rows stay for ever: addresses and the record of changes name them. */
@Entity('teams')
@Index('teams_name', { synchronize: false })
export class TeamEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'teams_pk' })
  id!: string;

  /** Unique without regard to case among those that are not archived; the migration makes the index. */
  @Column('text')
  name!: string;

  /** One more with every change of it or its members. */
  @Column('int')
  version!: number;

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;
}
