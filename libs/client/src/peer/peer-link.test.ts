import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkToDevice, PeerAddress, SignalIn, SignalOut } from '@relevo/contracts';
import { CandidateRelay, until } from '@relevo/testing';
import wrtc from '@roamhq/wrtc';
import { createDeviceKey, type SigningKey } from '../keys/key';
import { Listeners } from '../listeners';
import { newId } from '../new-id';
import { PeerLink } from './peer-link';
import type { LinkState, SignalPort, WebRtc } from './types';

const sessionId = newId();
const csrAt: PeerAddress = { participantId: newId(), endpoint: newId(), deviceId: null };
const deviceAt: PeerAddress = { participantId: newId(), endpoint: newId(), deviceId: newId() };

/** Two ports that hand each other what is sent; `rewrite` is a server that lies. */
const bridge = (
  rewrite: (message: SignalOut, from: 'csr' | 'device') => SignalOut | null | Promise<SignalOut | null> = (
    m,
  ) => m,
) => {
  const inbox = { csr: new Listeners<[SignalIn]>(), device: new Listeners<[SignalIn]>() };
  const server = { up: true };
  const port = (from: 'csr' | 'device'): SignalPort => ({
    get open() {
      return server.up;
    },
    send: async (message) => {
      if (!server.up) return false;
      const carried = await rewrite(message, from);
      if (!carried) return false;
      const { to: _to, ...rest } = carried;
      const arrives: SignalIn = { ...rest, from: from === 'csr' ? csrAt : deviceAt };
      setTimeout(() => inbox[from === 'csr' ? 'device' : 'csr'].emit(arrives), 1);
      return true;
    },
    onSignal: inbox[from].add,
  });
  return { server, csr: port('csr'), device: port('device') };
};

let csrKey: SigningKey;
let deviceKey: SigningKey;
let relay: CandidateRelay;
const open: PeerLink<'csr' | 'device'>[] = [];

beforeAll(async () => {
  csrKey = await createDeviceKey();
  deviceKey = await createDeviceKey();
});
beforeEach(() => {
  relay = new CandidateRelay();
});
afterEach(async () => {
  for (const link of open.splice(0)) link.close();
  await relay.close();
});

interface Ends {
  csrKey?: SigningKey;
  deviceKey?: SigningKey;
  rewrite?: Parameters<typeof bridge>[0];
  expectedByDevice?: () => string | undefined;
  expectedByCsr?: () => string | undefined;
}

const pair = ({ rewrite, expectedByDevice, expectedByCsr, ...keys }: Ends = {}) => {
  const own = { csr: keys.csrKey ?? csrKey, device: keys.deviceKey ?? deviceKey };
  const ports = bridge(rewrite);
  const common = { sessionId, iceServers: async () => [], wrtc: wrtc as unknown as WebRtc };
  const device = new PeerLink({
    ...common,
    role: 'device',
    far: csrAt,
    port: ports.device,
    key: own.device,
    expectedKey: expectedByDevice ?? (() => own.csr.thumbprint),
  });
  const csr = new PeerLink({
    ...common,
    role: 'csr',
    far: deviceAt,
    port: ports.csr,
    key: own.csr,
    expectedKey: expectedByCsr ?? (() => own.device.thumbprint),
  });
  open.push(csr as PeerLink<'csr' | 'device'>, device as PeerLink<'csr' | 'device'>);
  return { csr, device, server: ports.server };
};

const sendsPicture = (device: PeerLink<'device'>): boolean => device.sendPicture(new Uint8Array(1));
const sendsInput = (csr: PeerLink<'csr'>): boolean =>
  csr.sendInput({ type: 'input.heartbeat', grant: sessionId, seq: 1 });

const reaches = (link: PeerLink<'csr'> | PeerLink<'device'>, name: LinkState['name']): Promise<LinkState> =>
  new Promise((resolve) => {
    const look = (state: LinkState) => {
      if (state.name === name) resolve(state);
    };
    link.onState(look);
    look(link.state);
  });

test('a link between console and device is ready when both have shown their keys', async () => {
  const { csr, device } = pair();
  await Promise.all([reaches(csr, 'ready'), reaches(device, 'ready')]);
  expect(csr.farKey).toBe(deviceKey.thumbprint);
  expect(device.farKey).toBe(csrKey.thumbprint);
  expect(csr.fingerprints).toEqual(device.fingerprints);
  expect(csr.fingerprints?.csr).toMatch(/^[0-9a-f]{64}$/);
  expect(csr.fingerprints?.csr).not.toBe(csr.fingerprints?.device);
});

test('messages, input and pictures arrive whole and in order', async () => {
  const { csr, device } = pair();
  await Promise.all([reaches(csr, 'ready'), reaches(device, 'ready')]);
  const grant = newId();
  const heard: LinkToDevice[] = [];
  const sizes: number[] = [];
  const done = new Promise<void>((resolve) => {
    device.onMessage((message) => {
      heard.push(message);
      if (heard.length === 200) resolve();
    });
  });
  const pictured = new Promise<Uint8Array>((resolve) => {
    csr.onPicture((bytes) => {
      sizes.push(bytes.length);
      if (sizes.length === 20) resolve(bytes);
    });
  });
  for (let seq = 1; seq <= 200; seq += 1) {
    expect(csr.sendInput({ type: 'input.text', grant, seq, text: `é漢😀 ${seq}` })).toBe(true);
  }
  for (let n = 1; n <= 20; n += 1) expect(device.sendPicture(new Uint8Array(60_000).fill(n))).toBe(true);
  await done;
  expect(heard.map((m) => ('seq' in m ? m.seq : 0))).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  const last = await pictured;
  expect(sizes).toEqual(new Array(20).fill(60_000));
  expect(last[0]).toBe(20);
  await device.whenPictureBelow(0);
  expect(device.buffered('picture')).toBe(0);
});

test('the console measures the round trip', async () => {
  const { csr } = pair();
  await reaches(csr, 'ready');
  const deadline = Date.now() + 10_000;
  while (csr.rtt === undefined && Date.now() < deadline) await new Promise((r) => setTimeout(r, 20));
  expect(csr.rtt).toBeGreaterThan(0);
});

test('SEC-C11 a console whose key is not the one in the log is refused', async () => {
  const { csr, device } = pair({ expectedByDevice: () => deviceKey.thumbprint });
  expect(await reaches(device, 'closed')).toEqual({ name: 'closed', alarm: 'wrong-key' });
  await reaches(csr, 'closed');
  expect(device.farKey).toBeUndefined();
});

test('SEC-C11 a device whose key is not the one in the log is refused', async () => {
  const { csr } = pair({ expectedByCsr: () => csrKey.thumbprint });
  expect(await reaches(csr, 'closed')).toEqual({ name: 'closed', alarm: 'wrong-key' });
});

test('a key that comes into the log a moment later is accepted', async () => {
  const log: { key?: string } = {};
  const { csr, device } = pair({ expectedByDevice: () => log.key });
  await reaches(csr, 'ready');
  expect(device.state.name).toBe('verifying');
  const heard = new Promise<LinkToDevice>((resolve) => device.onMessage(resolve));
  csr.send({ type: 'grant.letGo', grant: sessionId });
  log.key = csrKey.thumbprint;
  await reaches(device, 'ready');
  expect(await heard).toEqual({ type: 'grant.letGo', grant: sessionId });
});

test('SEC-C11 a link bridged by swapped fingerprints is refused at both ends', async () => {
  // The bridge ends both connections itself: two links, each with a stranger in the middle who passes the hellos on.
  const near = bridge();
  const far = bridge();
  const common = { sessionId, iceServers: async () => [], wrtc: wrtc as unknown as WebRtc };
  const ends = {
    csr: new PeerLink({
      ...common,
      role: 'csr',
      far: deviceAt,
      port: near.csr,
      key: csrKey,
      expectedKey: () => deviceKey.thumbprint,
    }),
    device: new PeerLink({
      ...common,
      role: 'device',
      far: csrAt,
      port: far.device,
      key: deviceKey,
      expectedKey: () => csrKey.thumbprint,
    }),
  };
  // The stranger signs nothing itself: it has only what the true ends say to it.
  const towardsCsr = new PeerLink({
    ...common,
    role: 'device',
    far: csrAt,
    port: near.device,
    key: relayed(),
    expectedKey: () => csrKey.thumbprint,
  });
  const towardsDevice = new PeerLink({
    ...common,
    role: 'csr',
    far: deviceAt,
    port: far.csr,
    key: relayed(),
    expectedKey: () => deviceKey.thumbprint,
  });
  open.push(...([ends.csr, ends.device, towardsCsr, towardsDevice] as PeerLink<'csr' | 'device'>[]));
  const [csr, device] = await Promise.all([reaches(ends.csr, 'closed'), reaches(ends.device, 'closed')]);
  expect(csr).toMatchObject({ alarm: 'wrong-signature' });
  expect(device).toMatchObject({ alarm: 'wrong-signature' });
});

const coded = (link: PeerLink<'csr'> | PeerLink<'device'>, unlike?: string): Promise<string> =>
  until('a safety code', 10_000, async () =>
    link.safetyCode !== unlike && link.safetyCode ? link.safetyCode : null,
  );

test('SEC-C11 both ends come to the same six digits, to others with each new connection, and keep them while the path is mended', async () => {
  const { csr, device } = pair();
  const [first, same] = await Promise.all([coded(csr), coded(device)]);
  expect(first).toMatch(/^[0-9]{6}$/);
  expect(same).toBe(first);
  (csr as unknown as { connection: { close(): void } }).connection.close();
  await reaches(csr, 'lost');
  expect(csr.safetyCode).toBeUndefined();
  const [second, again] = await Promise.all([coded(csr, first), coded(device, first)]);
  expect(again).toBe(second);
});

test('SEC-C11 who bridges with keys of its own has a link to each end, but the codes differ', async () => {
  const own = { csr: await createDeviceKey(), device: await createDeviceKey() };
  const near = pair({ deviceKey: own.device });
  const far = pair({ csrKey: own.csr });
  const [left, right] = await Promise.all([coded(near.csr), coded(far.device)]);
  expect([near.csr.state.name, far.device.state.name]).toEqual(['ready', 'ready']);
  expect(left).not.toBe(right);
});

test('SEC-C11 an end whose nonce does not fit its commitment is no far end any more', async () => {
  const { csr, device } = pair();
  const raw = csr as unknown as { safety: { exchange: { own: { nonce: string } } } };
  const begun = until('the exchange', 10_000, async () => raw.safety.exchange ?? null).then((exchange) => {
    exchange.own.nonce = 'f'.repeat(64);
  });
  const closed = reaches(device, 'closed');
  await begun;
  // It may have told its true nonce before; then the codes are the same and a second word breaks the rules.
  (csr as unknown as { transmit(channel: string, message: object): void }).transmit('ctl', {
    type: 'link.reveal',
    nonce: 'f'.repeat(64),
  });
  expect(await closed).toEqual({ name: 'closed', alarm: 'broken-exchange' });
  await reaches(csr, 'closed');
});

test.each(['csr', 'device'] as const)(
  'SEC-C11 "they do not match", said at the %s, ends the link at both ends with that alarm',
  async (where) => {
    const ends = pair();
    await Promise.all([coded(ends.csr), coded(ends.device)]);
    const heard = reaches(where === 'csr' ? ends.device : ends.csr, 'closed');
    ends[where].refuse();
    expect(ends[where].state).toEqual({ name: 'closed', alarm: 'codes-differ' });
    expect(await heard).toEqual({ name: 'closed', alarm: 'codes-differ' });
    expect(ends[where].send({ type: 'grant.letGo', grant: sessionId } as never)).toBe(false);
  },
);

/** A key of which the stranger has only the public part. */
const relayed = (): SigningKey => ({
  publicKey: csrKey.publicKey,
  thumbprint: csrKey.thumbprint,
  sign: async () => 'A'.repeat(86),
});

test('a new epoch takes over, and signals of the old one are dropped', async () => {
  let cut = false;
  const sent: SignalOut[] = [];
  const { csr, device } = pair({
    rewrite: (message) => {
      sent.push(message);
      return cut ? null : message;
    },
  });
  await Promise.all([reaches(csr, 'ready'), reaches(device, 'ready')]);
  const before = csr.epoch;
  cut = true;
  // The console's connection dies with its page; the device notices, and waits.
  (csr as unknown as { connection: { close(): void } }).connection.close();
  await reaches(device, 'lost');
  await reaches(csr, 'lost');
  cut = false;
  await Promise.all([reaches(csr, 'ready'), reaches(device, 'ready')]);
  expect(csr.epoch).toBeGreaterThan(before);
  expect(device.epoch).toBe(csr.epoch);
  const stale = sent.find((message) => message.epoch === before && message.kind === 'hello');
  device.receive({ ...(stale as SignalOut), from: csrAt });
  expect(device.state.name).toBe('ready');
  expect(device.epoch).toBe(csr.epoch);
});

const byRelay = async (message: SignalOut): Promise<SignalOut | null> => {
  if (message.kind !== 'signal') return message;
  const data = await relay.redirect(message.data);
  return data === null ? null : { ...message, data };
};

test('a path that breaks for some seconds while the server is away comes back by itself', async () => {
  const { csr, device, server } = pair({ rewrite: byRelay });
  await Promise.all([reaches(csr, 'ready'), reaches(device, 'ready')]);
  const { epoch } = csr;
  server.up = false;
  relay.cut = true;
  // Noticed after 5 s, mostly; a path that is silent for 15 s is forgotten, and then only the server brings it back.
  await sleep(6000);
  relay.cut = false;
  const { carried } = relay;
  const heard: LinkToDevice[] = [];
  device.onMessage((message) => heard.push(message));
  await until('both are ready and input arrives', 30_000, async () => {
    const ready = csr.state.name === 'ready' && device.state.name === 'ready';
    return (
      (ready && csr.sendInput({ type: 'input.heartbeat', grant: sessionId, seq: 1 }) && heard[0]) || null
    );
  }).catch((error: Error) => {
    const ends = `console ${csr.state.name}, device ${device.state.name}`;
    throw new Error(`${error.message}: ${ends}, ${relay.carried - carried} packets since`);
  });
  expect(csr.epoch).toBe(epoch);
});

test.each(['csr', 'device'] as const)(
  'a path that has come back without a word of it is seen at the %s',
  async (at) => {
    const ends = pair({ rewrite: byRelay });
    await Promise.all([reaches(ends.csr, 'ready'), reaches(ends.device, 'ready')]);
    const { epoch } = ends.csr;
    const deaf = ends[at] as unknown as { connection: { peer: { removeAllListeners(event: string): void } } };
    relay.cut = true;
    await reaches(ends[at], 'lost');
    expect(at === 'device' ? sendsPicture(ends.device) : sendsInput(ends.csr)).toBe(false);
    deaf.connection.peer.removeAllListeners('iceStateChange');
    relay.cut = false;
    await reaches(ends[at], 'ready');
    expect(ends[at].epoch).toBe(epoch);
  },
);

test('a path that breaks is found again on the same connection, with all that was agreed', async () => {
  const { csr, device } = pair({ rewrite: byRelay });
  await Promise.all([reaches(csr, 'ready'), reaches(device, 'ready')]);
  const { epoch, fingerprints } = csr;
  relay.cut = true;
  // One end notices first, and gives the connection up in the end: the other may not have noticed by then.
  await Promise.race([reaches(device, 'lost'), reaches(csr, 'lost')]);
  expect(device.state.name === 'lost' ? sendsPicture(device) : sendsInput(csr)).toBe(false);
  relay.cut = false;
  await Promise.all([reaches(device, 'ready'), reaches(csr, 'ready')]);
  expect(csr.epoch).toBe(epoch);
  expect(csr.fingerprints).toEqual(fingerprints);
  const heard: LinkToDevice[] = [];
  device.onMessage((message) => heard.push(message));
  // The console may only now be noticing what the device has mended.
  await until('input arrives again', 20_000, async () => {
    csr.sendInput({ type: 'input.heartbeat', grant: sessionId, seq: 2 });
    return heard[0] ?? null;
  });
  expect(relay.carried).toBeGreaterThan(0);
});

test('a bye ends the link at the far end', async () => {
  const { csr, device } = pair();
  await Promise.all([reaches(csr, 'ready'), reaches(device, 'ready')]);
  csr.close();
  expect(await reaches(device, 'closed')).toEqual({ name: 'closed' });
});

test('malformed messages are dropped and counted', async () => {
  const { csr, device } = pair();
  await Promise.all([reaches(csr, 'ready'), reaches(device, 'ready')]);
  const faults = new Promise<void>((resolve) => device.onDropped(() => resolve()));
  const raw = (csr as unknown as { connection: { sendText(c: 'ctl', t: string): boolean } }).connection;
  raw.sendText('ctl', '{"type":"input.everything"}');
  await faults;
});
