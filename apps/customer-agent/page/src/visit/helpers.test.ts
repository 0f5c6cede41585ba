import type { Link } from '@relevo/client';
import { newLedger } from '@relevo/domain';
import {
  anId,
  aSession,
  attach,
  enter,
  given,
  grant,
  help,
  invitedExpert,
  OWNER,
  report,
  type SessionLog,
} from '@relevo/testing';
import { safetyOfAll, safetyShown } from './csr-safety';
import { helpersOf } from './helpers';

const ask = (log: SessionLog, who: string, n: number): string => {
  log.must(who, {
    type: 'grant.request',
    data: { requestId: anId(n), capability: 'screen.view', minutes: null, participantId: null },
  });
  return anId(n);
};
const give = (log: SessionLog, requestId: string, n: number) => {
  const fact = given(log, requestId, anId(n));
  return report(log, fact.data.deviceId, fact);
};
/** María's page, on which Ana sees her screen; an expert from outside is there too. */
const scene = () => {
  const log = aSession();
  const maria = enter(log, 1);
  const page = attach(log, maria, 'page', 1);
  grant(log, 'screen.view', 1);
  const marco = invitedExpert(log, 1, ['screen.view']);
  const helpers = () => helpersOf(log.state, maria, 'Ana Ruiz', log.now);
  return { log, maria, page, marco, helpers };
};

describe('W39 SEC-A4 who can do what, for the customer', () => {
  it('is told of each for themselves: what a guest asks and holds is theirs, by name, and not the owner’s', () => {
    const { log, marco, helpers } = scene();
    // Who holds nothing and asks nothing is not named, unless they are responsible.
    expect(helpers().map(({ csrId }) => csrId)).toEqual([OWNER]);
    const requestId = ask(log, marco, 4101);
    expect(helpers()).toMatchObject([
      { csrId: OWNER, called: 'Ana', guestOf: undefined, grants: [{ csrId: OWNER }], asks: [] },
      { csrId: marco, called: 'Marco Bruni', guestOf: 'Ana Ruiz', grants: [], asks: [{ id: requestId }] },
    ]);
    give(log, requestId, 5101);
    expect(helpers()[1]).toMatchObject({ grants: [{ id: anId(5101), csrId: marco }], asks: [] });
  });
  it('tells two of one first name apart', () => {
    const { log, helpers } = scene();
    const jorge = help(log, 1, { name: 'Ana Peña' });
    give(log, ask(log, jorge, 4101), 5101);
    expect(helpers()).toMatchObject([
      { csrId: OWNER, called: 'Ana Ruiz', grants: [{ csrId: OWNER }] },
      { csrId: jorge, called: 'Ana Peña', guestOf: undefined, grants: [{ csrId: jorge }] },
    ]);
  });
  it('is the name on the invite before the log has told more', () => {
    const { log } = scene();
    const nobody = { ...log.state, participants: {}, grants: {}, requests: {} };
    expect(helpersOf(nobody, '', 'Ana Ruiz', log.now)).toMatchObject([{ csrId: '', called: 'Ana' }]);
  });
  it('leaves out what another customer gave', () => {
    const { log } = scene();
    expect(helpersOf(log.state, anId(1002), 'Ana Ruiz', log.now)).toMatchObject([
      { csrId: OWNER, grants: [] },
    ]);
  });
});

describe('SEC-C11 the safety code of each link, for the customer', () => {
  const linkOf = (participantId: string, safetyCode: string) =>
    ({ far: { participantId }, state: { name: 'ready' }, safetyCode }) as unknown as Link<'device'>;

  it('W39 is compared with whoever holds or asks something, and an impostor is named by whose link it was', () => {
    const { log, page, marco, helpers } = scene();
    const ledger = newLedger(page, ['screen.view'], { mono: 0, wall: 0 });
    const links = [linkOf(OWNER, '111111'), linkOf(marco, '222222')];
    const shown = (machineId?: string) =>
      safetyShown(
        log.state,
        safetyOfAll(log.state, ledger, links, new Set([marco])),
        helpers(),
        page,
        machineId,
      );
    expect(shown()).toMatchObject([
      { csrId: OWNER, called: 'Ana', code: '111111', compares: true, keyChanged: false },
      { csrId: marco, called: 'Marco Bruni', code: '222222', compares: false, keyChanged: true },
    ]);
    ask(log, marco, 4101);
    expect(shown().map(({ compares }) => compares)).toEqual([true, true]);
    // Beside an agent, only with those whose concern is this page.
    expect(shown(anId(3009)).map(({ compares }) => compares)).toEqual([true, true]);
  });
});
