import {
  aKeyText,
  aMessage,
  anId,
  aSession,
  aThumbprint,
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
import {
  ABILITY_COMMANDS,
  type AbilityCommand,
  abilities,
  decideConversation,
  EXPERT_RIGHTS,
  type ExpertRight,
  inviteVerdict,
  mayHaveLink,
  mayReadConversation,
  mayReadSession,
  ownerOf,
  type SessionCommand,
  saidIn,
  sendVerdict,
  staleInviteTried,
} from '../index';

const INVITE = anId(2_600_001);
const ask = (log: SessionLog, who: string, n: number, capability: 'screen.view' | 'input.control') =>
  log.give(who, {
    type: 'grant.request',
    data: {
      requestId: anId(n),
      capability,
      minutes: capability === 'screen.view' ? null : 5,
      participantId: null,
    },
  });
const invite = (log: SessionLog, who: string, n: number, expert: readonly ExpertRight[] = []) =>
  log.give(who, {
    type: 'invite.create',
    data: { inviteId: anId(n), minutes: null, csr: { accountId: null, name: 'Marco', expert } },
  });
const come = (log: SessionLog, inviteId: string, n = 1) =>
  log.give(null, {
    type: 'expert.join',
    data: { inviteId, participantId: anId(1800 + n), accountId: anId(1900 + n), name: 'Marco Bruni' },
  });
const remove = (log: SessionLog, who: string, participantId: string) =>
  log.give(who, { type: 'expert.remove', data: { participantId } });
const ended = (n: number) =>
  ({ type: 'grant.ended', data: { grantId: anId(n), deviceId: anId(3001), reason: 'customer' } }) as const;
const shown = (log: SessionLog, who: string) => abilities(log.state, who, { now: log.now });
/** María's computer, with an agent that can do everything; Ana sees it. */
const seen = () => {
  const log = aSession();
  attach(log, enter(log, 1), 'machine', 1);
  grant(log, 'screen.view', 1);
  return log;
};

describe('W39 the way in of an expert from outside', () => {
  it('the owner asks, an assistant does not; the rights stand in the invite and in the arrival', () => {
    const log = aSession();
    const jorge = help(log, 1);
    expect(invite(log, jorge, 40)).toBe('NOT_THE_OWNER');
    expect(invite(log, OWNER, 40, ['notes', 'input.control', 'notes'])).toBeNull();
    // Who may control may also see; each right once, in one order.
    expect(log.state.invites[anId(40)]?.csr).toEqual({
      accountId: null,
      name: 'Marco',
      expert: ['screen.view', 'input.control', 'notes'],
    });
    expect(come(log, anId(40))).toBeNull();
    expect(log.state.participants[anId(1801)]).toMatchObject({
      kind: 'csr',
      role: 'assistant',
      status: 'joined',
      name: 'Marco Bruni',
      expert: { by: OWNER, rights: EXPERT_RIGHTS },
    });
    expect(log.events.at(-1)?.data).toMatchObject({ supervisor: false });
    expect(log.state.invites[anId(40)]).toMatchObject({ status: 'used', usedBy: anId(1801) });
  });

  it('SEC-J1 a link is for one, once, for a while, and can be revoked; each refusal has its reason', () => {
    const log = aSession();
    expect(come(log, anId(404))).toBe('INVITE_UNKNOWN');
    invite(log, OWNER, 40);
    expect(come(log, anId(40))).toBeNull();
    expect(come(log, anId(40), 2)).toBe('INVITE_USED');
    invite(log, OWNER, 41);
    expect(come(log, anId(41))).toBe('CONFLICT');
    log.must(OWNER, { type: 'invite.revoke', data: { inviteId: anId(41) } });
    expect(come(log, anId(41), 2)).toBe('INVITE_REVOKED');
    const context = { now: log.now, policy: log.policy, actor: { kind: 'system' } as const };
    expect(staleInviteTried(log.state, anId(41), context, 'expert')).toMatchObject([
      { type: 'invite.refused', data: { reason: 'revoked' } },
    ]);
    invite(log, OWNER, 42);
    log.now += log.policy.inviteMinutes * 60_000;
    expect(come(log, anId(42), 2)).toBe('INVITE_EXPIRED');
    invite(log, OWNER, 43);
    log.must(OWNER, { type: 'session.park', data: {} });
    expect(come(log, anId(43), 2)).toBe('SESSION_PARKED');
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(come(log, anId(43), 2)).toBe('SESSION_ENDED');
  });

  it('W42 a link ends when the session changes hands, by transfer or take-over; those who came by one stay, and hold nothing', () => {
    const log = seen();
    const marco = invitedExpert(log, 1, ['screen.view']);
    const [jorge, sofia] = [help(log, 1), help(log, 2, { supervisor: true })];
    for (const [n, hand] of [
      [
        40,
        () => log.must(OWNER, { type: 'control.transfer', data: { participantId: jorge, reason: 'Shift' } }),
      ],
      [
        41,
        () => {
          const { accountId = '', name } = log.state.participants[sofia] as {
            accountId?: string;
            name: string;
          };
          const coming = { participantId: sofia, accountId, name, supervisor: true, reason: 'Lost' };
          log.must(null, { type: 'control.takeOver', data: coming });
        },
      ],
    ] as const) {
      expect(invite(log, ownerOf(log.state)?.id ?? '', n)).toBeNull();
      hand();
      expect(log.state.invites[anId(n)]?.status).toBe('revoked');
      expect(come(log, anId(n), 5)).toBe('INVITE_REVOKED');
    }
    expect(log.state.participants[marco]?.status).toBe('joined');
    // Also where a log says nothing of it.
    const [open] = Object.values(log.state.invites).filter(({ id }) => id === anId(41));
    const state = { ...log.state, invites: { [anId(41)]: { ...open, status: 'open' } } } as never;
    expect(inviteVerdict(state, anId(41), log.now, 'expert')).toBe('INVITE_REVOKED');
  });

  it('SEC-A2 links are for those for whom they were made: no colleague comes by an expert’s, nor the other way round', () => {
    const log = aSession();
    invite(log, OWNER, 40, ['notes']);
    const csr = { accountId: null, name: '' };
    log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(41), minutes: null, csr } });
    log.must(OWNER, { type: 'invite.create', data: { inviteId: anId(42), minutes: null } });
    const jorge = { participantId: anId(1501), accountId: anId(1601), name: 'Jorge', supervisor: false };
    expect(log.give(null, { type: 'csr.join', data: { ...jorge, inviteId: anId(40) } })).toBe(
      'INVITE_UNKNOWN',
    );
    expect(inviteVerdict(log.state, anId(40), log.now)).toBe('INVITE_FOR_COLLEAGUE');
    expect(come(log, anId(41))).toBe('INVITE_UNKNOWN');
    expect(come(log, anId(42))).toBe('INVITE_UNKNOWN');
  });

  it('SEC-W4 nobody comes in under a name that looks like that of somebody who is here', () => {
    const log = aSession();
    enter(log, 1);
    invite(log, OWNER, 40);
    const as = (name: string) =>
      log.give(null, {
        type: 'expert.join',
        data: { inviteId: anId(40), participantId: anId(1801), accountId: anId(1901), name },
      });
    for (const name of ['Ana Ruiz', 'ANA  ruiz', 'Ana\u200d Ruiz', 'María Gómez', 'Mari\u0301a Go\u0301mez'])
      expect([name, as(name)]).toEqual([name, 'NAME_IN_SESSION']);
    expect(as('Ana Ruiz Gil')).toBeNull();
  });

  it('the link is sent by the owner and nobody else', () => {
    const log = aSession();
    const jorge = help(log, 1);
    invite(log, OWNER, 40);
    const data = {
      inviteId: anId(40),
      deliveryId: anId(50),
      channel: 'email',
      to: 'marco@example.org',
    } as const;
    expect(log.give(jorge, { type: 'invite.send', data })).toBe('NOT_THE_OWNER');
    expect(log.give(OWNER, { type: 'invite.send', data })).toBeNull();
    log.must(OWNER, { type: 'session.park', data: {} });
    const made = log.state.invites[anId(40)];
    expect(made && sendVerdict(log.state, made, log.now)).toBeNull();
  });
});

describe('W39 SEC-A2 what an expert may', () => {
  const NEVER = ABILITY_COMMANDS.filter(
    (command) =>
      ![
        'participant.leave',
        'message.post',
        'grant.withdraw',
        'grant.stop',
        'screen.view',
        'input.control',
        'note.save',
      ].includes(command),
  );

  it('never owns, hands over, invites, admits, removes, parks, ends, takes over or promotes, whatever was ticked', () => {
    const log = seen();
    const marco = invitedExpert(log, 1, EXPERT_RIGHTS);
    enter(log, 2, 'Luis');
    const buttons = shown(log, marco);
    expect(NEVER.map((command) => [command, buttons[command]])).toEqual(
      NEVER.map((command) => [command, 'EXPERT_CANNOT']),
    );
    const person = { participantId: OWNER };
    const commands: SessionCommand[] = [
      { type: 'session.end', data: {} },
      { type: 'session.park', data: {} },
      { type: 'session.keep', data: {} },
      { type: 'session.label', data: { typeId: null, code: null, customerName: 'X' } },
      { type: 'invite.create', data: { inviteId: anId(70), minutes: null } },
      {
        type: 'invite.create',
        data: { inviteId: anId(70), minutes: null, csr: { accountId: null, name: '', expert: ['notes'] } },
      },
      { type: 'invite.revoke', data: { inviteId: INVITE } },
      {
        type: 'invite.send',
        data: { inviteId: INVITE, deliveryId: anId(71), channel: 'email', to: 'a@b.c' },
      },
      { type: 'participant.admit', data: person },
      { type: 'participant.promote', data: person },
      { type: 'expert.remove', data: { participantId: marco } },
      { type: 'control.transfer', data: { ...person, reason: 'Mine' } },
      { type: 'agent.suggest', data: {} },
      { type: 'survey.answer', data: { score: 5, text: '' } },
    ];
    for (const command of commands)
      expect([command.type, log.give(marco, command)]).toEqual([command.type, 'EXPERT_CANNOT']);
    expect(
      log.give(OWNER, { type: 'control.transfer', data: { participantId: marco, reason: 'Do it' } }),
    ).toBe('NO_COLLEAGUE_HERE');
    help(log, 1);
    expect(
      log.give(OWNER, { type: 'control.transfer', data: { participantId: marco, reason: 'Do it' } }),
    ).toBe('NO_COLLEAGUE_HERE');
  });

  it.each<[AbilityCommand, ExpertRight]>([
    ['screen.view', 'screen.view'],
    ['input.control', 'input.control'],
    ['note.save', 'notes'],
  ])('%s only with the right that was ticked', (command, right) => {
    const log = seen();
    const without = invitedExpert(
      log,
      1,
      EXPERT_RIGHTS.filter((one) => one !== right && !(right === 'screen.view' && one === 'input.control')),
    );
    const withIt = invitedExpert(log, 2, [right]);
    const none = invitedExpert(log, 3, []);
    expect(shown(log, without)[command]).toBe('RIGHT_NOT_GIVEN');
    expect(shown(log, withIt)[command]).toBeNull();
    expect(shown(log, none)[command]).toBe('RIGHT_NOT_GIVEN');
    const act = (who: string): string | null =>
      command === 'note.save'
        ? log.give(who, { type: 'note.save', data: { base: 0, text: 'The share is full' } })
        : ask(log, who, 900 + log.state.version, command as 'screen.view');
    expect(act(none)).toBe('RIGHT_NOT_GIVEN');
    expect(act(without)).toBe('RIGHT_NOT_GIVEN');
    expect(act(withIt)).toBeNull();
  });

  it('SEC-C8 sees and controls under the eyes of the owner, until the session changes hands', () => {
    const log = aSession();
    const machine = attach(log, enter(log, 1), 'machine', 1);
    const marco = invitedExpert(log, 1, ['input.control']);
    expect(ask(log, marco, 900, 'input.control')).toBe('NOTHING_SHARED');
    grant(log, 'screen.view', 1);
    expect(ask(log, marco, 901, 'input.control')).toBeNull();
    // One yes gives both: to see, and to control.
    for (const [n, capability] of [
      [801, 'screen.view'],
      [802, 'input.control'],
    ] as const)
      expect(report(log, machine, given(log, anId(901), anId(n), { capability }))).toBeNull();
    expect([801, 802].map((n) => log.state.grants[anId(n)]?.status)).toEqual(['given', 'given']);
    expect(ask(log, OWNER, 902, 'input.control')).toBe('CONTROLLED_BY_ANOTHER');
    const jorge = help(log, 1);
    log.must(OWNER, { type: 'control.transfer', data: { participantId: jorge, reason: 'Shift' } });
    expect([801, 802].map((n) => log.state.grants[anId(n)]?.status)).toEqual(['stopping', 'stopping']);
  });

  it.each<[string, (log: SessionLog) => unknown]>([
    ['it ended', (log) => report(log, anId(3001), ended(5001))],
    ['the owner let go', (log) => log.must(OWNER, { type: 'grant.stop', data: { grantId: anId(5001) } })],
    [
      'the customer stops',
      (log) => log.must(anId(1001), { type: 'grant.stop', data: { grantId: anId(5001) } }),
    ],
    [
      'the owner signed out',
      (log) => log.must(null, { type: 'csr.signedOut', data: { accountId: anId(2), keys: [] } }),
    ],
  ])(
    'SEC-C8 when the owner sees no more (%s) what an expert holds ends, and their question is taken back',
    (_, end) => {
      const log = seen();
      const [marco, nora] = [
        invitedExpert(log, 1, ['screen.view']),
        invitedExpert(log, 2, ['input.control']),
      ];
      ask(log, marco, 900, 'screen.view');
      report(log, anId(3001), given(log, anId(900), anId(800)));
      ask(log, nora, 901, 'input.control');
      end(log);
      expect(log.state.grants[anId(800)]?.status).toBe('stopping');
      expect(
        log.events.find((e) => e.type === 'grant.stopAsked' && e.data.grantId === anId(800)),
      ).toMatchObject({
        actor: { kind: 'system' },
        data: { cause: 'unseen' },
      });
      expect(log.state.requests[anId(901)]?.status).toBe('withdrawn');
      // The answer that was on its way.
      report(log, anId(3001), given(log, anId(901), anId(801)));
      expect(log.state.grants[anId(801)]?.status).toBe('stopping');
    },
  );

  it('SEC-C8 a time that ran out is sight no more, also before the device has said so', () => {
    const log = aSession();
    attach(log, enter(log, 1), 'machine', 1);
    grant(log, 'screen.view', 1, 20);
    const marco = invitedExpert(log, 1, ['screen.view']);
    log.now += 20 * 60_000 - 1000;
    ask(log, marco, 900, 'screen.view');
    log.now += 1000;
    report(log, anId(3001), given(log, anId(900), anId(800)));
    expect(log.state.grants[anId(800)]?.status).toBe('stopping');
  });

  it('W39 asks for the device that the owner sees, and no other', () => {
    const log = aSession();
    const maria = enter(log, 1);
    attach(log, maria, 'page', 1);
    grant(log, 'screen.view', 1);
    const marco = invitedExpert(log, 1, ['input.control']);
    const jorge = help(log, 1);
    expect(shown(log, marco)['screen.view']).toBeNull();
    attach(log, maria, 'machine', 2);
    expect([marco, jorge].map((who) => shown(log, who)['screen.view'])).toEqual([
      'NOTHING_SHARED',
      'NOTHING_SHARED',
    ]);
    expect(ask(log, marco, 900, 'input.control')).toBe('NOTHING_SHARED');
  });

  it('SEC-C8 an answer to a question that was taken back, or of more than was ticked, is asked to stop', () => {
    const log = seen();
    const marco = invitedExpert(log, 1, ['screen.view']);
    ask(log, marco, 900, 'screen.view');
    report(log, anId(3001), given(log, anId(900), anId(800), { capability: 'input.control' }));
    expect(log.state.grants[anId(800)]?.status).toBe('stopping');
    ask(log, marco, 901, 'screen.view');
    log.must(marco, { type: 'grant.withdraw', data: { requestId: anId(901) } });
    report(log, anId(3001), given(log, anId(901), anId(801)));
    expect(log.state.grants[anId(801)]?.status).toBe('stopping');
  });

  it('SEC-C8 of one yes to both, the second holds only while the first does', () => {
    const log = seen();
    const marco = invitedExpert(log, 1, ['input.control']);
    ask(log, marco, 900, 'input.control');
    report(log, anId(3001), given(log, anId(900), anId(801), { capability: 'screen.view' }));
    log.must(anId(1001), { type: 'grant.stop', data: { grantId: anId(801) } });
    report(log, anId(3001), given(log, anId(900), anId(802), { capability: 'input.control' }));
    expect(log.state.grants[anId(802)]?.status).toBe('stopping');
  });

  it('no link to the customer’s computer, which tells addresses, without the right to see it', () => {
    const log = seen();
    const key = { type: 'csr.presentKey', data: { key: aKeyText(), thumbprint: aThumbprint() } } as const;
    expect(log.give(invitedExpert(log, 1, ['notes']), key)).toBe('RIGHT_NOT_GIVEN');
    const luigi = invitedExpert(log, 2, ['screen.view']);
    expect(log.give(luigi, key)).toBeNull();
    const linked = (who: string) => mayHaveLink(log.state.participants[who]);
    invitedExpert(log, 3, ['screen.view']);
    expect([OWNER, anId(1001), luigi, anId(1801), anId(1803), anId(404)].map(linked)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    const fingerprints = { device: 'a'.repeat(64), csr: 'b'.repeat(64) };
    const data = { deviceId: anId(3001), csrKey: aThumbprint(), fingerprints };
    expect(log.give(anId(1801), { type: 'safety.confirm', data })).toBe('RIGHT_NOT_GIVEN');
    expect(log.give(luigi, { type: 'safety.confirm', data })).toBeNull();
    log.must(luigi, { type: 'participant.leave', data: {} });
    expect(linked(luigi)).toBe(false);
  });

  it('nothing any more once the session is over or they are out of it', () => {
    const log = seen();
    const marco = invitedExpert(log, 1, EXPERT_RIGHTS);
    const gone = invitedExpert(log, 2, EXPERT_RIGHTS);
    log.must(gone, { type: 'participant.leave', data: {} });
    log.must(OWNER, { type: 'session.end', data: {} });
    expect(Object.values(shown(log, marco)).every((verdict) => verdict === 'SESSION_ENDED')).toBe(true);
    expect(Object.values(shown(log, gone)).every((verdict) => verdict === 'NOT_IN_SESSION')).toBe(true);
    const note = { type: 'note.save', data: { base: 0, text: 'Late' } } as const;
    expect([log.give(marco, note), log.give(gone, note)]).toEqual(['SESSION_ENDED', 'NOT_IN_SESSION']);
    expect(log.give(OWNER, note)).toBeNull();
  });
});

describe('W39 the end of an expert’s part', () => {
  it('the owner or a supervisor who is here sends them out, once; an assistant and others do not; what they held is asked to stop', () => {
    const log = seen();
    const jorge = help(log, 1);
    const marco = invitedExpert(log, 1, ['screen.view']);
    ask(log, marco, 900, 'screen.view');
    report(log, anId(3001), given(log, anId(900), anId(800)));
    ask(log, jorge, 901, 'screen.view');
    expect(remove(log, jorge, marco)).toBe('NOT_THE_OWNER');
    expect(remove(log, OWNER, jorge)).toBe('NO_EXPERT_HERE');
    expect(remove(log, OWNER, marco)).toBeNull();
    expect(log.state.grants[anId(800)]?.status).toBe('stopping');
    expect(log.state.requests[anId(901)]?.status).toBe('pending');
    expect(log.state.participants[marco]?.status).toBe('left');
    expect(remove(log, OWNER, marco)).toBe('NO_EXPERT_HERE');
    const other = invitedExpert(log, 2, []);
    // Who has gone already goes no second time.
    const before = log.events.length;
    expect(remove(log, OWNER, marco)).toBeNull();
    expect(log.events).toHaveLength(before);
    const third = invitedExpert(log, 3, []);
    expect(remove(log, help(log, 2, { supervisor: true }), third)).toBeNull();
    expect(log.state.participants[other]?.status).toBe('joined');
  });
});

describe('W36 SEC-C12 what an expert reads', () => {
  const story = () => {
    const log = seen();
    log.must(OWNER, { type: 'note.save', data: { base: 0, text: 'VIP' } });
    log.must(OWNER, { type: 'session.label', data: { typeId: null, code: null, customerName: 'M' } });
    const plain = invitedExpert(log, 1, ['screen.view']);
    const noting = invitedExpert(log, 2, ['notes']);
    return { log, plain, noting };
  };

  it('the notes only when ticked; never addresses, labels, reasons, nor what customers said of the help', () => {
    const { log, plain, noting } = story();
    const reads = (who: string, type: string): boolean[] =>
      log.events.filter((e) => e.type === type).map((e) => mayReadSession(log.state, e, who));
    expect([reads(OWNER, 'note.saved'), reads(plain, 'note.saved'), reads(noting, 'note.saved')]).toEqual([
      [true],
      [false],
      [true],
    ]);
    expect([reads(plain, 'customer.expected'), reads(noting, 'customer.expected')]).toEqual([
      [false],
      [false],
    ]);
    expect(reads(plain, 'grant.given')).toEqual([true]);
    const survey = { type: 'survey.answered', data: { participantId: anId(1001), score: 5, text: '' } };
    expect(mayReadSession(log.state, { ...log.events[0], ...survey } as never, plain)).toBe(false);
    log.must(plain, { type: 'participant.leave', data: {} });
    expect(reads(plain, 'grant.given')).toEqual([false]);
  });

  it('W15 of the chat what was said in their presence and to them, and nothing once they are out', () => {
    const { log, plain } = story();
    const read = (data: Parameters<typeof aMessage>[0]): boolean =>
      mayReadConversation(log.state, aMessage(data), plain);
    const here = [OWNER, plain];
    expect(read({ present: [OWNER] })).toBe(false);
    expect(read({ present: here })).toBe(true);
    expect(read({ present: here, to: 'csrs' })).toBe(false);
    expect(read({ present: here, to: 'csrs', authorId: plain })).toBe(true);
    expect(read({ present: [OWNER], to: 'csrs' })).toBe(false);
    expect(read({ present: here, to: [anId(1001)] })).toBe(false);
    expect(read({ present: here, to: [plain] })).toBe(true);
    const context = {
      now: log.now,
      policy: log.policy,
      actor: { kind: 'participant', participantId: plain },
    };
    const line = { messageId: anId(9), text: 'Hello', to: 'everyone', sentAt: 1 };
    expect(
      decideConversation(log.state, { type: 'message.post', data: line } as never, context as never),
    ).toMatchObject([{ data: { authorId: plain } }]);
    remove(log, OWNER, plain);
    expect(read({ present: here })).toBe(false);
  });

  it('W15 writes to a customer only what the owner reads too', () => {
    const { log, plain, noting } = story();
    const maria = anId(1001);
    const post = (to: unknown) => {
      const context = {
        now: log.now,
        policy: log.policy,
        actor: { kind: 'participant', participantId: plain },
      };
      const data = { messageId: anId(9), text: 'Hello', to, sentAt: 1 };
      const answer = decideConversation(log.state, { type: 'message.post', data } as never, context as never);
      return 'refused' in answer ? answer.refused : null;
    };
    expect([[maria], [maria, noting], 'csrs'].map(post)).toEqual(Array(3).fill('EXPERT_RECIPIENTS'));
    expect([[maria, OWNER], [OWNER], [noting], 'everyone'].map(post)).toEqual([null, null, null, null]);
  });

  it('the name of somebody from outside goes with what the site keeps no longer', () => {
    const { log } = story();
    const types = saidIn(log.events).map((seq) => log.events[seq - 1]?.type);
    expect(types.filter((type) => type === 'csr.joined' || type === 'invite.created')).toHaveLength(4);
  });
});
