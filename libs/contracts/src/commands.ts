import type { ConversationCommandData, SessionCommandData } from '@relevo/domain';
import {
  MAX_MESSAGE_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_REASON_LENGTH,
  MAX_SURVEY_LENGTH,
  SURVEY_SCORES,
} from '@relevo/domain';
import { z } from 'zod';
import { audience, capability, id, isKeepable, publicKey, thumbprint, timestamp } from './primitives';
import { safetyData, signedReport } from './report';
import { labelChoice } from './rest/start-lists';

const nothing = z.strictObject({});

/** Why a session changes hands, in a CSR's words: for those who work here, never for customers. */
export const reason = z.string().trim().min(1).max(MAX_REASON_LENGTH).refine(isKeepable);

const note = z.strictObject({
  base: z.int().nonnegative(),
  text: z.string().max(MAX_NOTE_LENGTH).refine(isKeepable),
});

const survey = z.strictObject({
  score: z.literal(SURVEY_SCORES),
  text: z.string().max(MAX_SURVEY_LENGTH).refine(isKeepable),
});

/** Commands that people give directly, by socket or REST. The server's own commands are not here: nobody can send them. */
export const commandData = {
  'session.end': z.strictObject({ note: note.optional() }),
  'session.park': nothing,
  'session.keep': nothing,
  'session.resume': nothing,
  'session.label': z.strictObject(labelChoice),
  'invite.revoke': z.strictObject({ inviteId: id }),
  'participant.admit': z.strictObject({ participantId: id }),
  'participant.decline': z.strictObject({ participantId: id }),
  'participant.leave': nothing,
  'participant.promote': z.strictObject({ participantId: id }),
  'expert.remove': z.strictObject({ participantId: id }),
  'control.transfer': z.strictObject({ participantId: id, reason }),
  'note.save': note,
  'survey.answer': survey,
  'csr.presentKey': z.strictObject({ key: publicKey, thumbprint }),
  'agent.suggest': nothing,
  'grant.request': z.strictObject({
    requestId: id,
    capability,
    minutes: z.int().min(1).max(1440).nullable(),
    participantId: id.nullable(),
  }),
  'grant.withdraw': z.strictObject({ requestId: id }),
  'grant.stop': z.strictObject({ grantId: id }),
  'safety.confirm': safetyData.omit({ csrId: true }),
  'safety.deny': safetyData.omit({ csrId: true }),
  'message.post': z.strictObject({
    messageId: id,
    text: z.string().min(1).max(MAX_MESSAGE_LENGTH).refine(isKeepable),
    to: audience,
    sentAt: timestamp,
  }),
  /** A device's signed fact; see `report.ts` for what the text holds. */
  'device.report': z.strictObject({ report: signedReport }),
} satisfies Partial<Record<keyof SessionCommandData | keyof ConversationCommandData, z.ZodType>>;

export type WireCommandType = keyof typeof commandData;
export type WireCommandData<Type extends WireCommandType> = z.infer<(typeof commandData)[Type]>;

const envelopeOf = <Type extends WireCommandType>(type: Type) =>
  z.strictObject({
    /** Made by the sender, once per intention: the same again has one effect and the same answer. */
    commandId: id,
    stream: id,
    type: z.literal(type),
    data: commandData[type],
  });

/** A command with its address. */
export const commandEnvelope = z.discriminatedUnion('type', [
  envelopeOf('session.end'),
  envelopeOf('session.park'),
  envelopeOf('session.keep'),
  envelopeOf('session.resume'),
  envelopeOf('session.label'),
  envelopeOf('invite.revoke'),
  envelopeOf('participant.admit'),
  envelopeOf('participant.decline'),
  envelopeOf('participant.leave'),
  envelopeOf('participant.promote'),
  envelopeOf('expert.remove'),
  envelopeOf('control.transfer'),
  envelopeOf('note.save'),
  envelopeOf('survey.answer'),
  envelopeOf('csr.presentKey'),
  envelopeOf('agent.suggest'),
  envelopeOf('grant.request'),
  envelopeOf('grant.withdraw'),
  envelopeOf('grant.stop'),
  envelopeOf('safety.confirm'),
  envelopeOf('safety.deny'),
  envelopeOf('message.post'),
  envelopeOf('device.report'),
]);
export type CommandEnvelope = z.infer<typeof commandEnvelope>;

/** What a successful command answers: where its last event stands (the stream's version when there was nothing to do). */
export const commandResult = z.strictObject({ stream: id, seq: z.int().nonnegative() });
export type CommandResult = z.infer<typeof commandResult>;
