import { createTestDatabase } from '@relevo/testing';
import { Client } from 'pg';

test('a test database is empty, has the two roles of an installation, and goes away', async () => {
  const database = await createTestDatabase();
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query('CREATE TABLE thing (id int)');
  await owner.end();
  const app = new Client({ connectionString: database.url });
  await app.connect();
  await expect(app.query('SELECT * FROM thing')).rejects.toThrow('permission denied');
  await app.end();
  await database.drop();
  const gone = new Client({ connectionString: database.url });
  await expect(gone.connect()).rejects.toThrow('does not exist');
});
