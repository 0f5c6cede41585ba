import { type Checkpoint, MAX_CIRCLES, type Mark, STREAM_KINDS } from '@relevo/domain';
import { z } from 'zod';
import { commandEnvelope, commandResult } from '../commands';
import { errorBody } from '../errors';
import { audience, base64url, id, sha256Hex, thumbprint, timestamp } from '../primitives';
import { ring } from '../rest/colleagues';
import { queueDesk } from '../rest/desk';

/** Proof of identity at the handshake: a one-time ticket fetched over REST (30 s, single use). */
export const handshake = z.strictObject({
  v: z.int(),
  ticket: z.string().max(64),
  /** This tab or process; several may act for one participant. */
  endpoint: id,
});
export type Handshake = z.infer<typeof handshake>;

export const logRecord = z.strictObject({
  stream: id,
  seq: z.int().positive(),
  v: z.literal(1),
  prev: sha256Hex,
  commitment: sha256Hex,
  hash: sha256Hex,
  content: z.strictObject({ salt: z.string().regex(/^[0-9a-f]{32}$/), body: z.string() }).optional(),
});

export const head = z.strictObject({
  stream: id,
  kind: z.enum(STREAM_KINDS),
  seq: z.int().nonnegative(),
  hash: sha256Hex,
});

/** Where a stream stood, signed by the server. */
export const checkpoint = z.strictObject({
  stream: id,
  seq: z.int().positive(),
  hash: sha256Hex,
  at: timestamp,
  keyId: thumbprint,
  signature: base64url,
}) satisfies z.ZodType<Checkpoint>;

/** Everything since N, at most one page; ask again from the last number until `more` is false. */
export const subscribe = z.strictObject({
  stream: id,
  since: z.int().nonnegative(),
  limit: z.int().min(1).max(500).default(200),
});
export type Subscribe = z.infer<typeof subscribe>;

export const eventPage = z.strictObject({
  head,
  records: z.array(logRecord),
  more: z.boolean(),
  /** The newest of the stream, beside its last page. */
  checkpoint: checkpoint.nullable(),
});
export type EventPage = z.infer<typeof eventPage>;

export const events = z.strictObject({ stream: id, records: z.array(logRecord) });
/** Where everything stands that concerns this socket: its streams, and for a CSR who asks them in at this moment. */
export const heads = z.strictObject({
  heads: z.array(head),
  checkpoints: z.array(checkpoint),
  rings: z.array(ring),
});
export type Events = z.infer<typeof events>;
export type Heads = z.infer<typeof heads>;

/** One end of a peer link: a device, or one tab of a console. */
export const peerAddress = z.strictObject({ participantId: id, endpoint: id, deviceId: id.nullable() });
export type PeerAddress = z.infer<typeof peerAddress>;

/** Signalling between two ends. `epoch` counts the links between them; messages of an older link are dropped. */
export const signalOut = z.strictObject({
  stream: id,
  to: peerAddress,
  epoch: z.int().nonnegative(),
  seq: z.int().nonnegative(),
  kind: z.enum(['hello', 'signal', 'bye']),
  /** What simple-peer wants to be carried; opaque to the server. */
  data: z.string().max(32_768),
});
export const signalIn = signalOut.omit({ to: true }).extend({ from: peerAddress });
export type SignalOut = z.infer<typeof signalOut>;
export type SignalIn = z.infer<typeof signalIn>;

/** Who can be reached now. Not in the log: presence is not membership. */
export const presence = z.strictObject({
  stream: id,
  endpoints: z.array(peerAddress).max(200),
});
export type Presence = z.infer<typeof presence>;

/** Fleeting things that nobody needs tomorrow; only those hear of it for whom it is. */
export const ephemeralOut = z.strictObject({
  stream: id,
  kind: z.enum(['typing']),
  to: audience.default('everyone'),
});
export const ephemeralIn = ephemeralOut.omit({ to: true }).extend({ from: id });
export type EphemeralOut = z.infer<typeof ephemeralOut>;
export type EphemeralIn = z.infer<typeof ephemeralIn>;

/** How far the sender has come in a conversation; for nobody else can this be said. */
export const markOut = z.strictObject({
  stream: id,
  delivered: z.int().nonnegative(),
  read: z.array(z.int().positive()).max(MAX_CIRCLES).readonly(),
});
/** How far these have come, as far as the reader may know of the lines. */
export const marks = z.strictObject({
  stream: id,
  marks: z.array(markOut.omit({ stream: true }).extend({ participantId: id })).max(1000),
}) satisfies z.ZodType<{ stream: string; marks: Mark[] }>;
export type MarkOut = z.infer<typeof markOut>;
export type Marks = z.infer<typeof marks>;

/** This server ends soon: go to another one, each at a random moment within so many ms. */
export const drain = z.strictObject({ withinMs: z.int().nonnegative().max(60_000) });

/** The answer to every message from a client. */
export const answerOf = <T extends z.ZodType>(data: T) =>
  z.union([
    z.strictObject({ ok: z.literal(true), data }),
    z.strictObject({ ok: z.literal(false), error: errorBody }),
  ]);
export type Answer<T> = { ok: true; data: T } | { ok: false; error: z.infer<typeof errorBody> };

/** Messages from clients: schema in, schema of the answer. The reflection test walks this table. */
export const CLIENT_MESSAGES = {
  subscribe: { in: subscribe, out: eventPage },
  command: { in: commandEnvelope, out: commandResult },
  signal: { in: signalOut, out: z.strictObject({ delivered: z.boolean() }) },
  ephemeral: { in: ephemeralOut, out: z.strictObject({}) },
  mark: { in: markOut, out: z.strictObject({}) },
} as const;

/** Messages from the server. */
export const SERVER_MESSAGES = {
  events,
  heads,
  signal: signalIn,
  presence,
  ephemeral: ephemeralIn,
  marks,
  desk: queueDesk,
  drain,
} as const;
