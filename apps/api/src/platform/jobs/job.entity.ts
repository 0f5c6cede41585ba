import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type JobState = 'waiting' | 'done' | 'failed';

/** Work that must happen once the transaction that asked for it has committed. The row is the truth; a queue only carries its id. */
@Entity('jobs')
@Index('jobs_waiting', ['nextAt'], { where: "(state = 'waiting')" })
@Check('jobs_state_known', "state IN ('waiting', 'done', 'failed')")
export class JobEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'jobs_pk' })
  id!: string;

  @Column('text')
  kind!: string;

  /** Sealed for this row; gone when the job is over. */
  @Column('bytea', { nullable: true })
  payload!: Buffer | null;

  @Column('text')
  state!: JobState;

  @Column('smallint')
  attempts!: number;

  /** Code of the last failure. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'next_at' })
  nextAt!: Date;

  /** An attempt runs until then; nobody else begins one. */
  @Column('timestamptz', { name: 'leased_until', nullable: true })
  leasedUntil!: Date | null;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
