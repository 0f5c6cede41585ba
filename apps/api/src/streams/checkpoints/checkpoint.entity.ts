import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where a stream stood, signed. Rows are only ever inserted. */
@Entity('checkpoints')
export class CheckpointEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'checkpoints_pk' })
  stream!: string;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'checkpoints_pk' })
  seq!: number;

  @Column('text')
  hash!: string;

  /** ms since the epoch, as it was signed. */
  @Column('bigint')
  at!: string;

  @Column('text', { name: 'key_id' })
  keyId!: string;

  @Column('text')
  signature!: string;
}
