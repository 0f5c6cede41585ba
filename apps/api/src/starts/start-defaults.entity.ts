import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one press of "Start session" takes, as a CSR has saved it (W4). */
@Entity('start_defaults')
export class StartDefaultsEntity {
  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'start_defaults_pk' })
  accountId!: string;

  @Column('uuid', { name: 'type_id', nullable: true })
  typeId!: string | null;

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text')
  subject!: string;
}
