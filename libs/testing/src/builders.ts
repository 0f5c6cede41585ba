import {
  type Capability,
  type ComingCsr,
  type ConversationEvent,
  csrOf,
  DEFAULT_POLICY,
  type DecideContext,
  type DeviceReport,
  type DeviceReportData,
  decideSession,
  type ExpertRight,
  evolveSession,
  isRefusal,
  noSession,
  ownerOf,
  type SessionCommand,
  type SessionEvent,
  type SessionEventData,
  type SessionState,
  type SitePolicy,
  versionOf,
} from '@relevo/domain';

/** A fixed moment for tests, ms since the epoch. */
export const NOON = Date.UTC(2026, 10, 20, 12);

/** A readable UUID: the same number gives the same id. */
export const anId = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** A public key text of the right form (no real key behind it). */
export const aKeyText = (letter = 'A'): string =>
  JSON.stringify({ crv: 'P-256', kty: 'EC', x: letter.repeat(43), y: 'B'.repeat(43) });

/** A thumbprint of the right form. */
export const aThumbprint = (letter = 'T'): string => letter.repeat(43);

export const OWNER = anId(1);
export const SESSION = anId(100);
export const CONVERSATION = anId(101);

/** A log under construction: decides commands and folds what follows, as the server does. */
export class SessionLog {
  state: SessionState = noSession(SESSION);
  readonly events: SessionEvent[] = [];
  now = NOON;

  constructor(readonly policy: SitePolicy = DEFAULT_POLICY) {}

  /** Decides a command as this participant (or the system) and folds the events; returns the refusal code or null. */
  give(actor: string | null, command: SessionCommand): string | null {
    const context: DecideContext = {
      now: this.now,
      policy: this.policy,
      actor: actor === null ? { kind: 'system' } : { kind: 'participant', participantId: actor },
    };
    const decision = decideSession(this.state, command, context);
    if (isRefusal(decision)) return decision.refused;
    for (const event of decision) {
      const placed = { ...event, seq: this.state.version + 1 } as SessionEvent;
      this.events.push(placed);
      this.state = evolveSession(this.state, placed);
    }
    return null;
  }

  /** Like `give`, for steps that a test builds on: a refusal fails the test at once. */
  must(actor: string | null, command: SessionCommand): this {
    const refused = this.give(actor, command);
    if (refused) throw new Error(`${command.type} was refused: ${refused}`);
    return this;
  }
}

/** Folds an event that nobody decided, as the log of a lying or a later server may hold it. */
export const fold = <Type extends keyof SessionEventData>(
  state: SessionState,
  type: Type,
  data: SessionEventData[Type],
  over: Partial<SessionEvent> = {},
): SessionState => {
  const seq = state.version + 1;
  const event = { type, version: 1, seq, at: NOON, actor: { kind: 'system' }, data, ...over };
  return evolveSession(state, event as unknown as SessionEvent);
};

/** A started session of one CSR (`OWNER`). */
export const aSession = (policy: Partial<SitePolicy> = {}): SessionLog =>
  new SessionLog({ ...DEFAULT_POLICY, ...policy }).must(OWNER, {
    type: 'session.start',
    data: {
      number: '482913207',
      conversationId: CONVERSATION,
      subject: 'Invoices do not save as PDF',
      owner: { participantId: OWNER, accountId: anId(2), name: 'Ana Ruiz' },
    },
  });

/** Brings a customer as far as the waiting room; ids follow from `n`. Returns the participant's id. */
export const arrive = (log: SessionLog, n: number, name = 'María Gómez'): string => {
  const participantId = anId(1000 + n);
  const inviteId = anId(2000 + n);
  log.must(OWNER, { type: 'invite.create', data: { inviteId, minutes: null } });
  log.must(null, { type: 'participant.join', data: { inviteId, participantId, name, language: 'es' } });
  return participantId;
};

/** Brings a customer into the session. Returns the participant's id. */
export const enter = (log: SessionLog, n: number, name?: string): string => {
  const participantId = arrive(log, n, name);
  if (log.state.participants[participantId]?.status === 'waiting') {
    log.must(OWNER, { type: 'participant.admit', data: { participantId } });
  }
  return participantId;
};

/** Brings another CSR into the session, asked by its owner; ids follow from `n`. Returns the participant's id. */
export const help = (log: SessionLog, n: number, over: Partial<ComingCsr> = {}): string => {
  const inviteId = anId(2_500_000 + log.state.version);
  const coming = {
    participantId: anId(1500 + n),
    accountId: anId(1600 + n),
    name: 'Jorge Peña',
    supervisor: false,
    ...over,
  };
  const csr = { accountId: coming.accountId, name: coming.name };
  log.must(ownerOf(log.state)?.id ?? OWNER, {
    type: 'invite.create',
    data: { inviteId, minutes: null, csr },
  });
  log.must(null, { type: 'csr.join', data: { ...coming, inviteId } });
  return csrOf(log.state, coming.accountId)?.id ?? '';
};

/** Brings an expert from outside into the session, asked by its owner; ids follow from `n`. Returns the participant's id. */
export const invitedExpert = (log: SessionLog, n: number, rights: readonly ExpertRight[]): string => {
  const inviteId = anId(2_600_000 + n);
  const participantId = anId(1800 + n);
  log.must(ownerOf(log.state)?.id ?? OWNER, {
    type: 'invite.create',
    data: { inviteId, minutes: null, csr: { accountId: null, name: '', expert: rights } },
  });
  log.must(null, {
    type: 'expert.join',
    data: {
      inviteId,
      participantId,
      accountId: anId(1900 + n),
      name: `Marco Bruni${n === 1 ? '' : ` ${n}`}`,
    },
  });
  return participantId;
};

/** Attaches a device; ids follow from `n`. Returns the device's id. */
export const attach = (
  log: SessionLog,
  participantId: string,
  kind: 'page' | 'machine',
  n: number,
): string => {
  const deviceId = anId(3000 + n);
  log.must(null, {
    type: 'device.attach',
    data: {
      deviceId,
      participantId,
      kind,
      name: 'MARIA-PC',
      key: aKeyText(),
      can: kind === 'machine' ? ['screen.view', 'input.control'] : ['screen.view'],
    },
  });
  return deviceId;
};

/** A posted line of chat, as it stands in a conversation's log. */
export const aMessage = (
  over: Partial<Extract<ConversationEvent, { type: 'message.posted' }>['data']> = {},
): Extract<ConversationEvent, { type: 'message.posted' }> => ({
  type: 'message.posted',
  version: versionOf('message.posted'),
  seq: 2,
  at: NOON,
  actor: { kind: 'participant', participantId: OWNER },
  data: {
    messageId: anId(9),
    authorId: OWNER,
    text: 'Hello',
    to: 'everyone',
    present: [OWNER],
    sentAt: NOON,
    ...over,
  },
});

/** Reports a fact as a device does, with the device's next number (or the one given). Returns the refusal code or null. */
export const report = (log: SessionLog, deviceId: string, fact: DeviceReport, seq?: number): string | null =>
  log.give(null, {
    type: 'device.report',
    data: {
      report: {
        deviceId,
        seq: seq ?? (log.state.devices[deviceId]?.reportSeq ?? 0) + 1,
        text: JSON.stringify(fact),
        signature: 'c2ln',
      },
      deviceAt: log.now,
      fact,
    },
  });

/** The fact that a customer gave what a request asked for. */
export const given = (
  log: SessionLog,
  requestId: string,
  grantId: string,
  over: Partial<DeviceReportData['grant.given']> = {},
): Extract<DeviceReport, { type: 'grant.given' }> => {
  const request = log.state.requests[requestId];
  return {
    type: 'grant.given',
    data: {
      grantId,
      requestId,
      deviceId: request?.deviceId ?? anId(3999),
      capability: request?.capability ?? 'screen.view',
      csrId: request?.csrId ?? OWNER,
      csrKey: aThumbprint(),
      fingerprints: { device: 'a'.repeat(64), csr: 'b'.repeat(64) },
      until: request?.minutes ? log.now + request.minutes * 60_000 : null,
      wordsHash: 'c'.repeat(64),
      words: 'May Ana see your screen?',
      nonce: 'n',
      ...over,
    },
  };
};

/** Asks and gives in one go. Returns the grant's id. */
export const grant = (
  log: SessionLog,
  capability: Capability,
  n: number,
  minutes: number | null = capability === 'input.control' ? 20 : null,
): string => {
  const requestId = anId(4000 + n);
  const grantId = anId(5000 + n);
  log.must(OWNER, { type: 'grant.request', data: { requestId, capability, minutes, participantId: null } });
  const fact = given(log, requestId, grantId);
  report(log, fact.data.deviceId, fact);
  return grantId;
};
