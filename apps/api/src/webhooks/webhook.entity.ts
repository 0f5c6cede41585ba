import type { WebhookEvent } from '@relevo/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Another program that is told what happens. */
@Entity('webhooks')
export class WebhookEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhooks_pk' })
  id!: string;

  @Column('text')
  url!: string;

  @Column('text', { array: true })
  events!: WebhookEvent[];

  @Column('boolean')
  enabled!: boolean;

  /** Sealed for this row. */
  @Column('bytea')
  secret!: Buffer;

  /** The one that was renewed; it signs too until `beforeUntil`. */
  @Column('bytea', { name: 'secret_before', nullable: true })
  secretBefore!: Buffer | null;

  @Column('timestamptz', { name: 'before_until', nullable: true })
  beforeUntil!: Date | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
