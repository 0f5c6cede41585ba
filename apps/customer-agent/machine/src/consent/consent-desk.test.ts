import type { DeviceReport } from '@relevo/domain';
import { ledgerGrants, openPrompt } from '@relevo/domain';
import { ConsentDesk } from './consent-desk';

it('a grant is told before what a listener begins with it at once', () => {
  let now = 1000;
  const told: DeviceReport['type'][] = [];
  const desk = new ConsentDesk({
    deviceId: 'device',
    can: ['screen.view', 'input.control'],
    clock: () => ({ mono: now, wall: now }),
    report: ({ type }) => told.push(type),
    release: () => undefined,
  });
  desk.subscribe(() => {
    for (const { id, active } of ledgerGrants(desk.ledger)) if (!active) desk.activity(id, true);
  });
  desk.linkUp('ana', { epoch: 1, key: 'key', fingerprints: { device: 'd', csr: 'c' } });
  desk.ask({
    requestId: 'r',
    csrId: 'ana',
    capability: 'screen.view',
    minutes: 5,
    csrName: 'Ana',
    patienceMs: 60_000,
  });
  now += 600;
  desk.tick();
  expect(openPrompt(desk.ledger)?.request.requestId).toBe('r');
  desk.answer({
    requestId: 'r',
    allow: true,
    minutes: 5,
    words: 'words',
    wordsHash: 'hash',
    stamps: [{ grantId: 'g', nonce: 'n' }],
  });
  expect(told).toEqual(['grant.given', 'activity.started']);
});
