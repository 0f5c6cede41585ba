import type { PeerAddress, SignalIn } from '@relevo/contracts';
import { aKeyText, anId, aSession, aThumbprint, attach, enter, invitedExpert, OWNER } from '@relevo/testing';
import { createDeviceKey } from '../keys/key';
import { Listeners } from '../listeners';
import { DeviceLinks } from './device-links';

const device = async () => {
  const log = aSession();
  const maria = enter(log, 1);
  const deviceId = attach(log, maria, 'machine', 1);
  const signals = new Listeners<[SignalIn]>();
  const changes = new Listeners<[]>();
  const links = new DeviceLinks({
    deviceId,
    key: await createDeviceKey(),
    // No network: a link that began waits for them.
    iceServers: () => new Promise(() => undefined),
    port: { open: true, send: async () => true, onSignal: signals.add },
    wire: { state: { status: 'offline' }, onState: () => () => undefined } as never,
    session: {
      sessionId: log.state.id,
      subscribe: changes.add,
      get snapshot() {
        return { session: log.state, presence: [], line: { status: 'offline' } };
      },
    } as never,
  });
  let made = 0;
  const hello = (participantId: string): void => {
    const from: PeerAddress = { participantId, endpoint: anId(7000 + ++made), deviceId: null };
    signals.emit({ stream: log.state.id, from, epoch: 1, seq: 0, kind: 'hello', data: '{}' });
  };
  const ofWhom = () => links.all.map(({ far }) => far.participantId);
  return { log, links, hello, ofWhom, changed: () => changes.emit() };
};

test('W39 SEC-N2 answers no expert who may not see, nor one who has shown no key', async () => {
  const { log, links, hello, ofWhom } = await device();
  hello(invitedExpert(log, 1, ['notes']));
  const seeing = invitedExpert(log, 2, ['screen.view']);
  hello(seeing);
  expect(ofWhom()).toEqual([]);
  log.must(seeing, { type: 'csr.presentKey', data: { key: aKeyText(), thumbprint: aThumbprint() } });
  hello(seeing);
  hello(OWNER);
  expect(ofWhom()).toEqual([seeing, OWNER]);
  links.close();
});

test('SEC-N2 nobody uses up the links, or the greetings, of another', async () => {
  const { log, links, hello, ofWhom } = await device();
  const marco = invitedExpert(log, 1, ['screen.view']);
  log.must(marco, { type: 'csr.presentKey', data: { key: aKeyText(), thumbprint: aThumbprint() } });
  for (let i = 0; i < 40; i++) hello(marco);
  expect(ofWhom().length).toBeLessThan(8);
  hello(OWNER);
  expect(ofWhom()).toContain(OWNER);
  links.close();
});
