import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A session as lists show it: a projection of its log. */
@Entity('sessions')
@Index('sessions_live_number', ['number'], { unique: true, where: "phase <> 'ended'" })
export class SessionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pk' })
  id!: string;

  /** Nine digits that are read out; unique among sessions that are not over. */
  @Column('text')
  number!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  phase!: 'prepared' | 'open' | 'ended';

  /** Name of the primary customer, or of the last one there was. */
  @Column('text', { nullable: true })
  customer!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
