import { MOST_MEMBERS } from '@relevo/domain';
import { z } from 'zod';
import { id, personText } from '../primitives';

const name = personText(60);
/** Accounts. */
const members = z.array(id).max(MOST_MEMBERS);
const version = z.int().positive();

/** A team of the site, with its members by name. */
export const teamView = z
  .strictObject({
    id,
    name,
    members: z.array(z.strictObject({ accountId: id, name: z.string() })),
    version,
    archived: z.boolean(),
  })
  .meta({ id: 'Team' });
export type TeamView = z.infer<typeof teamView>;
export const teamList = z.strictObject({ teams: z.array(teamView) }).meta({ id: 'TeamList' });
export type TeamList = z.infer<typeof teamList>;

export const addTeamBody = z.strictObject({ name, members }).meta({ id: 'AddTeam' });
/** `version` = of the team as it was seen. */
export const changeTeamBody = z
  .strictObject({ name, members, version, archived: z.boolean() })
  .meta({ id: 'ChangeTeam' });

/** Sessions of a team: those for which one of its members is responsible now. */
export const ofTeam = { team: id.optional() };
/** Which live sessions a supervisor looks at. */
export const liveSessionsQuery = z.strictObject(ofTeam);
export type LiveSessionsQuery = z.output<typeof liveSessionsQuery>;
