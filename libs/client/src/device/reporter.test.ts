import { deviceReportText } from '@relevo/contracts';
import {
  aKeyText,
  anId,
  CONVERSATION,
  FakeLogServer,
  OWNER,
  SESSION,
  seeded,
  TroubledLine,
} from '@relevo/testing';
import { createDeviceKey, type SigningKey, verifySignature } from '../keys/key';
import { Outbox } from '../sync/outbox';
import { memoryStore } from '../sync/store';
import { DeviceReporter } from './reporter';

const CUSTOMER = anId(1001);
const DEVICE = anId(3001);

let key: SigningKey;
let server: FakeLogServer;
let line: TroubledLine;
let outbox: Outbox;
let reporter: DeviceReporter;

beforeAll(async () => {
  key = await createDeviceKey();
});
beforeEach(() => {
  server = new FakeLogServer({ sessionId: SESSION, conversationId: CONVERSATION });
  const owner = { participantId: OWNER, accountId: anId(2), name: 'Ana Ruiz' };
  server.must(OWNER, {
    type: 'session.start',
    data: { number: '1', conversationId: CONVERSATION, subject: '', owner },
  });
  server.must(OWNER, { type: 'invite.create', data: { inviteId: anId(1), minutes: null } });
  server.must(null, {
    type: 'participant.join',
    data: { inviteId: anId(1), participantId: CUSTOMER, name: 'María', language: 'es' },
  });
  server.must(OWNER, { type: 'participant.admit', data: { participantId: CUSTOMER } });
  server.must(null, {
    type: 'device.attach',
    data: {
      deviceId: DEVICE,
      participantId: CUSTOMER,
      kind: 'machine',
      name: 'MARIA-PC',
      key: aKeyText(),
      can: ['screen.view', 'input.control'],
    },
  });
  line = new TroubledLine(server, CUSTOMER, seeded(3));
  outbox = new Outbox({ wire: line, store: memoryStore(), scope: CUSTOMER });
  reporter = new DeviceReporter({
    outbox,
    key,
    sessionId: SESSION,
    deviceId: DEVICE,
    reported: () => server.state.devices[DEVICE]?.reportSeq ?? 0,
    now: () => 42,
  });
});
afterEach(() => {
  outbox.close();
  line.close();
});

const alarm = (count: number) =>
  reporter.report('device.alarm', { deviceId: DEVICE, kind: 'stale-message', count });
const reports = () =>
  server
    .records(OWNER, SESSION)
    .map((record) => JSON.parse(record.content?.body ?? '{}'))
    .filter((event) => event.report);

test('facts come into the log numbered, signed, in order and with both times', async () => {
  for (let n = 1; n <= 5; n += 1) alarm(n);
  await reporter.settled();
  expect(reports().map((event) => [event.report.seq, event.data.count])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [5, 5],
  ]);
  for (const { report, deviceAt } of reports()) {
    expect(deviceAt).toBe(42);
    expect(deviceReportText.parse(JSON.parse(report.text))).toMatchObject({
      seq: report.seq,
      deviceId: DEVICE,
    });
    expect(await verifySignature(key.publicKey, report.text, report.signature)).toBe(true);
  }
});

test('facts of a time without the server arrive late, complete', async () => {
  line.cut();
  for (let n = 1; n <= 3; n += 1) alarm(n);
  expect(reporter.pending).toBe(3);
  line.mend();
  await reporter.settled();
  expect(reports().map((event) => event.report.seq)).toEqual([1, 2, 3]);
});

test('a line that loses answers makes no fact twice', async () => {
  line.trouble = { lose: 0.3, twice: 0.3, late: 20 };
  for (let n = 1; n <= 4; n += 1) alarm(n);
  await reporter.settled();
  expect(reports().map((event) => event.report.seq)).toEqual([1, 2, 3, 4]);
  expect(server.state.devices[DEVICE]?.alarms).toBe(10);
});

test('a log that lacks earlier facts gets them again', async () => {
  const sent: number[] = [];
  // A server that was restored from before the first fact: it has none, and wants them in order.
  let has = 0;
  const restored = new DeviceReporter({
    outbox: {
      send: (_stream, _type, data) => {
        const { seq } = (data as { report: { seq: number } }).report;
        sent.push(seq);
        if (sent.length === 2) has = 0;
        if (seq === has + 1) has = seq;
        const error = { code: 'DEVICE_REPORT_GAP' as const, message: '' };
        return {
          commandId: anId(7),
          outcome: Promise.resolve(seq <= has ? { ok: true, seq } : { ok: false, error }),
        };
      },
    },
    key,
    sessionId: SESSION,
    deviceId: DEVICE,
    reported: () => has,
  });
  for (const count of [1, 2, 3]) restored.report('device.alarm', { deviceId: DEVICE, kind: 'rate', count });
  await restored.settled();
  expect(sent).toEqual([1, 2, 1, 2, 3]);
});

test('a fact that the server will not take stays first in line and is tried with the next', async () => {
  const sent = jest.spyOn(outbox, 'send');
  sent.mockImplementationOnce(() => ({
    commandId: anId(7),
    outcome: Promise.resolve({ ok: false, error: { code: 'SIGNATURE_WRONG', message: '' } }),
  }));
  alarm(1);
  while (!reporter.refusal) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(reporter.refusal.code).toBe('SIGNATURE_WRONG');
  expect(reporter.pending).toBe(1);
  alarm(2);
  await reporter.settled();
  expect(reports().map((event) => event.report.seq)).toEqual([1, 2]);
});

test('what fits no contract is not reported', () => {
  expect(() => alarm(0)).toThrow();
  expect(reporter.pending).toBe(0);
});
