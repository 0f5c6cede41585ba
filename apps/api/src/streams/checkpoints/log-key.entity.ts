import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key that signed checkpoints; see `LogKey` in the domain. Rows are only ever inserted. */
@Entity('log_keys')
export class LogKeyEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'log_keys_pk' })
  id!: string;

  @Column('text', { name: 'public_key' })
  publicKey!: string;

  @Column('text', { nullable: true })
  previous!: string | null;

  /** ms since the epoch, as it was signed. */
  @Column('bigint')
  since!: string;

  @Column('text')
  signature!: string;

  @Column('text', { nullable: true })
  vouched!: string | null;
}
