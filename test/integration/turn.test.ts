import { readFileSync } from 'node:fs';
import { BlockList, isIPv6 } from 'node:net';
import { TurnClient, type TurnUser } from '@relevo/testing';
import { iceServersFor } from '../../apps/api/src/signalling/ice-servers';
import { startApi } from '../support/api';
import { Coturn, SHIPPED, TURN_SECRET } from '../support/coturn';
import { aSessionWithMaria, Csr } from '../support/people';

/** Special addresses of RFC 6890 and its successors, one or two of every range. */
const SPECIAL = [
  ...['0.0.0.1', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.16.0.1'],
  ...['172.31.255.255', '192.0.0.8', '192.0.2.1', '192.88.99.1', '192.168.1.1', '198.18.0.1', '198.51.100.1'],
  ...['203.0.113.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255'],
  ...[
    '::1',
    '::ffff:7f00:1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:20::1',
  ],
  ...['2001:db8::1', '2002:a00:1::1', '3fff::1', '5f00::1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'ff02::1'],
];
const PUBLIC = [
  '1.1.1.1',
  '9.9.9.9',
  '172.32.0.1',
  '192.167.1.1',
  '100.128.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
];

const userFor = (name: string, secret = TURN_SECRET, now = Date.now()): TurnUser => {
  const [server] = iceServersFor(name, ['turn:x'], secret, now).iceServers;
  return { username: server?.username ?? '', credential: server?.credential ?? '' };
};

it('SEC-N2 the shipped configuration of coturn denies every special range, and nothing of the internet', () => {
  const lines = readFileSync(SHIPPED, 'utf8')
    .split('\n')
    .filter((line) => /^[a-z]/.test(line));
  // One list for each family: Node takes a range of mapped addresses for one of IPv4 too.
  const denied = { ipv4: new BlockList(), ipv6: new BlockList() };
  const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');
  for (const line of lines) {
    const [, from = '', to = ''] = /^denied-peer-ip=([^-]+)-(.+)$/.exec(line) ?? [];
    if (from) denied[familyOf(from)].addRange(from, to, familyOf(from));
  }
  const holds = (address: string) => denied[familyOf(address)].check(address, familyOf(address));
  expect(SPECIAL.filter((address) => !holds(address))).toEqual([]);
  expect(PUBLIC.filter(holds)).toEqual([]);
  expect(lines).toEqual(
    expect.arrayContaining(['use-auth-secret', 'no-multicast-peers', 'no-cli', 'no-tcp-relay']),
  );
  expect(lines.some((line) => /^user-quota=\d+$/.test(line))).toBe(true);
  expect(
    lines.filter((line) => /^(allow-loopback|allowed-peer|static-auth|user=|lt-cred|no-auth)/.test(line)),
  ).toEqual([]);
});

describe('coturn with that configuration', () => {
  let coturn: Coturn;
  beforeAll(async () => {
    coturn = await Coturn.start();
  });
  afterAll(() => coturn?.stop());

  const allocate = async (user: TurnUser) => {
    const client = new TurnClient(coturn.port, user);
    return client.allocate().finally(() => client.close());
  };

  it.each([4, 6] as const)(
    'SEC-N2 relays to the internet and refuses our own networks (IPv%i)',
    async (family) => {
      const client = new TurnClient(coturn.port, userFor('p1'));
      expect(await client.allocate(family)).toBe('ok');
      const answers = new Map<string, unknown>();
      for (const address of [...SPECIAL, '::', ...PUBLIC].filter((one) => isIPv6(one) === (family === 6)))
        answers.set(address, await client.permit(address));
      client.close();
      for (const [address, answer] of answers)
        expect([address, answer]).toEqual([address, PUBLIC.includes(address) ? 'ok' : 403]);
    },
  );

  it('SEC-N2 wrong, altered and expired sign-ins are refused', async () => {
    const good = userFor('p1');
    expect(await allocate(good)).toBe('ok');
    expect(await allocate(userFor('p1', 'another secret entirely'))).toBe(401);
    expect(await allocate(userFor('p1', TURN_SECRET, Date.now() - 601_000))).toBe(401);
    // A later end, or another's name, under the same password.
    const later = good.username.replace(/^\d+/, (end) => String(Number(end) + 3600));
    expect(await allocate({ ...good, username: later })).toBe(401);
    expect(await allocate({ ...good, username: good.username.replace('p1', 'p2') })).toBe(401);
  });

  it('SEC-N2 the server gives each participant a sign-in of their own, that coturn takes, and none after the session', async () => {
    const api = await startApi({ env: { ICE_URLS: coturn.url, TURN_SECRET } });
    const ana = await Csr.first(api);
    const { session, maria } = await aSessionWithMaria(ana);
    const path = `/ice-servers?session=${session.id}`;
    const users: TurnUser[] = [];
    for (const who of [ana, maria]) {
      const { iceServers } = await who.must<{ iceServers: (TurnUser & { urls: string[] })[] }>('GET', path);
      expect(iceServers.map(({ urls }) => urls)).toEqual([[coturn.url]]);
      users.push(...iceServers);
    }
    // Each names session and participant.
    for (const { username } of users) expect(username).toContain(`:${session.id}.`);
    expect(users[0]?.username).not.toBe(users[1]?.username);
    expect(users[1]?.username).toMatch(new RegExp(`${maria.id}$`));
    for (const user of users) expect(await allocate(user)).toBe('ok');
    // Not for a session of others, and not without one.
    const { session: other } = await aSessionWithMaria(ana);
    expect((await maria.call('GET', `/ice-servers?session=${other.id}`)).status).toBe(404);
    expect((await maria.call('GET', '/ice-servers')).status).toBe(400);
    await ana.mustCommand(session.id, 'session.end', {});
    for (const who of [ana, maria])
      expect((await who.call<{ code: string }>('GET', path)).body).toMatchObject({ code: 'SESSION_ENDED' });
    await api.close();
  });
});
