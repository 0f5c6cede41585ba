import { type Capability, DROP_REASONS, STOP_CAUSES } from '@relevo/domain';
import { z } from 'zod';
import { base64url, capability, id, publicKey, sha256Hex, timestamp } from '../primitives';

/** Channels of a peer link beside simple-peer's own (which is `ctl`): negotiated ids. */
export const CHANNELS = {
  input: { id: 1, options: { ordered: true } },
  picture: { id: 2, options: { ordered: true } },
} as const;

/** What every message that needs a grant carries: the grant, and a number that only grows within grant and link. */
const underGrant = { grant: id, seq: z.int().positive() };

const pixel = z.int().min(0).max(65_535);
const button = z.enum(['left', 'middle', 'right']);

/** Messages from the CSR's console to the customer's device. */
const toDevice = {
  'link.hello': z.strictObject({
    type: z.literal('link.hello'),
    key: publicKey,
    nonce: z.string().max(64),
    /** Over `linkTranscript`: session, both fingerprints, epoch and nonce. */
    signature: base64url,
    fingerprints: z.strictObject({ device: sha256Hex, csr: sha256Hex }),
  }),
  'link.ping': z.strictObject({ type: z.literal('link.ping'), n: z.int() }),
  /** Binds an end before it sees the other's nonce; see `safety/code.ts` of the domain (SEC-C11). */
  'link.commit': z.strictObject({ type: z.literal('link.commit'), commitment: sha256Hex }),
  'link.reveal': z.strictObject({
    type: z.literal('link.reveal'),
    /** 32 bytes, lower-case hex. */
    nonce: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  /** The person at this end says that the safety codes differ: this is the last word on this link. */
  'link.differs': z.strictObject({ type: z.literal('link.differs') }),
  /** Of the CSR's own will, or because of what the log says happened in the session. */
  'grant.letGo': z.strictObject({
    type: z.literal('grant.letGo'),
    grant: id,
    cause: z.enum(STOP_CAUSES).optional(),
  }),
  /** The console passed on what the page asked with the same number: the device has ended it by its own word. */
  'stop.passed': z.strictObject({ type: z.literal('stop.passed'), n: z.int().nonnegative() }),
  'picture.ack': z.strictObject({
    type: z.literal('picture.ack'),
    ...underGrant,
    frame: z.int().nonnegative(),
  }),
  'picture.refresh': z.strictObject({ type: z.literal('picture.refresh'), ...underGrant }),
  'input.pointer': z.strictObject({ type: z.literal('input.pointer'), ...underGrant, x: pixel, y: pixel }),
  'input.button': z.strictObject({
    type: z.literal('input.button'),
    ...underGrant,
    x: pixel,
    y: pixel,
    button,
    down: z.boolean(),
  }),
  'input.wheel': z.strictObject({
    type: z.literal('input.wheel'),
    ...underGrant,
    x: pixel,
    y: pixel,
    /** Notches: positive = down and right. */
    dx: z.int().min(-20).max(20),
    dy: z.int().min(-20).max(20),
  }),
  'input.key': z.strictObject({
    type: z.literal('input.key'),
    ...underGrant,
    /** `KeyboardEvent.code`: the physical key. */
    code: z.string().regex(/^[A-Za-z0-9]{1,24}$/),
    down: z.boolean(),
  }),
  'input.text': z.strictObject({
    type: z.literal('input.text'),
    ...underGrant,
    text: z.string().min(1).max(2000),
  }),
  'input.releaseAll': z.strictObject({ type: z.literal('input.releaseAll'), ...underGrant }),
  /** Sent every 500 ms while in control: without it for 2 s the device lets go of held keys and buttons. */
  'input.heartbeat': z.strictObject({ type: z.literal('input.heartbeat'), ...underGrant }),
} as const;

export const linkToDevice = z.discriminatedUnion('type', [
  toDevice['link.hello'],
  toDevice['link.ping'],
  toDevice['link.commit'],
  toDevice['link.reveal'],
  toDevice['link.differs'],
  toDevice['grant.letGo'],
  toDevice['stop.passed'],
  toDevice['picture.ack'],
  toDevice['picture.refresh'],
  toDevice['input.pointer'],
  toDevice['input.button'],
  toDevice['input.wheel'],
  toDevice['input.key'],
  toDevice['input.text'],
  toDevice['input.releaseAll'],
  toDevice['input.heartbeat'],
]);
export type LinkToDevice = z.infer<typeof linkToDevice>;
export type LinkToDeviceType = LinkToDevice['type'];

/**
 * What each message needs (SEC-C3). `null` = needs no grant: it shows nothing and moves nothing.
 * A new message type without a line here does not compile.
 */
export const LINK_CAPABILITY: { readonly [Type in LinkToDeviceType]: Capability | null } = {
  'link.hello': null,
  'link.ping': null,
  'link.commit': null,
  'link.reveal': null,
  'link.differs': null,
  'grant.letGo': null,
  'stop.passed': null,
  'picture.ack': 'screen.view',
  'picture.refresh': 'screen.view',
  'input.pointer': 'input.control',
  'input.button': 'input.control',
  'input.wheel': 'input.control',
  'input.key': 'input.control',
  'input.text': 'input.control',
  'input.releaseAll': 'input.control',
  'input.heartbeat': 'input.control',
};

const rectangle = z.strictObject({ x: pixel, y: pixel, width: pixel, height: pixel });

/** Messages from the device to the console, on `ctl`. The picture itself is binary, on `picture`. */
export const linkToConsole = z.discriminatedUnion('type', [
  toDevice['link.hello'],
  toDevice['link.commit'],
  toDevice['link.reveal'],
  toDevice['link.differs'],
  z.strictObject({ type: z.literal('link.pong'), n: z.int() }),
  /** What this CSR holds on this device, whenever it changes; the log follows by way of the server. */
  z.strictObject({
    type: z.literal('grants'),
    grants: z.array(z.strictObject({ id, capability, until: timestamp.nullable() })).max(10),
    /** Input is paused: a question is open in the customer's window. */
    frozen: z.boolean(),
  }),
  /**
   * The page asks the CSR to let go of what the customer's other devices gave: the way to them while the server is away.
   * null = everything.
   */
  z.strictObject({
    type: z.literal('stop.ask'),
    n: z.int().nonnegative(),
    grants: z.array(id).max(20).nullable(),
  }),
  z.strictObject({ type: z.literal('screen'), ...rectangle.shape, name: z.string().max(80) }),
  z.strictObject({ type: z.literal('dropped'), reason: z.enum(DROP_REASONS), count: z.int().positive() }),
  z.strictObject({
    type: z.literal('cursor.shape'),
    width: z.int().min(1).max(128),
    height: z.int().min(1).max(128),
    hotX: z.int().min(0).max(128),
    hotY: z.int().min(0).max(128),
    /** RGBA rows, base64. */
    pixels: z.string().max(90_000),
  }),
  z.strictObject({ type: z.literal('cursor.move'), x: pixel, y: pixel }),
]);
export type LinkToConsole = z.infer<typeof linkToConsole>;

/** The words that both ends sign to tie a peer link to their keys. */
export const linkTranscript = (parts: {
  role: 'csr' | 'device';
  sessionId: string;
  fingerprints: { device: string; csr: string };
  epoch: number;
  nonce: string;
}): string =>
  JSON.stringify([
    'relevo-link-1',
    parts.role,
    parts.sessionId,
    parts.fingerprints.device,
    parts.fingerprints.csr,
    parts.epoch,
    parts.nonce,
  ]);
