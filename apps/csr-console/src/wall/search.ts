import { id } from '@relevo/contracts';

/** What the address of the wall-board says. */
export interface WallSearch {
  readonly team?: string | undefined;
}

/** Reads an address that anybody may have written; what is not understood is left out. */
export const readWallSearch = (search: Record<string, unknown>): WallSearch => {
  const team = id.safeParse(search['team']).data;
  return team === undefined ? {} : { team };
};
