import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A session as lists show it: a projection of its log. */
@Entity('sessions')
@Index('sessions_begun', ['begunAt', 'id'])
@Index('sessions_live_number', ['number'], { unique: true, where: "phase <> 'ended'" })
@Index('sessions_started', ['startedAt'])
@Index('sessions_ended', ['endedAt'])
@Index('sessions_kept', ['endedAt'], { where: "(phase = 'ended' AND forgotten_at IS NULL)" })
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
  phase!: 'prepared' | 'open' | 'parked' | 'ended';

  /** Name of the primary customer, or of the last one there was. */
  @Column('text', { nullable: true })
  customer!: string | null;

  /** Names of the customers whom its CSRs expected, the newest last; empty = nobody, or erased. */
  @Column('text', { array: true, default: [] })
  expected!: string[];

  /** What it is by the site's lists, in the words of that moment. */
  @Column('uuid', { name: 'type_id', nullable: true })
  typeId!: string | null;

  @Column('text', { name: 'type_name', nullable: true })
  typeName!: string | null;

  @Column('text', { name: 'tracking_code', nullable: true })
  trackingCode!: string | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  /** When it was started, or prepared while it has not been: by this history and reports know it. */
  @Column({ type: 'timestamptz', name: 'begun_at', precision: 3, default: () => 'now()' })
  begunAt!: Date;

  @Column('timestamptz', { name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** When its names and words were erased, because the site keeps them no longer. */
  @Column('timestamptz', { name: 'forgotten_at', nullable: true })
  forgottenAt!: Date | null;

  /** When the customer who was let in first had come, and when they were let in: what lies between is the wait. */
  @Column('timestamptz', { name: 'arrived_at', nullable: true })
  arrivedAt!: Date | null;

  @Column('timestamptz', { name: 'admitted_at', nullable: true })
  admittedAt!: Date | null;
}
