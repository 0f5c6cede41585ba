import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A command that took effect: the same again gives the same answer, other content under its id is a conflict (SEC-R1). */
@Entity('commands')
export class CommandEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'commands_pk' })
  stream!: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'commands_pk' })
  participant!: string;

  @PrimaryColumn('uuid', { name: 'command_id', primaryKeyConstraintName: 'commands_pk' })
  commandId!: string;

  /** SHA-256 of type and data. */
  @Column('text', { name: 'content_hash' })
  contentHash!: string;

  /** What it answered: number of its last event. */
  @Column('int')
  seq!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
