import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A device's way back in. The device holds the credential, the site only its hash. */
@Entity('device_credentials')
@Index('device_credentials_hash', ['credentialHash'], { unique: true })
@Index('device_credentials_session', ['sessionId'])
export class DeviceCredentialEntity {
  @PrimaryColumn('uuid', { name: 'device_id', primaryKeyConstraintName: 'device_credentials_pk' })
  deviceId!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('uuid', { name: 'participant_id' })
  participantId!: string;

  @Column('text')
  kind!: 'page' | 'machine';

  /** SHA-256 of the credential. */
  @Column('bytea', { name: 'credential_hash' })
  credentialHash!: Buffer;

  /** HMAC of the words that the device signed to come in: who signs the same again may have a fresh credential. */
  @Column('bytea', { name: 'entrance_hash', nullable: true })
  entranceHash!: Buffer | null;

  /** As the log has it. */
  @Column('boolean')
  attached!: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  /** Set when the device's part is over: until then it may still hand in its last reports. */
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  /** When some node last saw its line. */
  @Column('timestamptz', { name: 'seen_at', nullable: true })
  seenAt!: Date | null;

  /** When its last line closed; empty while it has one. */
  @Column('timestamptz', { name: 'gone_at', nullable: true })
  goneAt!: Date | null;

  @Column('text', { name: 'socket_id', nullable: true })
  socketId!: string | null;
}
