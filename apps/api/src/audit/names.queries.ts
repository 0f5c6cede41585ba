import type { EntityManager } from 'typeorm';

const TABLES = { account: 'accounts', team: 'teams', sessionType: 'session_types' } as const;

/** How these are called now, in the same order: the record of changes is read by people, long after. Who is not there keeps the id. */
export const namesOf = async (
  manager: EntityManager,
  what: keyof typeof TABLES,
  ids: readonly string[],
): Promise<string[]> => {
  const rows = await manager.query<{ id: string; name: string }[]>(
    `SELECT id, name FROM ${TABLES[what]} WHERE id = ANY($1::uuid[])`,
    [ids],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return ids.map((id) => names.get(id) ?? id);
};
