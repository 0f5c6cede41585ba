import {
  type ConversationEventData,
  DELIVERY_CHANNELS,
  DELIVERY_FAILURES,
  type EventType,
  EXPERT_RIGHTS,
  MAX_CODE_LENGTH,
  MAX_MESSAGE_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_REASON_LENGTH,
  MAX_SURVEY_LENGTH,
  type NewEvent,
  PARK_CAUSES,
  type SessionEventData,
  STOP_CAUSES,
  type StreamKind,
  SURVEY_SCORES,
  upcast,
  versionOf,
} from '@relevo/domain';
import { z } from 'zod';
import {
  audience,
  capability,
  id,
  keptLine,
  keptName,
  language,
  orEmpty,
  publicKey,
  subject,
  thumbprint,
  timestamp,
} from './primitives';
import { deviceReportData, safetyData, signedReport } from './report';
import { newDevice } from './rest/join';

/** Longest text of a body that is read at all, in UTF-16 units: a report with its signed text is the longest. */
export const MAX_BODY_LENGTH = 131_072;

const participant = z.strictObject({ participantId: id });
const nothing = z.strictObject({});
const beginning = z.strictObject({
  number: z.string().regex(/^[0-9]{1,20}$/),
  organisation: keptName,
  conversationId: id,
  owner: z.strictObject({ participantId: id, accountId: id, name: keptName }),
  subject,
});

const erased = z.strictObject({
  participantId: id.nullable(),
  seqs: z.array(z.int().positive()).min(1).max(10_000),
});

/** The data of every event of a session; a type missing here does not compile. */
export const sessionEventData = {
  ...deviceReportData,
  'session.prepared': beginning,
  'session.started': beginning,
  'session.labelled': z.strictObject({
    sessionType: z.strictObject({ id, name: keptLine(60) }).nullable(),
    trackingCode: z
      .strictObject({ code: keptLine(MAX_CODE_LENGTH), label: orEmpty(keptLine(60)) })
      .nullable(),
    by: keptLine(60).nullable(),
  }),
  'customer.expected': z.strictObject({ name: orEmpty(keptName) }),
  'session.ended': z.strictObject({ reason: z.enum(['ended', 'reported']) }),
  'session.parked': z.strictObject({ cause: z.enum(PARK_CAUSES).optional() }),
  'session.idleWarned': z.strictObject({ since: timestamp, parksAt: timestamp }),
  'session.kept': nothing,
  'session.resumed': nothing,
  'session.reported': z.strictObject({ inviteId: id }),
  'invite.created': z.strictObject({
    inviteId: id,
    expiresAt: timestamp,
    codeExpiresAt: timestamp,
    csr: z
      .strictObject({
        accountId: id.nullable(),
        name: orEmpty(keptName),
        expert: z.array(z.enum(EXPERT_RIGHTS)).max(EXPERT_RIGHTS.length).optional(),
      })
      .optional(),
  }),
  'invite.revoked': z.strictObject({ inviteId: id }),
  'invite.declined': z.strictObject({ inviteId: id }),
  'invite.used': z.strictObject({ inviteId: id, participantId: id }),
  'invite.sending': z.strictObject({
    inviteId: id,
    deliveryId: id,
    channel: z.enum(DELIVERY_CHANNELS),
    to: keptLine(254),
  }),
  'invite.sent': z.strictObject({ inviteId: id, deliveryId: id }),
  'invite.sendingFailed': z.strictObject({
    inviteId: id,
    deliveryId: id,
    failure: z.enum(DELIVERY_FAILURES),
  }),
  'invite.refused': z.strictObject({ inviteId: id, reason: z.enum(['used', 'expired', 'revoked']) }),
  'participant.arrived': z.strictObject({ participantId: id, name: keptName, inviteId: id, language }),
  'participant.admitted': z.strictObject({ participantId: id, role: z.enum(['primary', 'secondary']) }),
  'participant.declined': participant,
  'participant.left': participant,
  'participant.promoted': participant,
  'csr.joined': z.strictObject({
    participantId: id,
    accountId: id,
    name: keptName,
    inviteId: id.nullable(),
    supervisor: z.boolean(),
    expert: z
      .strictObject({ by: id, rights: z.array(z.enum(EXPERT_RIGHTS)).max(EXPERT_RIGHTS.length) })
      .optional(),
  }),
  'control.transferred': z.strictObject({ from: id, to: id, how: z.enum(['transfer', 'takeover']) }),
  'control.explained': z.strictObject({ reason: z.string().min(1).max(MAX_REASON_LENGTH) }),
  'note.saved': z.strictObject({ base: z.int().nonnegative(), text: z.string().max(MAX_NOTE_LENGTH) }),
  'survey.answered': z.strictObject({
    participantId: id,
    score: z.literal(SURVEY_SCORES),
    text: z.string().max(MAX_SURVEY_LENGTH),
  }),
  'csr.keyPresented': z.strictObject({ participantId: id, key: publicKey, thumbprint }),
  'agent.suggested': participant,
  'device.attached': newDevice.extend({ participantId: id }),
  'device.detached': z.strictObject({
    deviceId: id,
    reason: z.enum(['left', 'replaced', 'lost', 'stopped']),
  }),
  'grant.requested': z.strictObject({
    requestId: id,
    deviceId: id,
    capability,
    csrId: id,
    minutes: z.int().min(1).max(1440).nullable(),
    expiresAt: timestamp,
  }),
  'grant.withdrawn': z.strictObject({ requestId: id }),
  'grant.stopAsked': z.strictObject({ grantId: id, cause: z.enum(STOP_CAUSES).optional() }),
  'body.erased': erased,
  'safety.csrConfirmed': safetyData,
  'safety.csrDenied': safetyData,
} satisfies { [Type in keyof SessionEventData]: z.ZodType<SessionEventData[Type]> };

/** The data of every event of a conversation. */
export const conversationEventData = {
  'conversation.opened': z.strictObject({ sessionId: id }),
  'body.erased': erased,
  'message.posted': z.strictObject({
    messageId: id,
    authorId: id,
    text: z.string().min(1).max(MAX_MESSAGE_LENGTH),
    to: audience,
    present: z.array(id).max(1000),
    sentAt: timestamp,
  }),
} satisfies { [Type in keyof ConversationEventData]: z.ZodType<ConversationEventData[Type]> };

const actor = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('participant'), participantId: id }),
  z.strictObject({ kind: z.literal('device'), participantId: id, deviceId: id }),
  z.strictObject({ kind: z.literal('system') }),
]);

/** A device's facts always carry its signature and its time, nothing else ever does. */
const bodyOf = (type: string, version: number, data: z.ZodType): z.ZodType<NewEvent> => {
  const body = z.strictObject({
    type: z.literal(type),
    version: z.literal(version),
    actor,
    at: timestamp,
    data,
  });
  return type in deviceReportData ? body.extend({ deviceAt: timestamp, report: signedReport }) : body;
};

const bodiesOf = (data: Readonly<Record<string, z.ZodType>>) =>
  new Map(
    Object.entries(data).map(([type, schema]) => [type, bodyOf(type, versionOf(type as EventType), schema)]),
  );

/** What the text of a body must hold, by kind of stream and type of event, in the version of today. */
export const eventBodies = {
  session: bodiesOf(sessionEventData),
  conversation: bodiesOf(conversationEventData),
} satisfies Record<StreamKind, unknown>;

const anyBody = z.object({ type: z.string(), version: z.int(), at: timestamp, data: z.looseObject({}) });

/**
 * Reads the text of a body that somebody else wrote. `unknown` = an event, but of a type or version that this program does
 * not know; `malformed` = no event, or not one of its type's shape. Never throws.
 */
export const readBody = (kind: StreamKind, text: string): NewEvent | 'unknown' | 'malformed' => {
  if (text.length > MAX_BODY_LENGTH) return 'malformed';
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return 'malformed';
  }
  const any = anyBody.safeParse(raw);
  if (!any.success) return 'malformed';
  const schema = eventBodies[kind].get(any.data.type);
  const today = schema && upcastSafely(raw as NewEvent);
  if (!schema || today === 'unknown') return 'unknown';
  const event = schema.safeParse(today);
  return event.success ? event.data : 'malformed';
};

/** An upcaster relies on what its release wrote; what somebody else wrote instead fits nothing. */
const upcastSafely = (raw: NewEvent): NewEvent | 'unknown' | undefined => {
  try {
    return upcast(raw);
  } catch {
    return undefined;
  }
};
