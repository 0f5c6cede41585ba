import { anId, aSession, attach, enter, fold, given, grant, NOON, OWNER, report } from '@relevo/testing';
import { heldGrant } from '../index';

const withMachine = () => {
  const log = aSession();
  const maria = enter(log, 1);
  return { log, maria, machine: attach(log, maria, 'machine', 1) };
};
const nobody = anId(66);

describe('devices and what they gave', () => {
  it('W24 the agent is asked before the page, whichever came first', () => {
    for (const kinds of [
      ['page', 'machine'],
      ['machine', 'page'],
    ] as const) {
      const log = aSession();
      const maria = enter(log, 1);
      for (const [n, kind] of kinds.entries()) attach(log, maria, kind, n);
      log.must(OWNER, {
        type: 'grant.request',
        data: { requestId: anId(4001), capability: 'screen.view', minutes: null, participantId: maria },
      });
      const asked = log.state.requests[anId(4001)]?.deviceId ?? '';
      expect(log.state.devices[asked]?.kind).toBe('machine');
    }
  });

  it('a device that goes takes what is its own, and leaves what was over and what is of others', () => {
    const { log, maria, machine } = withMachine();
    const page = attach(log, maria, 'page', 7);
    const [over, held] = [grant(log, 'screen.view', 1), grant(log, 'input.control', 2)];
    report(log, machine, {
      type: 'grant.ended',
      data: { grantId: over, deviceId: machine, reason: 'hotkey' },
    });
    log.must(OWNER, {
      type: 'grant.request',
      data: { requestId: anId(4003), capability: 'screen.view', minutes: null, participantId: null },
    });
    const onPage = given(log, anId(4009), anId(5009), { deviceId: page });
    report(log, page, onPage);
    log.must(OWNER, { type: 'grant.withdraw', data: { requestId: anId(4003) } });
    report(log, machine, {
      type: 'activity.started',
      data: { grantId: held, deviceId: machine, activity: 'control' },
    });
    log.must(null, { type: 'device.detach', data: { deviceId: machine, reason: 'lost' } });
    expect(log.state.grants[over]).toMatchObject({ status: 'ended', endReason: 'hotkey' });
    expect(log.state.grants[held]).toMatchObject({
      status: 'ended',
      endReason: 'device-stopped',
      active: false,
    });
    expect(log.state.grants[anId(5009)]).toMatchObject({ status: 'given' });
    expect(log.state.requests[anId(4003)]).toMatchObject({ status: 'withdrawn' });
  });

  it('a question to another device stands when one goes; a question to it is over with its link', () => {
    const { log, maria, machine } = withMachine();
    const page = attach(log, maria, 'page', 7);
    log.must(OWNER, {
      type: 'grant.request',
      data: { requestId: anId(4001), capability: 'screen.view', minutes: null, participantId: null },
    });
    log.must(null, { type: 'device.detach', data: { deviceId: page, reason: 'stopped' } });
    expect(log.state.requests[anId(4001)]?.status).toBe('pending');
    log.must(null, { type: 'device.detach', data: { deviceId: machine, reason: 'stopped' } });
    expect(log.state.requests[anId(4001)]).toMatchObject({ status: 'denied', denial: 'link' });
  });

  it('SEC-C2 a stop that is asked for too late brings nothing back', () => {
    const { log, machine } = withMachine();
    const grantId = grant(log, 'screen.view', 1);
    report(log, machine, { type: 'grant.ended', data: { grantId, deviceId: machine, reason: 'customer' } });
    expect(fold(log.state, 'grant.stopAsked', { grantId }).grants[grantId]?.status).toBe('ended');
  });

  it('SEC-C2 the log holds a grant as the device told it, by the device’s own clock', () => {
    const { log, machine } = withMachine();
    const data = given(log, anId(4444), anId(5555), { deviceId: machine, until: NOON + 9 }).data;
    expect(fold(log.state, 'grant.given', data, { deviceAt: NOON - 5 }).grants[anId(5555)]).toEqual({
      id: anId(5555),
      requestId: anId(4444),
      deviceId: machine,
      capability: 'screen.view',
      csrId: OWNER,
      csrKey: data.csrKey,
      since: NOON - 5,
      until: NOON + 9,
      status: 'given',
      active: false,
    });
    expect(fold(log.state, 'grant.given', data).grants[anId(5555)]?.since).toBe(NOON);
  });

  it('SEC-C2 an end without a grant is kept as an end that nobody holds', () => {
    const { log, machine } = withMachine();
    report(log, machine, {
      type: 'grant.ended',
      data: { grantId: anId(77), deviceId: machine, reason: 'clock' },
    });
    expect(log.state.grants[anId(77)]).toEqual({
      id: anId(77),
      requestId: '',
      deviceId: machine,
      capability: 'screen.view',
      csrId: '',
      csrKey: '',
      since: NOON,
      until: null,
      status: 'ended',
      endReason: 'clock',
      active: false,
    });
  });

  it('what has ended does not run', () => {
    const { log, machine } = withMachine();
    const grantId = grant(log, 'screen.view', 1);
    const data = { grantId, deviceId: machine, activity: 'screen' } as const;
    report(log, machine, { type: 'activity.started', data });
    expect(log.state.grants[grantId]?.active).toBe(true);
    report(log, machine, { type: 'grant.ended', data: { grantId, deviceId: machine, reason: 'customer' } });
    expect(log.state.grants[grantId]).toMatchObject({ status: 'ended', active: false });
  });

  it('SEC-C10 what a CSR holds is told apart by person, capability and time', () => {
    const { log } = withMachine();
    const id = grant(log, 'input.control', 1, 20);
    expect(heldGrant(log.state, OWNER, 'input.control', NOON)?.id).toBe(id);
    expect(heldGrant(log.state, OWNER, 'screen.view', NOON)).toBeUndefined();
    expect(heldGrant(log.state, nobody, 'input.control', NOON)).toBeUndefined();
    expect(heldGrant(log.state, OWNER, 'input.control', NOON + 20 * 60_000 - 1)?.id).toBe(id);
    expect(heldGrant(log.state, OWNER, 'input.control', NOON + 20 * 60_000)).toBeUndefined();
  });

  it('SEC-C11 a word about the codes counts for one key; the other end’s word of the same key stays beside it', () => {
    const { log, machine } = withMachine();
    const about = { deviceId: machine, csrId: OWNER, csrKey: 'k', fingerprints: { device: 'd', csr: 'c' } };
    let state = fold(log.state, 'safety.csrConfirmed', about);
    state = fold(state, 'safety.confirmed', about);
    const place = `${machine}/${OWNER}`;
    expect(state.safety[place]).toEqual({ csrKey: 'k', said: { csr: true, device: true }, denied: false });
    state = fold(state, 'safety.csrDenied', { ...about, csrKey: 'k2' });
    expect(state.safety[place]).toEqual({ csrKey: 'k2', said: { csr: false }, denied: true });
    state = fold(state, 'safety.confirmed', { ...about, csrKey: 'k2' });
    expect(state.safety[place]).toEqual({ csrKey: 'k2', said: { csr: false, device: true }, denied: true });
  });
});

it('W12 W45 what a customer gave is over when they leave, also when their device says nothing more', () => {
  const { log, maria, machine } = withMachine();
  const luca = enter(log, 2);
  const page = attach(log, luca, 'page', 2);
  const id = grant(log, 'screen.view', 1);
  report(log, page, given(log, anId(4009), anId(5009), { deviceId: page }));
  log.must(OWNER, {
    type: 'grant.request',
    data: { requestId: anId(4002), capability: 'input.control', minutes: 20, participantId: null },
  });
  log.must(maria, { type: 'participant.leave', data: {} });
  expect(log.state.grants[id]).toMatchObject({ status: 'ended', endReason: 'device-stopped' });
  expect(log.state.requests[anId(4002)]).toMatchObject({ status: 'denied', denial: 'link' });
  // Another customer's stays as it is: asked to stop, because they are not the primary one (W12).
  expect(log.state.grants[anId(5009)]?.status).toBe('stopping');
  report(log, machine, { type: 'grant.ended', data: { grantId: id, deviceId: machine, reason: 'customer' } });
  expect(log.state.grants[id]).toMatchObject({ status: 'ended', endReason: 'customer' });
});
