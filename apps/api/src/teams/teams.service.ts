import { Inject, Injectable } from '@nestjs/common';
import type { AuditAction, addTeamBody, changeTeamBody, TeamList, TeamView } from '@relevo/contracts';
import { MOST_TEAMS, mayChangeTeam } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { checkAccounts } from '../accounts/check-accounts.queries';
import { type Actor, recordChange } from '../audit/audit.queries';
import { changesOf, named } from '../audit/changes';
import { CLOCK, type Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { lockFor } from '../platform/database/locks';
import { Transactions } from '../platform/database/transactions';
import { isUniqueViolation } from '../platform/database/unique-violation';
import { ApiError, refused } from '../platform/errors/api-error';
import { TeamEntity } from './team.entity';
import { readTeams, setMembers, teamFacts } from './teams.queries';

/** The teams of the site: who works together. */
@Injectable()
export class TeamsService {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Every team, archived ones too. */
  async all(): Promise<TeamList> {
    return { teams: await readTeams(this.database.manager) };
  }

  /** Those by which one can look. */
  async offered(): Promise<TeamList> {
    return { teams: (await readTeams(this.database.manager)).filter(({ archived }) => !archived) };
  }

  /** @throws ApiError NAME_TAKEN, LIST_FULL, BAD_REQUEST when a member is no account */
  add(actor: Actor, { name, members }: z.output<typeof addTeamBody>): Promise<TeamList> {
    return this.change(async (manager) => {
      if ((await manager.count(TeamEntity)) >= MOST_TEAMS) throw refused('LIST_FULL');
      const id = uuid();
      await manager.insert(TeamEntity, { id, name, version: 1, archivedAt: null });
      const after = await this.put(manager, id, members);
      await this.record(manager, actor, 'team.added', after, { after: teamFacts(after) });
    });
  }

  /** @throws ApiError NOT_FOUND, CHANGED_MEANWHILE, NAME_TAKEN, BAD_REQUEST when a member is no account */
  edit(actor: Actor, id: string, body: z.output<typeof changeTeamBody>): Promise<TeamList> {
    return this.change(async (manager) => {
      const row = await manager.findOneBy(TeamEntity, { id });
      const [before] = await readTeams(manager, id);
      if (!row || !before) throw new ApiError('NOT_FOUND');
      const reason = mayChangeTeam(row, body.version);
      if (reason) throw refused(reason);
      await manager.update(
        TeamEntity,
        { id },
        {
          name: body.name,
          version: row.version + 1,
          archivedAt: body.archived ? (row.archivedAt ?? this.now()) : null,
        },
      );
      const after = await this.put(manager, id, body.members);
      const facts = changesOf(teamFacts(before), teamFacts(after));
      await this.record(manager, actor, named('team', before, after), after, facts);
    });
  }

  /** The team with these members. */
  private async put(manager: EntityManager, id: string, accounts: readonly string[]): Promise<TeamView> {
    const members = [...new Set(accounts)];
    await checkAccounts(manager, members, 'a member is no account of the site');
    await setMembers(manager, id, members);
    const [team] = await readTeams(manager, id);
    if (!team) throw new ApiError('NOT_FOUND');
    return team;
  }

  /** One change after the other, so that none is made of a team that another has just changed. */
  private async change(work: (manager: EntityManager) => Promise<void>): Promise<TeamList> {
    try {
      await this.transactions.run(async ({ manager }) => {
        await lockFor(manager, 'lists');
        await work(manager);
      });
    } catch (fault) {
      throw isUniqueViolation(fault, 'teams_name') ? refused('NAME_TAKEN') : fault;
    }
    return this.all();
  }

  private record(
    manager: EntityManager,
    actor: Actor,
    action: AuditAction,
    { id, name }: TeamView,
    facts: Pick<Parameters<typeof recordChange>[1], 'before' | 'after'>,
  ): Promise<void> {
    return recordChange(manager, { at: this.now(), actor, subject: { id, name }, action, ...facts });
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}
