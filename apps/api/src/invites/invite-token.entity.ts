import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A further token of an invite, made for one sending of its link: whichever is used first uses the invite. */
@Entity('invite_tokens')
@Index('invite_tokens_invite', ['inviteId'])
export class InviteTokenEntity {
  /** SHA-256 of the token in the link. */
  @PrimaryColumn('bytea', { name: 'token_hash', primaryKeyConstraintName: 'invite_tokens_pk' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'invite_id' })
  inviteId!: string;
}
