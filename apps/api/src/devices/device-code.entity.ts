import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A one-time code by which a machine agent attaches to the participant whose page asked for it. */
@Entity('device_codes')
@Index('device_codes_participant', ['participantId'])
export class DeviceCodeEntity {
  /** HMAC of the nine digits. */
  @PrimaryColumn('bytea', { name: 'code_hash', primaryKeyConstraintName: 'device_codes_pk' })
  codeHash!: Buffer;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('uuid', { name: 'participant_id' })
  participantId!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
