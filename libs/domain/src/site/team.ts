import type { RefusalCode } from '../shared/refusal';

/** People who work together, by the site's list; somebody may be in several. Never deleted: what was used is archived. */
export interface Team {
  readonly id: string;
  readonly name: string;
  /** Accounts. */
  readonly members: readonly string[];
  /** One more with every change. */
  readonly version: number;
  readonly archived: boolean;
}

/** More would be no list to choose from. */
export const MOST_TEAMS = 200;
export const MOST_MEMBERS = 500;

/** Why a change that was made of one version is not made; null = it is: members are changed as a whole, so nobody's change is to be lost. */
export const mayChangeTeam = ({ version }: Pick<Team, 'version'>, seen: number): RefusalCode | null =>
  version === seen ? null : 'CHANGED_MEANWHILE';

/** Who is chosen when a whole team is added: those of it who can be chosen come behind, each once. */
export const withTeam = (
  chosen: readonly string[],
  { members }: Pick<Team, 'members'>,
  offered: readonly string[],
): string[] => [...new Set([...chosen, ...members.filter((member) => offered.includes(member))])];
