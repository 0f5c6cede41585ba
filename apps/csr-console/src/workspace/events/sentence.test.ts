import { LANGUAGES } from '@relevo/contracts';
import {
  ALARM_KINDS,
  CAPABILITIES,
  DENIAL_REASONS,
  type ExpertRight,
  GRANT_END_REASONS,
  type NewSessionEvent,
  type SessionEvent,
  type SessionEventData,
  type SessionEventType,
  STOP_CAUSES,
} from '@relevo/domain';
import { createI18n } from '@relevo/i18n';
import { anId, aSession, attach, enter, NOON, OWNER } from '@relevo/testing';
import { say } from './say';
import { sentenceOf } from './sentence';

const log = aSession();
const maria = enter(log, 1);
const machine = attach(log, maria, 'machine', 1);
const page = attach(log, maria, 'page', 2);
log.must(OWNER, {
  type: 'grant.request',
  data: { requestId: anId(50), capability: 'input.control', minutes: 20, participantId: null },
});
const owner = { participantId: OWNER, accountId: anId(2), name: 'Ana Ruiz' };
const beginning = { number: '482913207', organisation: 'Norvia', conversationId: anId(9), owner };
const given = {
  grantId: anId(60),
  requestId: anId(50),
  deviceId: machine,
  csrId: OWNER,
  csrKey: 'k',
  fingerprints: { device: 'd', csr: 'c' },
  wordsHash: 'h',
  words: 'w',
  nonce: 'n',
};

const safety = {
  deviceId: machine,
  csrId: OWNER,
  csrKey: 'k',
  fingerprints: { device: 'd', csr: 'c' },
};

/** At least one event of each type, and one for each of its reasons; a new type does not compile without a line here. */
const SAMPLES: { readonly [Type in SessionEventType]: readonly SessionEventData[Type][] } = {
  'session.prepared': [{ ...beginning, subject: '' }],
  'session.started': [{ ...beginning, subject: 'PDF' }],
  'session.labelled': [null, 'Tickets'].flatMap((by) => [
    { sessionType: null, trackingCode: null, by },
    { sessionType: { id: anId(8), name: 'Billing' }, trackingCode: { code: '4711', label: 'Sales' }, by },
  ]),
  'customer.expected': [{ name: '' }, { name: 'María Gómez' }],
  'session.ended': [{ reason: 'ended' }, { reason: 'reported' }],
  'session.parked': [{}, { cause: 'idle' }],
  'session.idleWarned': [{ since: NOON, parksAt: NOON + 300_000 }],
  'session.kept': [{}],
  'session.resumed': [{}],
  'session.reported': [{ inviteId: anId(3) }],
  'invite.created': [
    undefined,
    { accountId: null, name: '' },
    { accountId: anId(5), name: 'Jorge' },
    { accountId: null, name: '', expert: ['screen.view', 'notes'] as const },
  ].map((csr) => ({ inviteId: anId(3), expiresAt: 1, codeExpiresAt: 1, csr })),
  'invite.sending': (['email', 'sms'] as const).map((channel) => ({
    inviteId: anId(3),
    deliveryId: anId(4),
    channel,
    to: 'maria@example.org',
  })),
  'invite.sent': [{ inviteId: anId(3), deliveryId: anId(4) }],
  'invite.sendingFailed': [{ inviteId: anId(3), deliveryId: anId(4), failure: 'address' }],
  'invite.declined': [{ inviteId: anId(3) }],
  'csr.joined': [
    [true, undefined],
    [false, undefined],
    [false, []],
    [false, ['screen.view', 'input.control']],
  ].map(([supervisor, rights]) => ({
    participantId: anId(6),
    accountId: anId(5),
    name: 'Jorge',
    inviteId: null,
    supervisor: supervisor === true,
    ...(Array.isArray(rights) && { expert: { by: OWNER, rights: rights as ExpertRight[] } }),
  })),
  'control.transferred': [OWNER, anId(7)].flatMap((to) =>
    (['transfer', 'takeover'] as const).map((how) => ({ from: maria, to, how })),
  ),
  'control.explained': [{ reason: 'My shift ends' }],
  'survey.answered': [
    { participantId: maria, score: 4, text: '' },
    { participantId: maria, score: 4, text: 'Fixed' },
  ],
  'note.saved': [{ base: 0, text: 'The share is full' }],
  'invite.revoked': [{ inviteId: anId(3) }],
  'invite.used': [{ inviteId: anId(3), participantId: maria }],
  'invite.refused': (['used', 'expired', 'revoked'] as const).map((reason) => ({
    inviteId: anId(3),
    reason,
  })),
  'participant.arrived': [{ participantId: maria, name: 'María Gómez', inviteId: anId(3), language: 'es' }],
  'participant.admitted': [{ participantId: maria, role: 'primary' }],
  'participant.declined': [{ participantId: maria }],
  'participant.left': [{ participantId: maria }],
  'participant.promoted': [{ participantId: maria }],
  'csr.keyPresented': [{ participantId: OWNER, key: 'k', thumbprint: 't' }],
  'agent.suggested': [{ participantId: maria }],
  'device.attached': (['page', 'machine'] as const).map((kind) => ({
    deviceId: machine,
    participantId: maria,
    kind,
    name: 'PC',
    key: 'k',
    can: [],
  })),
  'device.detached': (['left', 'replaced', 'lost', 'stopped'] as const).flatMap((reason) => [
    { deviceId: machine, reason },
    { deviceId: page, reason },
    { deviceId: anId(999), reason },
  ]),
  'grant.requested': CAPABILITIES.flatMap((capability) =>
    [null, 20].map((minutes) => ({
      requestId: anId(51),
      deviceId: machine,
      capability,
      csrId: OWNER,
      minutes,
      expiresAt: 1,
    })),
  ),
  'grant.withdrawn': [{ requestId: anId(50) }],
  'grant.stopAsked': [undefined, ...STOP_CAUSES].map((cause) => ({ grantId: anId(60), cause })),
  'body.erased': [maria, null].map((participantId) => ({ participantId, seqs: [2] })),
  'grant.given': CAPABILITIES.flatMap((capability) =>
    [OWNER, anId(7)].flatMap((csrId) =>
      [null, NOON + 20 * 60_000].map((until) => ({ ...given, capability, csrId, until })),
    ),
  ),
  'grant.denied': DENIAL_REASONS.map((reason) => ({ requestId: anId(50), deviceId: machine, reason })),
  'grant.ended': GRANT_END_REASONS.map((reason) => ({ grantId: anId(60), deviceId: machine, reason })),
  'activity.started': (['screen', 'control'] as const).map((activity) => ({
    grantId: anId(60),
    deviceId: machine,
    activity,
  })),
  'activity.stopped': (['screen', 'control'] as const).map((activity) => ({
    grantId: anId(60),
    deviceId: machine,
    activity,
  })),
  'safety.confirmed': [safety],
  'safety.denied': [safety],
  'safety.csrConfirmed': [safety],
  'safety.csrDenied': [safety],
  'device.alarm': ALARM_KINDS.map((kind) => ({ deviceId: machine, kind, count: 3 })),
};

const ACTORS: readonly NewSessionEvent['actor'][] = [
  { kind: 'participant', participantId: OWNER },
  { kind: 'participant', participantId: maria },
  { kind: 'participant', participantId: anId(998) },
  { kind: 'device', participantId: maria, deviceId: machine },
  { kind: 'system' },
];

const events = (Object.keys(SAMPLES) as SessionEventType[]).flatMap((type) =>
  SAMPLES[type].flatMap((data) =>
    ACTORS.map(
      (actor) => ({ type, data, actor, version: 1, seq: 7, at: NOON, deviceAt: NOON }) as SessionEvent,
    ),
  ),
);

describe.each(LANGUAGES)('sentences of events in %s', (language) => {
  const t = createI18n(language).getFixedT(language, 'console');

  it('are complete for every type, reason and actor: no missing text, no open place', () => {
    expect(events.length).toBeGreaterThan(200);
    for (const event of events) {
      const sentence = sentenceOf(event, { session: log.state, me: OWNER });
      const words = say(t, sentence);
      expect(words).not.toBe(sentence.key);
      expect(words).not.toMatch(/\{\{|\}\}|undefined|\bnull\b|event\.|what\.|thing\./);
      expect(words.length).toBeGreaterThan(3);
    }
  });
});

describe('a sentence', () => {
  const t = createI18n('en').getFixedT('en', 'console');
  const words = (event: Partial<SessionEvent>, me = OWNER): string =>
    say(
      t,
      sentenceOf(
        { version: 1, seq: 7, at: NOON, deviceAt: NOON, actor: { kind: 'system' }, ...event } as SessionEvent,
        { session: log.state, me },
      ),
    );

  it('says "you" to who did it and the name to all others', () => {
    const ended = {
      type: 'session.ended',
      data: { reason: 'ended' },
      actor: { kind: 'participant', participantId: OWNER },
    } as const;
    expect(words(ended)).toBe('You ended the session');
    expect(words(ended, anId(7))).toBe('Ana ended the session');
  });

  it('says what was allowed, to whom and for how long', () => {
    const data = { ...given, capability: 'input.control', until: NOON + 20 * 60_000 } as const;
    expect(words({ type: 'grant.given', data })).toBe(
      'María allowed you to control mouse and keyboard for 20 min',
    );
    expect(words({ type: 'grant.given', data: { ...data, csrId: anId(7), until: null } })).toBe(
      'María allowed Somebody to control mouse and keyboard',
    );
  });

  it('uses whole names when first names are not enough', () => {
    const both = aSession();
    const first = enter(both, 1, 'María Gómez');
    enter(both, 2, 'María Prieto');
    const left = { type: 'participant.left', data: { participantId: first } } as const;
    const sentence = sentenceOf(
      { ...left, version: 1, seq: 9, at: NOON, actor: { kind: 'system' } },
      {
        session: both.state,
        me: OWNER,
      },
    );
    expect(say(t, sentence)).toBe('María Gómez left');
  });

  it('shows a hostile name as it is, never as a template', () => {
    const hostile = aSession();
    const who = enter(hostile, 1, '{{what}}<b>$t(tool.end)');
    const sentence = sentenceOf(
      {
        type: 'participant.left',
        data: { participantId: who },
        version: 1,
        seq: 9,
        at: NOON,
        actor: { kind: 'system' },
      },
      { session: hostile.state, me: OWNER },
    );
    expect(say(t, sentence)).toBe('{{what}}<b>$t(tool.end) left');
  });
});
