import {
  anId,
  arrive,
  aSession,
  attach,
  CONVERSATION,
  enter,
  grant,
  OWNER,
  SessionLog,
} from '@relevo/testing';
import {
  ABILITY_COMMANDS,
  type Abilities,
  abilities,
  type Participant,
  type SessionState,
  type Verdict,
} from '../index';

const ASSISTANT = anId(3);

/** All buttons with one answer, but for some. */
const buttons = (most: Verdict, over: Partial<Abilities> = {}): Abilities =>
  ({ ...Object.fromEntries(ABILITY_COMMANDS.map((command) => [command, most])), ...over }) as Abilities;
const shown = (log: SessionLog, who = OWNER, state: SessionState = log.state) =>
  abilities(state, who, { now: log.now });

/** What an owner may in a session where nothing goes on. */
const owner = (over: Partial<Abilities> = {}) =>
  buttons(null, {
    'participant.admit': 'NOT_WAITING',
    'participant.decline': 'NOT_WAITING',
    'participant.leave': 'OWNER_CANNOT_LEAVE',
    'expert.remove': 'NO_EXPERT_HERE',
    'participant.promote': 'NO_OTHER_CUSTOMER',
    'control.transfer': 'NO_COLLEAGUE_HERE',
    'control.takeOver': 'OWNER_ALREADY',
    'session.resume': 'SESSION_NOT_PARKED',
    'agent.suggest': 'NO_CUSTOMER_JOINED',
    'screen.view': 'NO_CUSTOMER_JOINED',
    'input.control': 'NO_CUSTOMER_JOINED',
    'grant.withdraw': 'REQUEST_UNKNOWN',
    'grant.stop': 'GRANT_NOT_HELD',
    ...over,
  });
/** What a customer may who has given nothing. */
const customer = (over: Partial<Abilities> = {}) =>
  buttons('CSR_ONLY', {
    'session.end': 'CUSTOMERS_CANNOT_END',
    'participant.leave': null,
    'grant.stop': 'GRANT_NOT_HELD',
    'message.post': null,
    ...over,
  });
const ready = { 'agent.suggest': 'AGENT_ATTACHED', 'screen.view': null, 'input.control': null } as const;

const withMachine = () => {
  const log = aSession();
  const maria = enter(log, 1);
  return { log, maria, machine: attach(log, maria, 'machine', 1) };
};
const ask = (log: SessionLog, capability: 'screen.view' | 'input.control') =>
  log.must(OWNER, {
    type: 'grant.request',
    data: { requestId: anId(4001), capability, minutes: 20, participantId: null },
  });
/** The same session with a second CSR, as after a call for help. */
const withAssistant = ({ state }: SessionLog): SessionState => {
  const helper = { ...state.participants[OWNER], id: ASSISTANT, role: 'assistant' } as Participant;
  return { ...state, participants: { ...state.participants, [ASSISTANT]: helper } };
};

describe('what the buttons say', () => {
  it('W2 before the start a session can be prepared, noted and ended, and nothing else', () => {
    const log = new SessionLog().must(OWNER, {
      type: 'session.prepare',
      data: {
        number: '1',
        conversationId: CONVERSATION,
        subject: '',
        owner: { participantId: OWNER, accountId: anId(2), name: 'Ana' },
      },
    });
    expect(shown(log)).toEqual(
      buttons('SESSION_NOT_STARTED', {
        'session.end': null,
        'expert.invite': null,
        'expert.remove': 'NO_EXPERT_HERE',
        'session.label': null,
        'note.save': null,
        'invite.create': null,
        'invite.revoke': null,
        'participant.leave': 'OWNER_CANNOT_LEAVE',
        'session.resume': 'SESSION_NOT_PARKED',
        'grant.withdraw': 'REQUEST_UNKNOWN',
        'grant.stop': 'GRANT_NOT_HELD',
      }),
    );
  });

  it('W9 W44 with nobody there the owner invites, writes and ends', () => {
    expect(shown(aSession())).toEqual(owner());
  });

  it('W45 SEC-J5 who waits may only go away again; the owner may let them in or not', () => {
    const log = aSession();
    const maria = arrive(log, 1);
    expect(shown(log, maria)).toEqual(buttons('NOT_ADMITTED', { 'participant.leave': null }));
    expect(shown(log)).toEqual(owner({ 'participant.admit': null, 'participant.decline': null }));
  });

  it('W24 a page can show its screen, and the agent can be suggested for more', () => {
    const log = aSession();
    const maria = enter(log, 1);
    const luca = enter(log, 2);
    expect(shown(log)).toEqual(
      owner({
        'participant.promote': null,
        'agent.suggest': null,
        'screen.view': 'DEVICE_CANNOT',
        'input.control': 'DEVICE_CANNOT',
      }),
    );
    attach(log, luca, 'machine', 2);
    expect(shown(log)['screen.view']).toBe('DEVICE_CANNOT');
    attach(log, maria, 'page', 1);
    expect(shown(log)).toEqual(
      owner({
        'participant.promote': null,
        'agent.suggest': null,
        'screen.view': null,
        'input.control': 'DEVICE_CANNOT',
      }),
    );
    for (const who of [maria, luca]) expect(shown(log, who)).toEqual(customer());
  });

  it('W23 W24 control without sight is not to be had', () => {
    const { log, machine } = withMachine();
    expect(shown(log)).toEqual(owner(ready));
    const device = log.state.devices[machine];
    if (!device) throw new Error('no device');
    const blind = { ...log.state, devices: { [machine]: { ...device, can: ['input.control' as const] } } };
    expect(shown(log, OWNER, blind)['input.control']).toBe('DEVICE_CANNOT');
  });

  it('W23 W25 a question that waits is not put twice, and whoever asked may take it back', () => {
    const { log, maria } = withMachine();
    ask(log, 'screen.view');
    expect(shown(log)).toEqual(owner({ ...ready, 'screen.view': 'REQUEST_PENDING', 'grant.withdraw': null }));
    expect(shown(log, maria)).toEqual(customer());
    expect(shown(log, ASSISTANT, withAssistant(log))['grant.withdraw']).toBe('REQUEST_UNKNOWN');
  });

  it('W23 what is given is not asked for again; CSR and customer may stop it, others may not', () => {
    const { log, maria } = withMachine();
    const luca = enter(log, 2);
    grant(log, 'screen.view', 1);
    expect(shown(log)).toEqual(
      owner({
        ...ready,
        'participant.promote': null,
        'screen.view': 'ALREADY_GRANTED',
        'grant.stop': null,
      }),
    );
    expect(shown(log, maria)).toEqual(customer({ 'grant.stop': null }));
    expect(shown(log, luca)).toEqual(customer());
    expect(shown(log, ASSISTANT, withAssistant(log))['grant.stop']).toBe('GRANT_NOT_HELD');
  });

  it('W23 there is one controller at a time; sight is not taken by control of another', () => {
    const { log } = withMachine();
    const id = grant(log, 'input.control', 1);
    expect(shown(log)['input.control']).toBe('ALREADY_GRANTED');
    const held = log.state.grants[id];
    if (!held) throw new Error('no grant');
    const byAnother = { ...log.state, grants: { [id]: { ...held, csrId: ASSISTANT } } };
    expect(shown(log, OWNER, byAnother)).toEqual(
      owner({ ...ready, 'input.control': 'CONTROLLED_BY_ANOTHER' }),
    );
    const seenByAnother = {
      ...log.state,
      grants: { [id]: { ...held, csrId: ASSISTANT, capability: 'screen.view' as const } },
    };
    expect(shown(log, OWNER, seenByAnother)).toEqual(owner(ready));
  });

  it('W44 W23 an assistant neither ends nor asks while nothing is shown, and may leave', () => {
    const { log } = withMachine();
    expect(shown(log, ASSISTANT, withAssistant(log))).toEqual(
      owner({
        'session.end': 'NOT_THE_OWNER',
        'expert.invite': 'NOT_THE_OWNER',
        'expert.remove': 'NOT_THE_OWNER',
        'session.label': 'NOT_THE_OWNER',
        'session.park': 'NOT_THE_OWNER',
        'session.resume': 'NOT_THE_OWNER',
        'participant.promote': 'NOT_THE_OWNER',
        'control.transfer': 'NOT_THE_OWNER',
        'control.takeOver': 'SUPERVISOR_ONLY',
        'participant.leave': null,
        'agent.suggest': 'NOT_THE_OWNER',
        'screen.view': 'NOTHING_SHARED',
        'input.control': 'NOT_THE_OWNER',
      }),
    );
  });

  it('W36 W44 W45 after the end nothing but notes can be done; who left or was declined is told just that', () => {
    const { log, maria } = withMachine();
    const [luca, eva, noa] = [enter(log, 2), arrive(log, 3), arrive(log, 4)];
    log.must(luca, { type: 'participant.leave', data: {} });
    log.must(OWNER, { type: 'participant.decline', data: { participantId: eva } });
    for (const who of [luca, eva]) expect(shown(log, who)).toEqual(buttons('NOT_IN_SESSION'));
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(shown(log)).toEqual(buttons('SESSION_ENDED', { 'note.save': null }));
    expect(shown(log, maria)).toEqual(buttons('SESSION_ENDED', { 'note.save': 'CSR_ONLY' }));
    for (const who of [luca, eva, anId(66)]) expect(shown(log, who)).toEqual(buttons('NOT_IN_SESSION'));
    expect(shown(log, noa)).toEqual(buttons('NOT_ADMITTED', { 'participant.leave': 'SESSION_ENDED' }));
  });
});
