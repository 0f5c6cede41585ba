import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { WebhookEntity } from './webhook.entity';

/** One message to one webhook, and what became of it. Its id is its job's. */
@Entity('webhook_deliveries')
@Index('webhook_deliveries_webhook', ['webhookId', 'createdAt'])
@Index('webhook_deliveries_age', ['createdAt'])
@Check('webhook_deliveries_state_known', "state IN ('waiting', 'sent', 'failed')")
export class WebhookDeliveryEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'webhook_deliveries_pk' })
  id!: string;

  @Column('uuid', { name: 'webhook_id' })
  webhookId!: string;

  @ManyToOne(() => WebhookEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'webhook_id', foreignKeyConstraintName: 'webhook_deliveries_webhook_fk' })
  webhook?: Relation<WebhookEntity>;

  /** Of the message: the same in every attempt, and when it is sent again. */
  @Column('uuid', { name: 'message_id' })
  messageId!: string;

  @Column('text')
  event!: string;

  /** The exact text that is signed and posted. */
  @Column('text')
  body!: string;

  @Column('text')
  state!: 'waiting' | 'sent' | 'failed';

  @Column('smallint')
  attempts!: number;

  /** HTTP status of the last answer. */
  @Column('smallint', { nullable: true })
  status!: number | null;

  @Column('text')
  said!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
