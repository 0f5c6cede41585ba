import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What everyone may see of an event. Rows are only ever inserted. */
@Entity('event_headers')
export class EventHeaderEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'event_headers_pk' })
  stream!: string;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'event_headers_pk' })
  seq!: number;

  /** Version of the header's shape. */
  @Column('smallint')
  v!: number;

  @Column('text')
  prev!: string;

  @Column('text')
  commitment!: string;

  @Column('text')
  hash!: string;
}

/** The secret part of an event, apart from its header so that erasing a person can delete it. */
@Entity('event_bodies')
export class EventBodyEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'event_bodies_pk' })
  stream!: string;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'event_bodies_pk' })
  seq!: number;

  /** 16 random bytes, hex. */
  @Column('text')
  salt!: string;

  /** The exact text that was hashed; never parsed and written again. */
  @Column('text')
  body!: string;
}
