import { GRANT_END_REASONS, STREAM_KINDS } from '@relevo/domain';
import { z } from 'zod';
import {
  base64url,
  capability,
  id,
  keptName,
  language,
  orEmpty,
  publicKey,
  sha256Hex,
  thumbprint,
  timestamp,
} from './primitives';
import { signedReport } from './report';

/** '' = this device does not know it. The file may be anybody's, and what reads it may be a terminal. */
const name = orEmpty(keptName);

const person = z.strictObject({
  id,
  name,
  /** `guest` = a CSR from outside (W39). */
  part: z.enum(['csr', 'guest', 'customer']),
  from: timestamp.nullable(),
  to: timestamp.nullable(),
});

/** What the customer allowed on one of their devices, by that device's own signed word. */
const given = z.strictObject({
  grantId: id,
  capability,
  csrId: id,
  csr: name,
  csrKey: thumbprint,
  deviceId: id,
  device: name,
  from: timestamp,
  /** null = no end was reported. */
  to: timestamp.nullable(),
  why: z.enum(GRANT_END_REASONS).nullable(),
});
export type ReceiptGrant = z.infer<typeof given>;

/** `missing`: signed here and not in the log; `different`: the log has another text at that number; `alarm`: see docs/architecture.md. */
const difference = z.strictObject({
  kind: z.enum(['missing', 'different', 'alarm']),
  what: z.string(),
  at: timestamp.nullable(),
});
export type ReceiptDifference = z.infer<typeof difference>;

/** What a customer's device itself knows of a session, made and signed there. */
export const receipt = z.strictObject({
  v: z.literal(1),
  sessionId: id,
  number: z.string().regex(/^[0-9]{1,20}$/),
  organisation: name,
  language,
  madeAt: timestamp,
  device: z.strictObject({ id, participantId: id, key: publicKey }),
  people: z.array(person),
  /** How it ended for this customer; null = it had not when this was made. */
  over: z.strictObject({ how: z.enum(['ended', 'reported', 'left']), at: timestamp }).nullable(),
  given: z.array(given),
  files: z.array(
    z.strictObject({ name: z.string(), bytes: z.int().nonnegative(), sha256: sha256Hex, at: timestamp }),
  ),
  /** The devices' signed words that all this follows from, each with the key that signed. */
  reports: z.array(signedReport.extend({ key: publicKey })),
  /** Where each stream stood that was read: number and hash of its last event. */
  streams: z.array(
    z.strictObject({ stream: id, kind: z.enum(STREAM_KINDS), seq: z.int().nonnegative(), hash: sha256Hex }),
  ),
  differences: z.array(difference),
});
export type Receipt = z.infer<typeof receipt>;

/** What is signed: the receipt, bound to the page for people that stands above it. */
export const receiptText = receipt.extend({ page: sha256Hex });

/** The part of the file for machines. */
export const receiptSeal = z.strictObject({
  text: z.string().max(1_000_000),
  /** SHA-256 of the text: tells a slip from a forgery. */
  sha256: sha256Hex,
  key: publicKey,
  signature: base64url,
});

/** `unreadable`: not a receipt; `edited`: something was changed; `wrong-signature`: not signed by the device's key; `wrong-key`: not by the key that was expected; `forged-report`: a device's word in it was not signed by that device; `unproven`: it says more or less than those words. */
export const RECEIPT_VERDICTS = [
  'good',
  'unreadable',
  'edited',
  'wrong-signature',
  'wrong-key',
  'forged-report',
  'unproven',
] as const;
export type ReceiptVerdict = (typeof RECEIPT_VERDICTS)[number];
