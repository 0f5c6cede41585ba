import {
  CONVERSATION_EVENT_VERSION,
  type ConversationEventData,
  MAX_MESSAGE_LENGTH,
  type NewEvent,
  SESSION_EVENT_VERSION,
  type SessionEventData,
  type StreamKind,
} from '@relevo/domain';
import { z } from 'zod';
import {
  capability,
  id,
  language,
  personName,
  publicKey,
  subject,
  thumbprint,
  timestamp,
} from './primitives';
import { deviceReportData, signedReport } from './report';
import { newDevice } from './rest/join';

/** Longest text of a body that is read at all, in UTF-16 units: a report with its signed text is the longest. */
export const MAX_BODY_LENGTH = 131_072;

const participant = z.strictObject({ participantId: id });
const beginning = z.strictObject({
  number: z.string().regex(/^[0-9]{1,20}$/),
  organisation: personName,
  conversationId: id,
  owner: z.strictObject({ participantId: id, accountId: id, name: personName }),
  subject,
});

/** The data of every event of a session; a type missing here does not compile. */
export const sessionEventData = {
  ...deviceReportData,
  'session.prepared': beginning,
  'session.started': beginning,
  'session.ended': z.strictObject({ reason: z.enum(['ended', 'reported']) }),
  'session.reported': z.strictObject({ inviteId: id }),
  'invite.created': z.strictObject({ inviteId: id, expiresAt: timestamp, codeExpiresAt: timestamp }),
  'invite.revoked': z.strictObject({ inviteId: id }),
  'invite.used': z.strictObject({ inviteId: id, participantId: id }),
  'invite.refused': z.strictObject({ inviteId: id, reason: z.enum(['used', 'expired', 'revoked']) }),
  'participant.arrived': z.strictObject({ participantId: id, name: personName, inviteId: id, language }),
  'participant.admitted': z.strictObject({ participantId: id, role: z.enum(['primary', 'secondary']) }),
  'participant.declined': participant,
  'participant.left': participant,
  'participant.promoted': participant,
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
  'grant.stopAsked': z.strictObject({ grantId: id }),
} satisfies { [Type in keyof SessionEventData]: z.ZodType<SessionEventData[Type]> };

/** The data of every event of a conversation. */
export const conversationEventData = {
  'conversation.opened': z.strictObject({ sessionId: id }),
  'message.posted': z.strictObject({
    messageId: id,
    authorId: id,
    text: z.string().min(1).max(MAX_MESSAGE_LENGTH),
    to: z.union([z.literal('everyone'), z.array(id).min(1).max(50)]),
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

const bodiesOf = (data: Readonly<Record<string, z.ZodType>>, version: number) => ({
  version,
  types: new Map(Object.entries(data).map(([type, schema]) => [type, bodyOf(type, version, schema)])),
});

const BODIES = {
  session: bodiesOf(sessionEventData, SESSION_EVENT_VERSION),
  conversation: bodiesOf(conversationEventData, CONVERSATION_EVENT_VERSION),
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
  const { types, version } = BODIES[kind];
  const schema = types.get(any.data.type);
  if (!schema || any.data.version !== version) return 'unknown';
  const event = schema.safeParse(raw);
  return event.success ? event.data : 'malformed';
};
