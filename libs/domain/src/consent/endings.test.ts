import { ConsentScene } from '@relevo/testing';
import { STOP_CAUSES } from '../session/events';
import { stopReason } from './endings';
import { linkAlarm } from './links';
import { tick } from './tick';

const people = {
  participants: { ana: { kind: 'csr' }, maria: { kind: 'customer' } },
} as unknown as Parameters<typeof stopReason>[1];

test.each([
  ['the system', { kind: 'system' }, 'signed-out'],
  ['a CSR', { kind: 'participant', participantId: 'ana' }, 'csr'],
  ['a customer', { kind: 'participant', participantId: 'maria' }, 'customer'],
  ['a customer’s device', { kind: 'device', participantId: 'maria', deviceId: 'd' }, 'customer'],
  ['somebody unknown', { kind: 'participant', participantId: 'eve' }, 'customer'],
] as const)('SEC-A4 a stop that %s asked for is told as theirs', (_who, actor, reason) => {
  expect(stopReason({ actor, data: { grantId: 'g' } }, people)).toBe(reason);
});

test.each(STOP_CAUSES)('W42 a stop because the session %s is told as that, whoever acted', (cause) => {
  const actor = { kind: 'participant', participantId: 'ana' } as const;
  expect(stopReason({ actor, data: { grantId: 'g', cause } }, people)).toBe(cause);
});

test('SEC-C11 a far end that fails its proof costs that CSR’s questions, and nobody else’s', () => {
  const scene = new ConsentScene().link().link('bea');
  const [ana, bea] = [scene.ask(), scene.ask({ csrId: 'bea' })];
  scene.do((ledger, now) => linkAlarm(ledger, 'ana', now));
  expect(scene.reported('grant.denied')).toEqual([{ requestId: ana, reason: 'key-changed' }]);
  scene.pass(1_000).answer(bea);
  expect(scene.reported('grant.given')).toHaveLength(1);
});

test('SEC-C11 a CSR’s own new connection is no alarm because others hold grants under their keys', () => {
  const scene = new ConsentScene().link().link('bea');
  scene.give({ csrId: 'bea' });
  scene.link('ana', 2);
  expect(scene.ledger.alarms['wrong-key']).toBe(0);
});

test('one report tells of a million drops at most, and what came before it is not told again', () => {
  const scene = new ConsentScene();
  const { alarms } = scene.ledger;
  scene.ledger = { ...scene.ledger, alarms: { ...alarms, rate: 1_000_001, flood: 3 } };
  scene.do(tick);
  expect(scene.reported('device.alarm')).toEqual([
    { kind: 'rate', count: 1_000_000 },
    { kind: 'flood', count: 3 },
  ]);
  scene.pass(60_000);
  expect(scene.reported('device.alarm')).toEqual([]);
});
