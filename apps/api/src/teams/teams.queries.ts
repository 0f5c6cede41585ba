import type { AuditFacts, TeamView } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { TeamMemberEntity } from './team-member.entity';

/** Teams by their name, archived ones too, with who is in them by name; `id` = only this one. */
export const readTeams = (manager: EntityManager, id: string | null = null): Promise<TeamView[]> =>
  manager.query<TeamView[]>(
    `SELECT t.id, t.name, t.version, t.archived_at IS NOT NULL AS archived,
        coalesce(jsonb_agg(jsonb_build_object('accountId', a.id, 'name', a.name) ORDER BY lower(a.name), a.id)
          FILTER (WHERE a.id IS NOT NULL), '[]') AS members
      FROM teams t
        LEFT JOIN team_members m ON m.team_id = t.id
        LEFT JOIN accounts a ON a.id = m.account_id
      WHERE $1::uuid IS NULL OR t.id = $1
      GROUP BY t.id ORDER BY lower(t.name), t.id`,
    [id],
  );

/** Puts these accounts into a team, in place of whoever was in it. */
export const setMembers = async (
  manager: EntityManager,
  teamId: string,
  members: readonly string[],
): Promise<void> => {
  await manager.delete(TeamMemberEntity, { teamId });
  const rows = members.map((accountId) => ({ teamId, accountId }));
  if (rows.length > 0) await manager.insert(TeamMemberEntity, rows);
};

/** What of a team the record of changes shows. */
export const teamFacts = ({ name, members, archived }: TeamView): AuditFacts => ({
  name,
  members: members.map((member) => member.name).join(', '),
  archived,
});
