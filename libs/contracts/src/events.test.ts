import {
  ALARM_KINDS,
  DEFAULT_POLICY,
  DENIAL_REASONS,
  type DecideContext,
  type DeviceReport,
  decideConversation,
  decideSession,
  erased,
  GRANT_END_REASONS,
  isRefusal,
  type NewEvent,
  opened,
  staleInviteTried,
  writeBody,
} from '@relevo/domain';
import {
  aKeyText,
  aMessage,
  anId,
  arrive,
  aSession,
  aThumbprint,
  attach,
  enter,
  given,
  NOON,
  OWNER,
  report,
  roleStep,
  runSteps,
  SESSION,
  type SessionLog,
  type Step,
  sessionStep,
} from '@relevo/testing';
import fc from 'fast-check';
import { conversationEventData, MAX_BODY_LENGTH, readBody, sessionEventData } from './events';

const activity = fc.constantFrom('screen' as const, 'control' as const);
const grantId = (log: SessionLog) => Object.keys(log.state.grants)[0] ?? anId(60);

/** Facts of a device beyond the giving. */
const fact: fc.Arbitrary<(log: SessionLog, deviceId: string) => DeviceReport> = fc.oneof(
  fc.constantFrom(...DENIAL_REASONS).map((reason) => (_: SessionLog, deviceId: string) => {
    return { type: 'grant.denied' as const, data: { requestId: anId(50), deviceId, reason } };
  }),
  fc.constantFrom(...GRANT_END_REASONS).map((reason) => (log: SessionLog, deviceId: string) => {
    return { type: 'grant.ended' as const, data: { grantId: grantId(log), deviceId, reason } };
  }),
  activity.map((what) => (log: SessionLog, deviceId: string) => {
    const data = { grantId: grantId(log), deviceId, activity: what };
    return { type: 'activity.started' as const, data };
  }),
  activity.map((what) => (log: SessionLog, deviceId: string) => {
    const data = { grantId: grantId(log), deviceId, activity: what };
    return { type: 'activity.stopped' as const, data };
  }),
  fc.constantFrom(...ALARM_KINDS).map((kind) => (_: SessionLog, deviceId: string) => {
    return { type: 'device.alarm' as const, data: { deviceId, kind, count: 3 } };
  }),
);

const someDevice = (log: SessionLog) => Object.keys(log.state.devices)[0] ?? anId(3001);

/** A customer says yes to a question, and the CSR asks that it stop. */
const givenAndStopped = fc.integer({ min: 1, max: 1_000_000 }).map((i): [string, Step] => [
  'grant.stop',
  (log) => {
    const [requestId, id] = [anId(2 * i), anId(2 * i + 1)];
    const data = { requestId, capability: 'screen.view' as const, minutes: null, participantId: null };
    const refused = log.give(OWNER, { type: 'grant.request', data });
    if (refused) return refused;
    const yes = given(log, requestId, id);
    report(log, yes.data.deviceId, yes);
    return log.give(OWNER, { type: 'grant.stop', data: { grantId: id } });
  },
]);

/** A question that is taken back. */
const askedAndWithdrawn = fc.integer({ min: 1, max: 1_000_000 }).map((i): [string, Step] => [
  'grant.withdraw',
  (log) => {
    const requestId = anId(3_000_000 + i);
    const data = { requestId, capability: 'screen.view' as const, minutes: null, participantId: null };
    const refused = log.give(OWNER, { type: 'grant.request', data });
    return refused ?? log.give(OWNER, { type: 'grant.withdraw', data: { requestId } });
  },
]);

/** Both people compare the codes, and one of them may say that they differ. */
const compared = fc.tuple(fc.boolean(), fc.boolean()).map(([here, there]): [string, Step] => [
  'safety',
  (log) => {
    const deviceId = someDevice(log);
    const csrKey = aThumbprint();
    log.give(OWNER, { type: 'csr.presentKey', data: { key: aKeyText(), thumbprint: csrKey } });
    const about = { deviceId, csrKey, fingerprints: { device: 'a'.repeat(64), csr: 'b'.repeat(64) } };
    const data = { ...about, csrId: OWNER };
    report(log, deviceId, { type: here ? 'safety.confirmed' : 'safety.denied', data });
    return log.give(OWNER, { type: there ? 'safety.confirm' : 'safety.deny', data: about });
  },
]);

/** What the property tests of the session leave out. */
const moreSteps: fc.Arbitrary<[string, Step]> = fc.oneof(
  givenAndStopped,
  askedAndWithdrawn,
  compared,
  fact.map((make): [string, Step] => [
    'fact',
    (log) => report(log, someDevice(log), make(log, someDevice(log))),
  ]),
  fc.constantFrom<[string, Step]>(
    ['agent.suggest', (log) => log.give(OWNER, { type: 'agent.suggest', data: {} })],
    [
      'csr.presentKey',
      (log) => {
        const data = { key: aKeyText(), thumbprint: aThumbprint() };
        return log.give(OWNER, { type: 'csr.presentKey', data });
      },
    ],
    [
      'device.detach',
      (log) => log.give(null, { type: 'device.detach', data: { deviceId: someDevice(log), reason: 'lost' } }),
    ],
  ),
);

const ending = fc.constantFrom<Step>(
  (log) => log.give(OWNER, { type: 'session.end', data: {} }),
  (log) => log.give(null, { type: 'session.report', data: { inviteId: anId(1) } }),
);

const context: DecideContext = {
  now: NOON,
  actor: { kind: 'participant', participantId: OWNER },
  policy: DEFAULT_POLICY,
};

const met = new Set<string>();
const fits = (kind: 'session' | 'conversation', event: NewEvent): void => {
  met.add(event.type);
  const { type, version, actor, at, deviceAt, data, report: signed } = event;
  expect(readBody(kind, writeBody(event))).toEqual(
    JSON.parse(JSON.stringify({ type, version, actor, at, deviceAt, data, report: signed })),
  );
};

test('every event that is decided fits its contract, and every type has been met', () => {
  const steps = fc.array(
    fc.oneof({ arbitrary: sessionStep, weight: 3 }, roleStep, { arbitrary: moreSteps, weight: 2 }),
    {
      minLength: 20,
      maxLength: 80,
    },
  );
  fc.assert(
    fc.property(steps, ending, fc.boolean(), (sequence, end, automatic) => {
      const log = runSteps([...sequence, ['end', end]], automatic);
      for (const event of log.events) fits('session', event);
      for (const inviteId of Object.keys(log.state.invites)) {
        for (const event of staleInviteTried({ ...log.state, phase: 'open' }, inviteId, context))
          fits('session', event);
      }
    }),
    { seed: 20261123, numRuns: 300 },
  );
  const owner = { participantId: OWNER, accountId: anId(2), name: 'Ana Ruiz' };
  const prepared = { number: '482913207', conversationId: anId(101), subject: '', owner };
  const log = aSession();
  log.events.length = 0;
  log.state = { ...log.state, phase: 'none' };
  log.must(OWNER, { type: 'session.prepare', data: prepared });
  for (const event of log.events) fits('session', event);
  fits('conversation', opened(SESSION, context));
  for (const kind of ['session', 'conversation'] as const) fits(kind, erased(anId(3), [1, 2], NOON));
  const session = aSession();
  const customer = enter(session, 1);
  // Rare among random steps: it needs two customers who are let in.
  const second = enter(session, 2, 'Luca Ferri');
  session.must(OWNER, { type: 'participant.promote', data: { participantId: second } });
  session.must(second, { type: 'participant.leave', data: {} });
  session.must(second, { type: 'survey.answer', data: { score: 3, text: 'ok' } });
  session.must(OWNER, { type: 'invite.create', data: { inviteId: anId(71), minutes: null } });
  for (const [n, failure] of [
    [81, null],
    [82, 'address'],
  ] as const) {
    const sending = { inviteId: anId(71), deliveryId: anId(n) };
    const to = { channel: 'sms', to: '+390551234567' } as const;
    session.must(OWNER, { type: 'invite.send', data: { ...sending, ...to } });
    session.must(null, { type: 'invite.sendEnded', data: { ...sending, failure } });
  }
  for (const event of session.events) fits('session', event);
  // Only where the site has types.
  const type = { id: anId(80), name: 'Billing', codeRequired: true, standard: false, archived: false };
  const code = { id: anId(82), code: '4711', label: 'Sales', archived: false };
  const labelled = decideSession(
    aSession().state,
    { type: 'session.label', data: { typeId: type.id, code: code.code, customerName: 'Mª José' } },
    { ...context, lists: { types: [type], codes: [code], codeForm: '' } },
  );
  if (isRefusal(labelled)) throw new Error(labelled.refused);
  for (const event of labelled) fits('session', event);
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 4000 }),
      fc.constantFrom('everyone' as const, 'csrs' as const, [customer]),
      (text, to) => {
        const data = { messageId: anId(9), text, to, sentAt: NOON };
        const events = decideConversation(session.state, { type: 'message.post', data }, context);
        if (!isRefusal(events)) for (const event of events) fits('conversation', event);
      },
    ),
    { seed: 20261124, numRuns: 200 },
  );
  expect([...met].sort()).toEqual(
    [...new Set([...Object.keys(sessionEventData), ...Object.keys(conversationEventData)])].sort(),
  );
});

describe('what is no event of its type is malformed', () => {
  const arrived = (): NewEvent => {
    const log = aSession();
    arrive(log, 1);
    return log.events.find((event) => event.type === 'participant.arrived') as NewEvent;
  };
  const reported = (): NewEvent => {
    const log = aSession();
    const deviceId = attach(log, enter(log, 1), 'machine', 1);
    report(log, deviceId, { type: 'device.alarm', data: { deviceId, kind: 'rate', count: 1 } });
    return log.events.at(-1) as NewEvent;
  };
  const withData = (event: NewEvent, over: object): NewEvent => ({
    ...event,
    data: { ...(event.data as object), ...over },
  });
  const spoiled: [string, () => unknown][] = [
    ['data with something more', () => withData(arrived(), { more: 1 })],
    ['data with something less', () => withData(arrived(), { language: undefined })],
    ['a name that turns the writing round', () => withData(arrived(), { name: 'Ana \u202eziuR' })],
    ['a name of a thousand letters', () => withData(arrived(), { name: 'A'.repeat(1000) })],
    ['an id that is none', () => withData(arrived(), { participantId: '__proto__' })],
    ['a body with something more', () => ({ ...arrived(), more: 1 })],
    ['an actor of no kind', () => ({ ...arrived(), actor: { kind: 'god' } })],
    ['a time that is text', () => ({ ...arrived(), at: 'noon' })],
    ['a device time where no device spoke', () => ({ ...arrived(), deviceAt: NOON })],
    ['a report where no device spoke', () => ({ ...arrived(), report: reported().report })],
    ['a fact without its report', () => ({ ...reported(), report: undefined })],
    ['a fact without its time', () => ({ ...reported(), deviceAt: undefined })],
  ];

  test.each(spoiled)('%s', (_name, make) => {
    const { seq: _seq, ...body } = make() as NewEvent & { seq?: number };
    expect(readBody('session', JSON.stringify(body))).toBe('malformed');
  });

  test.each([
    ['too long', { text: 'x'.repeat(4001) }],
    ['empty', { text: '' }],
    ['for nobody', { to: [] }],
    ['said before far too many', { present: Array.from({ length: 1001 }, (_, n) => anId(n)) }],
  ])('a line of chat that is %s', (_name, over) => {
    expect(readBody('conversation', writeBody(aMessage()))).toMatchObject({ type: 'message.posted' });
    expect(readBody('conversation', writeBody(withData(aMessage(), over)))).toBe('malformed');
  });

  test('a text beyond all measure is not even parsed', () => {
    const parse = jest.spyOn(JSON, 'parse');
    expect(readBody('session', `"${'x'.repeat(MAX_BODY_LENGTH)}"`)).toBe('malformed');
    expect(parse).not.toHaveBeenCalled();
    parse.mockRestore();
  });
});

test('a type of another stream, time or language is unknown, not malformed', () => {
  const body = { type: 'message.posted', version: 1, at: 1, data: {} };
  expect(readBody('session', JSON.stringify(body))).toBe('unknown');
  expect(readBody('conversation', JSON.stringify({ ...body, version: 3 }))).toBe('unknown');
  expect(readBody('session', JSON.stringify({ ...body, type: 'constructor' }))).toBe('unknown');
});
