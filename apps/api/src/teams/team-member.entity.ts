import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { TeamEntity } from './team.entity';

/** That an account is in a team, now. */
@Entity('team_members')
@Index('team_members_account_id', ['accountId'])
export class TeamMemberEntity {
  @PrimaryColumn('uuid', { name: 'team_id', primaryKeyConstraintName: 'team_members_pk' })
  teamId!: string;

  @ManyToOne(() => TeamEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'team_id', foreignKeyConstraintName: 'team_members_team_fk' })
  team!: Relation<TeamEntity>;

  @PrimaryColumn('uuid', { name: 'account_id', primaryKeyConstraintName: 'team_members_pk' })
  accountId!: string;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE', nullable: false })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'team_members_account_fk' })
  account!: Relation<AccountEntity>;
}
