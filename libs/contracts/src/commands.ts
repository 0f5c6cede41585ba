import type { ConversationCommandData, SessionCommandData } from '@relevo/domain';
import { MAX_MESSAGE_LENGTH } from '@relevo/domain';
import { z } from 'zod';
import { capability, id, publicKey, thumbprint, timestamp } from './primitives';
import { signedReport } from './report';

const nothing = z.strictObject({});

/** Commands that people give directly, by socket or REST. The server's own commands are not here: nobody can send them. */
export const commandData = {
  'session.end': nothing,
  'invite.revoke': z.strictObject({ inviteId: id }),
  'participant.admit': z.strictObject({ participantId: id }),
  'participant.decline': z.strictObject({ participantId: id }),
  'participant.leave': nothing,
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
  'message.post': z.strictObject({
    messageId: id,
    text: z.string().min(1).max(MAX_MESSAGE_LENGTH),
    to: z.union([z.literal('everyone'), z.array(id).min(1).max(50)]),
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
  envelopeOf('invite.revoke'),
  envelopeOf('participant.admit'),
  envelopeOf('participant.decline'),
  envelopeOf('participant.leave'),
  envelopeOf('csr.presentKey'),
  envelopeOf('agent.suggest'),
  envelopeOf('grant.request'),
  envelopeOf('grant.withdraw'),
  envelopeOf('grant.stop'),
  envelopeOf('message.post'),
  envelopeOf('device.report'),
]);
export type CommandEnvelope = z.infer<typeof commandEnvelope>;

/** What a successful command answers: where its last event stands (the stream's version when there was nothing to do). */
export const commandResult = z.strictObject({ stream: id, seq: z.int().nonnegative() });
export type CommandResult = z.infer<typeof commandResult>;
