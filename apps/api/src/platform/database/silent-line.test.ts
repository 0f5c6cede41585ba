import { type AddressInfo, createServer } from 'node:net';
import { Client } from 'pg';
import { isDatabaseAway } from './database-away';
import { socketThatEndsInSilence } from './silent-line';

it('SEC-R2 a database that takes the line and says nothing counts as away, and the line is given up', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const { port } = silent.address() as AddressInfo;
  const client = new Client({ host: '127.0.0.1', port, stream: () => socketThatEndsInSilence(50) });
  const fault: unknown = await client.connect().catch((error: unknown) => error);
  silent.close();
  expect(isDatabaseAway(fault)).toBe(true);
});
