import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { addTeamBody, changeTeamBody, id, type TeamList, teamList } from '@relevo/contracts';
import type { z } from 'zod';
import { actorOf } from '../audit/audit.queries';
import { CurrentAccount } from '../platform/access/current-principal';
import { SignedIn } from '../platform/access/marks';
import { Answers } from '../platform/openapi/answers';
import type { AccountPrincipal } from '../platform/principal';
import { TeamsService } from './teams.service';

/** Who works together. Every change answers the list as it is then. */
@ApiTags('site')
@Controller()
export class TeamsController {
  constructor(private readonly teams: TeamsService) {}

  /** Those by which history, reports and live sessions are looked through. */
  @Get('teams')
  @SignedIn('history.site')
  @Answers(teamList)
  offered(): Promise<TeamList> {
    return this.teams.offered();
  }

  @Get('site/teams')
  @SignedIn('site.configure')
  @Answers(teamList)
  read(): Promise<TeamList> {
    return this.teams.all();
  }

  @Post('site/teams')
  @SignedIn('site.configure')
  @Answers(teamList, 201)
  add(
    @CurrentAccount() who: AccountPrincipal,
    @Body({ schema: addTeamBody }) body: z.output<typeof addTeamBody>,
  ): Promise<TeamList> {
    return this.teams.add(actorOf(who), body);
  }

  @Put('site/teams/:id')
  @SignedIn('site.configure')
  @Answers(teamList)
  change(
    @CurrentAccount() who: AccountPrincipal,
    @Param('id', { schema: id }) teamId: string,
    @Body({ schema: changeTeamBody }) body: z.output<typeof changeTeamBody>,
  ): Promise<TeamList> {
    return this.teams.edit(actorOf(who), teamId, body);
  }
}
