import type { AuditAction, AuditFacts } from '@relevo/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who changed what in accounts and settings. The server's role can add and read, never change or delete (SEC-D2). */
@Entity('audit_entries')
@Index('audit_entries_subject', ['subjectId'])
export class AuditEntryEntity {
  /** Version 7: in the order of time. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audit_entries_pk' })
  id!: string;

  @Column('timestamptz')
  at!: Date;

  /** null = the command line of the server. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('text', { name: 'actor_name', nullable: true })
  actorName!: string | null;

  @Column('uuid', { name: 'subject_id', nullable: true })
  subjectId!: string | null;

  @Column('text', { name: 'subject_name' })
  subjectName!: string;

  @Column('text')
  action!: AuditAction;

  @Column('jsonb', { nullable: true })
  before!: AuditFacts | null;

  @Column('jsonb', { nullable: true })
  after!: AuditFacts | null;
}
