import type { StreamKind } from '@relevo/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The head of a stream: locked by every append, so that numbers have no gaps. */
@Entity('streams')
export class StreamEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'streams_pk' })
  id!: string;

  @Column('text')
  kind!: StreamKind;

  /** The session that a stream belongs to: its own id for a session. */
  @Index('streams_session')
  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  /** Number of the last event. */
  @Column('int')
  version!: number;

  @Column('text', { name: 'head_hash' })
  headHash!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
