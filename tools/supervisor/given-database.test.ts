import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { checkGivenDatabase } from './given-database';

/** An error as PostgreSQL says it before anybody is signed in: severity, code, message. */
const refusal = (message: string): Buffer => {
  const fields = Buffer.from(`SFATAL\0C28P01\0M${message}\0\0`);
  const head = Buffer.from('E....');
  head.writeInt32BE(4 + fields.length, 1);
  return Buffer.concat([head, fields]);
};

it('names the variable, the place and what was answered, and not the password', async () => {
  const server = createServer((socket) =>
    socket.once('data', () => socket.end(refusal('password authentication failed for user "relevo_app"'))),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const address = new URL(`postgres://relevo_app@127.0.0.1:${port}/relevo`);
  address.password = 'topsecret';
  const url = address.href;
  await expect(checkGivenDatabase('DATABASE_URL', url)).rejects.toThrow(
    new Error(
      `DATABASE_URL: the PostgreSQL at 127.0.0.1:${port} cannot be used: password authentication failed for user "relevo_app"`,
    ),
  );
  server.close();
  await once(server, 'close');
  await expect(checkGivenDatabase('DATABASE_OWNER_URL', url)).rejects.toThrow(
    new Error(
      `DATABASE_OWNER_URL: the PostgreSQL at 127.0.0.1:${port} cannot be used: connect ECONNREFUSED 127.0.0.1:${port}`,
    ),
  );
});
