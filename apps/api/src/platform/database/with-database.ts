import { DataSource, type EntityManager } from 'typeorm';

/** Does something on a database without a server around it, and closes the line again. */
export async function withDatabase<Result>(
  url: string,
  entities: (new () => object)[],
  work: (manager: EntityManager) => Promise<Result>,
): Promise<Result> {
  const database = new DataSource({
    type: 'postgres',
    url,
    entities,
    logging: false,
    extra: { max: 1 },
  });
  await database.initialize();
  try {
    return await work(database.manager);
  } finally {
    await database.destroy();
  }
}
