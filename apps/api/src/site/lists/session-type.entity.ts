import type { Translations } from '@relevo/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A kind of session that can be chosen at the start (W7). Rows stay for ever: sessions bear them. */
@Entity('session_types')
@Index('session_types_name', { synchronize: false })
@Index('session_types_one_standard', ['standard'], { unique: true, where: 'standard' })
export class SessionTypeEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'session_types_pk' })
  id!: string;

  /** Unique without regard to case among those that are not archived; the migration makes the index. */
  @Column('text')
  name!: string;

  @Column('jsonb')
  names!: Translations;

  /** Place in the order in which types are offered. */
  @Column('int')
  place!: number;

  @Column('boolean', { name: 'code_required' })
  codeRequired!: boolean;

  @Column('boolean')
  standard!: boolean;

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;
}
