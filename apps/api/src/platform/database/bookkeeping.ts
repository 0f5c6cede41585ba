/** The table that says which migrations were applied. Its comment is the mark of the build that brought all up to date. */
export const BOOKKEEPING = 'migrations';

/** Where that table stands. */
const PLACE = `public.${BOOKKEEPING}`;

interface Asked {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/** Whether there is a mark, and which. @param rows asks one question and gives back its rows */
export const markOf = async (
  rows: (text: string, values: unknown[]) => Promise<{ mark: string | null }[]>,
): Promise<string | null> =>
  (await rows("SELECT obj_description(to_regclass($1), 'pg_class') AS mark", [PLACE]))[0]?.mark ?? null;

/** Notes which build has brought the database up to date. @param build as a literal of SQL */
export const setMark = async (db: Asked, build: string): Promise<void> => {
  await db.query(`COMMENT ON TABLE ${PLACE} IS ${build}`);
};

/** Takes the mark away: whoever changes anything says so before they begin. */
export const clearMark = async (db: Asked): Promise<void> => {
  await db.query(
    `DO $$ BEGIN IF to_regclass('${PLACE}') IS NOT NULL THEN COMMENT ON TABLE ${PLACE} IS NULL; END IF; END $$`,
  );
};
