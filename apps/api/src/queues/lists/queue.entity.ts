import type { QueueFieldView, Translations } from '@relevo/contracts';
import type { Assignment, OpeningHours } from '@relevo/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A queue that the organisation offers (W5). Rows stay for ever: tickets bear them. */
@Entity('queues')
@Index('queues_slug', ['slug'], { unique: true })
export class QueueEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'queues_pk' })
  id!: string;

  /** In its address; unique, also of archived ones. */
  @Column('text')
  slug!: string;

  @Column('text')
  name!: string;

  @Column('jsonb')
  names!: Translations;

  @Column('jsonb')
  hours!: OpeningHours;

  @Column('jsonb')
  fields!: QueueFieldView[];

  /** Accounts; null = everybody. */
  @Column('jsonb', { name: 'served_by', nullable: true })
  servedBy!: string[] | null;

  @Column('text')
  assignment!: Assignment;

  @Column('int', { name: 'escalate_seconds', nullable: true })
  escalateSeconds!: number | null;

  @Column('boolean', { name: 'call_backs' })
  callBacks!: boolean;

  /** 0 = no wrap-up after its sessions. */
  @Column('int', { name: 'wrap_up_seconds', default: 0 })
  wrapUpSeconds!: number;

  @Column('uuid', { name: 'type_id', nullable: true })
  typeId!: string | null;

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('timestamptz', { name: 'archived_at', nullable: true })
  archivedAt!: Date | null;
}
