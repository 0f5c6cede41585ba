import { createHash, randomBytes } from 'node:crypto';
import { createDeviceKey, type SigningKey } from '@relevo/client';
import { conversationEventData, type DeviceReportText, sessionEventData } from '@relevo/contracts';
import {
  type Audience,
  type Checkpoint,
  type ConversationEvent,
  chain,
  checkpointText,
  erased,
  evolveConversation,
  evolveSession,
  GENESIS,
  type LogKey,
  type LogRecord,
  logKeyText,
  type NewEvent,
  noConversation,
  noSession,
  readRecord,
  type SessionEvent,
  type SessionEventData,
  type StreamKind,
  versionOf,
  writeBody,
} from '@relevo/domain';

/** A stream as a release wrote it, and what it folded to then. */
export interface GoldenStream {
  readonly stream: string;
  readonly kind: StreamKind;
  readonly records: readonly LogRecord[];
  readonly state: unknown;
}

/** A log that holds every type of event, as one release wrote it. It must fold to the same, and verify, for ever. */
export interface GoldenLog {
  readonly release: string;
  readonly streams: readonly GoldenStream[];
  readonly keys: readonly LogKey[];
  readonly checkpoints: readonly Checkpoint[];
}

const NOON = Date.UTC(2026, 10, 26, 12);
const id = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const [SESSION, CONVERSATION, ANA, MARIA, LUIS, EVA] = [1, 2, 3, 4, 5, 6].map(id) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const [PAGE, MACHINE, REQUEST, GRANT] = [7, 8, 9, 10].map(id) as [string, string, string, string];
const JORGE = id(13);
const MARCO = id(14);

class Writer {
  readonly records: LogRecord[] = [];
  private now = NOON;
  private reports = 0;

  constructor(readonly stream: string) {}

  add(event: Omit<NewEvent, 'at' | 'version'>): void {
    this.now += 1000;
    const version = versionOf(event.type as 'session.ended');
    const content = {
      salt: randomBytes(16).toString('hex'),
      body: writeBody({ ...event, version, at: this.now }),
    };
    this.records.push(chain(this.stream, this.records.at(-1) ?? { seq: 0, hash: GENESIS }, content, sha256));
  }

  by<Type extends keyof SessionEventData>(
    participantId: string | null,
    type: Type,
    data: SessionEventData[Type],
  ): void {
    this.add({
      type,
      data,
      actor: participantId ? { kind: 'participant', participantId } : { kind: 'system' },
    });
  }

  async signed(key: SigningKey, type: DeviceReportText['type'], data: object): Promise<void> {
    this.reports += 1;
    const seq = this.reports;
    const text = JSON.stringify({
      v: 1,
      sessionId: SESSION,
      deviceId: MACHINE,
      seq,
      at: this.now,
      type,
      data,
    });
    const report = { deviceId: MACHINE, seq, text, signature: await key.sign(text) };
    this.add({
      type,
      data,
      report,
      deviceAt: this.now,
      actor: { kind: 'device', participantId: MARIA, deviceId: MACHINE },
    });
  }

  /** Takes a body away, as erasing does. */
  erase(participantId: string, seqs: readonly number[]): void {
    for (const seq of seqs) {
      const { content: _, ...header } = this.records[seq - 1] as LogRecord;
      this.records[seq - 1] = header;
    }
    this.add(erased(participantId, seqs, 0));
  }
}

const writeSession = async (machine: SigningKey, page: SigningKey): Promise<Writer> => {
  const log = new Writer(SESSION);
  const owner = { participantId: ANA, accountId: id(20), name: 'Ana Ruiz' };
  const beginning = {
    number: '482913207',
    organisation: 'Example',
    conversationId: CONVERSATION,
    owner,
    subject: 'Ça ne va pas 漢',
  };
  log.by(ANA, 'session.prepared', beginning);
  log.by(ANA, 'session.started', beginning);
  log.by(ANA, 'csr.keyPresented', { participantId: ANA, key: page.publicKey, thumbprint: page.thumbprint });
  for (const n of [30, 31, 32, 33, 34])
    log.by(ANA, 'invite.created', {
      inviteId: id(n),
      expiresAt: NOON + 3_600_000,
      codeExpiresAt: NOON + 600_000,
    });
  for (const [n, participantId, name] of [
    [30, MARIA, 'María'],
    [31, LUIS, 'Luis'],
    [32, EVA, 'Eva'],
  ] as const) {
    log.by(null, 'invite.used', { inviteId: id(n), participantId });
    log.by(null, 'participant.arrived', { participantId, name, inviteId: id(n), language: 'es' });
  }
  const [byMail, bySms] = [
    { inviteId: id(30), deliveryId: id(37) },
    { inviteId: id(31), deliveryId: id(38) },
  ];
  log.by(ANA, 'invite.sending', { ...byMail, channel: 'email', to: 'maria@example.org' });
  log.by(ANA, 'invite.sending', { ...bySms, channel: 'sms', to: '+39055123456' });
  log.by(null, 'invite.sent', byMail);
  log.by(null, 'invite.sendingFailed', { ...bySms, failure: 'address' });
  log.by(null, 'invite.refused', { inviteId: id(30), reason: 'used' });
  log.by(ANA, 'invite.revoked', { inviteId: id(33) });
  log.by(null, 'session.reported', { inviteId: id(34) });
  log.by(ANA, 'participant.admitted', { participantId: MARIA, role: 'primary' });
  log.by(ANA, 'participant.admitted', { participantId: LUIS, role: 'secondary' });
  log.by(ANA, 'participant.declined', { participantId: EVA });
  const times = { expiresAt: NOON + 60_000, codeExpiresAt: NOON + 60_000 };
  const csr = { accountId: id(21), name: 'Jorge Peña' };
  for (const n of [35, 36]) log.by(ANA, 'invite.created', { inviteId: id(n), ...times, csr });
  log.by(null, 'invite.declined', { inviteId: id(35) });
  log.by(null, 'invite.used', { inviteId: id(36), participantId: JORGE });
  log.by(null, 'csr.joined', { participantId: JORGE, ...csr, inviteId: id(36), supervisor: true });
  const rights = ['screen.view', 'notes'] as const;
  log.by(ANA, 'invite.created', {
    inviteId: id(39),
    ...times,
    csr: { accountId: null, name: '', expert: rights },
  });
  log.by(null, 'invite.used', { inviteId: id(39), participantId: MARCO });
  log.by(MARCO, 'csr.joined', {
    participantId: MARCO,
    accountId: id(22),
    name: 'Marco Bruni',
    inviteId: id(39),
    supervisor: false,
    expert: { by: ANA, rights },
  });
  log.by(ANA, 'participant.left', { participantId: MARCO });
  const sessionType = { id: id(40), name: 'Billing' };
  log.by(ANA, 'session.labelled', { sessionType, trackingCode: { code: '4711', label: 'Sales' }, by: null });
  log.by(ANA, 'session.labelled', { sessionType: null, trackingCode: null, by: 'Tickets' });
  log.by(ANA, 'customer.expected', { name: 'María' });
  log.by(ANA, 'agent.suggested', { participantId: MARIA });
  const device = { participantId: MARIA, name: 'MARIA-PC' };
  log.by(MARIA, 'device.attached', {
    ...device,
    deviceId: PAGE,
    kind: 'page',
    key: page.publicKey,
    can: ['screen.view'],
  });
  log.by(MARIA, 'device.attached', {
    ...device,
    deviceId: MACHINE,
    kind: 'machine',
    key: machine.publicKey,
    can: ['screen.view', 'input.control'],
  });
  const request = {
    deviceId: MACHINE,
    capability: 'screen.view' as const,
    csrId: ANA,
    minutes: 20,
    expiresAt: NOON + 60_000,
  };
  for (const n of [9, 11, 12]) log.by(ANA, 'grant.requested', { ...request, requestId: id(n) });
  log.by(ANA, 'grant.withdrawn', { requestId: id(11) });
  const fingerprints = { device: sha256('device'), csr: sha256('csr') };
  const safety = { deviceId: MACHINE, csrId: ANA, csrKey: page.thumbprint, fingerprints };
  log.by(ANA, 'safety.csrDenied', safety);
  await log.signed(machine, 'safety.denied', safety);
  log.by(ANA, 'safety.csrConfirmed', safety);
  await log.signed(machine, 'safety.confirmed', safety);
  await log.signed(machine, 'grant.denied', { requestId: id(12), deviceId: MACHINE, reason: 'customer' });
  await log.signed(machine, 'grant.given', {
    grantId: GRANT,
    requestId: REQUEST,
    deviceId: MACHINE,
    capability: 'screen.view',
    csrId: ANA,
    csrKey: page.thumbprint,
    fingerprints,
    until: NOON + 1_200_000,
    wordsHash: sha256('words'),
    words: 'words',
    nonce: 'n',
  });
  for (const type of ['activity.started', 'activity.stopped'] as const)
    await log.signed(machine, type, { grantId: GRANT, deviceId: MACHINE, activity: 'screen' });
  await log.signed(machine, 'device.alarm', { deviceId: MACHINE, kind: 'rate', count: 3 });
  log.by(MARIA, 'grant.stopAsked', { grantId: GRANT });
  log.by(null, 'grant.stopAsked', { grantId: GRANT, cause: 'transferred' });
  log.by(ANA, 'control.transferred', { from: ANA, to: JORGE, how: 'transfer' });
  log.by(ANA, 'control.explained', { reason: 'My shift ends' });
  log.by(JORGE, 'note.saved', { base: 0, text: 'The share is full 漢' });
  log.by(JORGE, 'session.parked', {});
  log.by(JORGE, 'session.resumed', {});
  log.by(null, 'session.idleWarned', { since: NOON, parksAt: NOON + 300_000 });
  log.by(JORGE, 'session.kept', {});
  log.by(null, 'session.idleWarned', { since: NOON, parksAt: NOON + 300_000 });
  log.by(null, 'session.parked', { cause: 'idle' });
  log.by(JORGE, 'session.resumed', {});
  await log.signed(machine, 'grant.ended', { grantId: GRANT, deviceId: MACHINE, reason: 'customer' });
  log.by(null, 'device.detached', { deviceId: PAGE, reason: 'left' });
  log.by(ANA, 'participant.promoted', { participantId: LUIS });
  log.by(LUIS, 'participant.left', { participantId: LUIS });
  log.by(ANA, 'session.ended', { reason: 'ended' });
  log.by(MARIA, 'survey.answered', { participantId: MARIA, score: 4, text: 'Fixed, thank you' });
  const arrival = log.records.findIndex(({ content }) => content?.body.includes('"Eva"')) + 1;
  log.erase(EVA, [arrival]);
  return log;
};

const writeConversation = (): Writer => {
  const log = new Writer(CONVERSATION);
  log.add({ type: 'conversation.opened', actor: { kind: 'system' }, data: { sessionId: SESSION } });
  const say = (authorId: string, text: string, to: Audience) =>
    log.add({
      type: 'message.posted',
      actor: { kind: 'participant', participantId: authorId },
      data: {
        messageId: id(50 + log.records.length),
        authorId,
        text,
        to,
        present: [ANA, MARIA],
        sentAt: NOON,
      },
    });
  say(ANA, 'Buenos días «María» 👋', 'everyone');
  say(MARIA, 'secret', [ANA]);
  say(ANA, 'Look at the NAS', 'csrs');
  log.erase(MARIA, [3]);
  return log;
};

const fold = ({ stream, records }: Writer, kind: StreamKind): unknown => {
  const events = records.map(readRecord);
  return kind === 'session'
    ? events.reduce((state, event) => evolveSession(state, event as SessionEvent), noSession(stream))
    : events.reduce(
        (state, event) => evolveConversation(state, event as ConversationEvent),
        noConversation(stream),
      );
};

/** Types of events that a golden log lacks. */
export const lacking = ({ streams }: GoldenLog): string[] => {
  const held = new Set(
    streams.flatMap(({ kind, records }) =>
      records.flatMap((record) => {
        const event = readRecord(record);
        return 'type' in event ? [`${kind}/${event.type}`] : [];
      }),
    ),
  );
  const all = [
    ...Object.keys(sessionEventData).map((type) => `session/${type}`),
    ...Object.keys(conversationEventData).map((type) => `conversation/${type}`),
  ];
  return all.filter((type) => !held.has(type));
};

/** Writes a log as this release does. Keys are fresh and thrown away. */
export const writeGoldenLog = async (release: string): Promise<GoldenLog> => {
  const [machine, page, site] = [await createDeviceKey(), await createDeviceKey(), await createDeviceKey()];
  const session = await writeSession(machine, page);
  const conversation = writeConversation();
  const words = { id: site.thumbprint, publicKey: site.publicKey, previous: null, since: NOON };
  const checkpoints = await Promise.all(
    [session, conversation].map(async ({ stream, records }) => {
      const last = records.at(-1) as LogRecord;
      const said = { stream, seq: last.seq, hash: last.hash, at: NOON, keyId: site.thumbprint };
      return { ...said, signature: await site.sign(checkpointText(said)) };
    }),
  );
  const streamOf = (log: Writer, kind: StreamKind): GoldenStream => ({
    stream: log.stream,
    kind,
    records: log.records,
    state: fold(log, kind),
  });
  return {
    release,
    streams: [streamOf(session, 'session'), streamOf(conversation, 'conversation')],
    keys: [{ ...words, signature: await site.sign(logKeyText(words)), vouched: null }],
    checkpoints,
  };
};
