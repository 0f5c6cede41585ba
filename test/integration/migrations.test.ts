import { createTestDatabase, type TestDatabase } from '@relevo/testing';
import { DataSource } from 'typeorm';
import { runMigrations } from '../../apps/api/src/platform/database/run-migrations';
import { withClient } from '../../apps/api/src/platform/database/with-client';
import { MIGRATIONS } from '../../migrations';
import { TABLE_RIGHTS } from '../../migrations/rights';
import { startApi } from '../support/api';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

it('the migrations make exactly the schema that the entities describe', async () => {
  await runMigrations(database.ownerUrl, database.url);
  const api = await startApi({ database });
  const { options, entityMetadatas } = api.app.get(DataSource);
  // As the owner: the server's own role may not look at everything that a comparison needs.
  const owner = new DataSource({ ...options, type: 'postgres', url: database.ownerUrl } as never);
  await owner.initialize();
  const difference = await owner.driver.createSchemaBuilder().log();
  await owner.destroy();
  await api.close();
  expect(entityMetadatas.length).toBeGreaterThanOrEqual(3);
  expect(difference.upQueries.map(({ query }) => query)).toEqual([]);
});

it('every table has its rights, and every entity a table', async () => {
  await runMigrations(database.ownerUrl, database.url);
  const tables = await withClient(database.ownerUrl, async (client) => {
    const { rows } = await client.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
    return rows.map(({ tablename }) => tablename as string);
  });
  expect(tables.sort()).toEqual([...Object.keys(TABLE_RIGHTS), 'migrations'].sort());
});

it('two starts at once migrate once, a third has nothing to do, and all can be taken back', async () => {
  const applied = await Promise.all([
    runMigrations(database.ownerUrl, database.url),
    runMigrations(database.ownerUrl, database.url),
  ]);
  expect(applied.flat()).toEqual(MIGRATIONS.map(({ name }) => name));
  expect(await runMigrations(database.ownerUrl, database.url)).toEqual([]);
  const owner = new DataSource({
    type: 'postgres',
    url: database.ownerUrl,
    migrations: [...MIGRATIONS],
    migrationsTableName: 'migrations',
  });
  await owner.initialize();
  for (const _ of MIGRATIONS) await owner.undoLastMigration();
  const left = await owner.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
  await owner.destroy();
  expect(left).toEqual([{ tablename: 'migrations' }]);
});

it('SEC-D2 the server’s role can neither change the schema nor what may only grow', async () => {
  await runMigrations(database.ownerUrl, database.url);
  const append = Object.keys(TABLE_RIGHTS).filter((table) => TABLE_RIGHTS[table] === 'append');
  expect(append.length).toBeGreaterThan(0);
  const forbidden = [
    'CREATE TABLE mine (id int)',
    'ALTER TABLE accounts ADD COLUMN mine int',
    'DROP TABLE accounts',
    'TRUNCATE accounts',
    'DELETE FROM migrations',
    'SELECT * FROM migrations',
    ...append.flatMap((table) => [`DELETE FROM ${table}`, `TRUNCATE ${table}`, `DROP TABLE ${table}`]),
  ];
  await withClient(database.url, async (client) => {
    for (const statement of forbidden)
      expect([statement, await client.query(statement).catch(({ code }) => code)]).toEqual([
        statement,
        '42501',
      ]);
    for (const table of append)
      await expect(client.query(`SELECT count(*) FROM ${table}`)).resolves.toMatchObject({ rowCount: 1 });
  });
});
