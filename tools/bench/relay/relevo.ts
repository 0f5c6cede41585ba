import { createDeviceKey, createRestClient, newId, type RestClient } from '@relevo/client';
import { joinTranscript, PROTOCOL_VERSION, type SessionView, SOCKET_PATH } from '@relevo/contracts';
import { addAccount } from '../../../apps/api/src/accounts/add-account';
import { startServer } from '../../screenshots/server';
import { API_CHILD } from '../../supervisor/api-process';
import { withInstallation } from '../../supervisor/installation';
import { childWith } from '../machine/processes';
import { inTurns } from './in-turns';
import type { RelaySubject, Seat, Table } from './seat';

/** Sessions that one CSR has open, each in a tab of its own. */
const TABS = 5;
/** Requests in flight while the tables are laid. */
const WIDTH = 8;
const PASSWORD = 'blue kettle sings at noon';

/** People come from many addresses; a proxy that the server believes says which. */
const addressOf = (person: number): string => `198.18.${Math.floor(person / 250)}.${(person % 250) + 1}`;

const fetchFrom = (origin: string, address: string): typeof fetch => {
  let cookie = '';
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', origin);
    headers.set('x-forwarded-for', address);
    if (cookie) headers.set('cookie', cookie);
    const answer = await fetch(input, { ...init, headers });
    for (const line of answer.headers.getSetCookie()) cookie = line.split(';')[0] ?? '';
    return answer;
  };
};

const seatOf = (
  origin: string,
  rest: RestClient,
  { id, conversationId }: Pick<SessionView, 'id' | 'conversationId'>,
): Seat => ({
  url: origin,
  path: SOCKET_PATH,
  auth: async () => ({ v: PROTOCOL_VERSION, ticket: (await rest.socketTicket()).ticket, endpoint: newId() }),
  streams: [id, conversationId],
});

/** A customer who joins by link and is admitted. */
const join = async (
  origin: string,
  csr: RestClient,
  session: SessionView,
  address: string,
): Promise<Seat> => {
  const { link } = await csr.createInvite(session.id, { inviteId: newId() });
  const proof = { token: new URL(link).hash.slice(1) };
  const key = await createDeviceKey();
  const device = { deviceId: newId(), kind: 'page', name: 'Chrome', key: key.publicKey, can: [] } as const;
  const participantId = newId();
  const signature = await key.sign(
    joinTranscript({ proof, participantId, deviceId: device.deviceId, key: key.publicKey }),
  );
  const credentials = { credential: '' };
  const rest = createRestClient({
    baseUrl: origin,
    fetch: fetchFrom(origin, address),
    credential: () => credentials.credential || undefined,
  });
  const joined = await rest.join({
    proof,
    participantId,
    name: 'María',
    language: 'es',
    device: { ...device, can: [] },
    signature,
  });
  credentials.credential = joined.credential;
  await csr.command({
    commandId: newId(),
    stream: session.id,
    type: 'participant.admit',
    data: { participantId },
  });
  return seatOf(origin, rest, session);
};

/** A CSR with an account and some sessions, two customers in each. */
const layTables = async (origin: string, person: number, count: number, email: string): Promise<Table[]> => {
  const csr = createRestClient({ baseUrl: origin, fetch: fetchFrom(origin, addressOf(person)) });
  await csr.signIn({ email, password: PASSWORD });
  const tables: Table[] = [];
  for (let i = 0; i < count; i += 1) {
    const session = await csr.startSession({ sessionId: newId(), subject: 'Invoices do not save' });
    const customers = [
      await join(origin, csr, session, addressOf(person)),
      await join(origin, csr, session, addressOf(person)),
    ];
    tables.push([seatOf(origin, csr, session), ...customers]);
  }
  return tables;
};

/** Relevo as `npm start` runs it, with so many sessions of three in it. */
export const startRelevo = async (sessions: number): Promise<RelaySubject> => {
  const server = await startServer({ TRUST_PROXY: '127.0.0.1', LOG_LEVEL: 'warn' });
  const counts = Array.from({ length: Math.ceil(sessions / TABS) }, (_, i) =>
    Math.min(TABS, sessions - i * TABS),
  );
  const emails = counts.map((_, i) => `csr${i}@example.org`);
  await withInstallation({ ...process.env, ...server.env }, ({ app }) =>
    inTurns(emails, 2, (email, i) =>
      addAccount(app, { email, name: `CSR ${i}`, password: PASSWORD, role: 'csr', language: 'en' }),
    ),
  );
  const tables = await inTurns(counts, WIDTH, (count, i) =>
    layTables(server.origin, i, count, emails[i] ?? ''),
  );
  return {
    name: 'relevo',
    tables: tables.flat(),
    pid: childWith(server.pid, API_CHILD),
    stop: () => server.stop(),
  };
};
