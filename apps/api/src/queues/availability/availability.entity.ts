import type { Availability } from '@relevo/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a CSR says of themselves; who has no row is as FIRST_AVAILABILITY says. */
@Entity('availabilities')
export class AvailabilityEntity {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'availabilities_pk' })
  accountId!: string;

  @Column('text')
  state!: Availability;

  @Column('text')
  reason!: string;

  @Column('int')
  capacity!: number;

  @Column('timestamptz')
  since!: Date;

  /** When a wrap-up that began by itself is over. */
  @Column('timestamptz', { name: 'wrap_up_until', nullable: true })
  wrapUpUntil!: Date | null;

  /** When they were last given a customer. */
  @Column('timestamptz', { name: 'last_given_at', nullable: true })
  lastGivenAt!: Date | null;
}
