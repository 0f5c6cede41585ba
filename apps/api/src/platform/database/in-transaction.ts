import { DataSource, type EntityManager } from 'typeorm';

/** One transaction on a database, for programs that are not the server. */
export async function inTransaction<Result>(
  url: string,
  entities: readonly (new () => object)[],
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  const database = new DataSource({ type: 'postgres', url, entities: [...entities], extra: { max: 2 } });
  await database.initialize();
  try {
    return await database.transaction(work);
  } finally {
    await database.destroy();
  }
}
