import type { ParticipantStatus, Role } from '@relevo/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Who has or had a part in a session: a projection of its log. */
@Entity('session_participants')
@Index('session_participants_account', ['accountId'], { where: 'account_id IS NOT NULL' })
// W12: never two primary customers, whatever the code does.
@Index('session_participants_one_primary', ['sessionId'], {
  unique: true,
  where: "role = 'primary' AND status = 'joined'",
})
// W41: never two owners either.
@Index('session_participants_one_owner', ['sessionId'], { unique: true, where: "role = 'owner'" })
export class SessionParticipantEntity {
  @PrimaryColumn('uuid', { name: 'session_id', primaryKeyConstraintName: 'session_participants_pk' })
  sessionId!: string;

  @PrimaryColumn('uuid', { name: 'participant_id', primaryKeyConstraintName: 'session_participants_pk' })
  participantId!: string;

  @Column('uuid', { name: 'account_id', nullable: true })
  accountId!: string | null;

  /** Of a customer, to find what is known of them; null = erased, or somebody who works here. */
  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text')
  role!: Role;

  @Column('text')
  status!: ParticipantStatus;
}
