import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { SignInEntity } from './sign-in.entity';

/** A key for peer links that a console showed while it was signed in: what may hold grants as long as that holds. */
@Entity('sign_in_keys')
export class SignInKeyEntity {
  @PrimaryColumn('uuid', { name: 'sign_in_id', primaryKeyConstraintName: 'sign_in_keys_pk' })
  signInId!: string;

  @ManyToOne(() => SignInEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'sign_in_id', foreignKeyConstraintName: 'sign_in_keys_sign_in_fk' })
  signIn!: Relation<SignInEntity>;

  /** RFC 7638 thumbprint. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'sign_in_keys_pk' })
  thumbprint!: string;
}
