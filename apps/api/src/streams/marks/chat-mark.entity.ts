import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a participant has come in a conversation: in one circle of readers, or what their device has. */
@Entity('chat_marks')
export class ChatMarkEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'chat_marks_pk' })
  stream!: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'chat_marks_pk' })
  participant!: string;

  /** `circleOf` of the line; '' for what was delivered. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'chat_marks_pk' })
  circle!: string;

  @Column('int')
  seq!: number;
}
