import { createTestDatabase, type TestDatabase } from '@relevo/testing';
import { withClient } from '../../apps/api/src/platform/database/with-client';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const query = (url: string, text: string): Promise<unknown[]> =>
  withClient(url, async (client) => (await client.query<Record<string, unknown>>(text)).rows);

test('a test database is empty, has the two roles of an installation, and goes away', async () => {
  await query(database.ownerUrl, 'CREATE TABLE thing (id int)');
  await expect(query(database.url, 'SELECT * FROM thing')).rejects.toThrow('permission denied');
  await database.drop();
  await expect(query(database.url, 'SELECT 1')).rejects.toThrow('does not exist');
});
