import type {
  IceServers,
  LinkToConsole,
  LinkToDevice,
  PeerAddress,
  SignalIn,
  SignalOut,
} from '@relevo/contracts';
import type { Fingerprints } from '@relevo/domain';
import type { SigningKey } from '../keys/key';
import type { CodeRation } from './code-ration';
import type { FloodGuard } from './flood-guard';

/** Which end of a link we are: the CSR's console, or a customer's device. */
export type LinkRole = 'csr' | 'device';

export interface LinkSends {
  csr: LinkToDevice;
  device: LinkToConsole;
}
export interface LinkReceives {
  csr: LinkToConsole;
  device: LinkToDevice;
}

/** Messages of the `input` channel; all others travel on `ctl`. */
export type InputMessage = Extract<LinkToDevice, { type: `input.${string}` }>;

/** What carries offers, answers and candidates: the socket, or a bridge in tests. */
export interface SignalPort {
  /** Whether messages have a chance now. */
  readonly open: boolean;
  /** `false` = the far end did not get it. */
  send(message: SignalOut): Promise<boolean>;
  onSignal(listener: (message: SignalIn) => void): () => void;
}

/** Why a link will not come back by itself. */
export type LinkAlarm =
  /** The far end's key is not the one that the log names. */
  | 'wrong-key'
  /** The signature does not fit key, session or fingerprints. */
  | 'wrong-signature'
  /** The two ends see different DTLS certificates: somebody sits between them. */
  | 'swapped-fingerprints'
  /** A certificate changed while the link was up. */
  | 'changed-fingerprints'
  /** The console sent so much that the device closed the link. */
  | 'flood'
  /** The far end broke the exchange that makes the safety code. */
  | 'broken-exchange'
  /** A person at either end says that the safety codes differ. */
  | 'codes-differ';

export type LinkState =
  | { readonly name: 'connecting' }
  | { readonly name: 'verifying' }
  | { readonly name: 'ready' }
  /** Was ready; being repaired. `since` in ms since the epoch. */
  | { readonly name: 'lost'; readonly since: number }
  | { readonly name: 'closed'; readonly alarm?: LinkAlarm };

/** The WebRTC classes, where the platform has none of its own (`@roamhq/wrtc` in Node). */
export interface WebRtc {
  RTCPeerConnection: typeof RTCPeerConnection;
  RTCSessionDescription: typeof RTCSessionDescription;
  RTCIceCandidate: typeof RTCIceCandidate;
}

export interface PeerLinkOptions<Role extends LinkRole> {
  readonly role: Role;
  readonly sessionId: string;
  readonly far: PeerAddress;
  readonly port: SignalPort;
  readonly key: SigningKey;
  /** Thumbprint of the key that the log names for the far end now; undefined = not known yet. */
  readonly expectedKey: () => string | undefined;
  readonly iceServers: () => Promise<IceServers['iceServers']>;
  readonly wrtc?: WebRtc;
  /** How much the far end may send; none = as it likes. */
  readonly flood?: FloodGuard;
  /** How many safety codes this end gives; its own when there is none. */
  readonly ration?: CodeRation;
  /** ms since the epoch. */
  readonly now?: () => number;
}

/** One authenticated link between a CSR's console and one customer device. */
export interface Link<Role extends LinkRole> {
  readonly far: PeerAddress;
  readonly state: LinkState;
  /** Grows with each new connection between the same ends; 0 before the first. */
  readonly epoch: number;
  /** Of the verified connection; what a grant is tied to. */
  readonly fingerprints: Fingerprints | undefined;
  /** Thumbprint of the far end's verified key. */
  readonly farKey: string | undefined;
  /** Six digits that the people at both ends compare; undefined until both ends have given their part (SEC-C11). */
  readonly safetyCode: string | undefined;
  /** Round trip in ms, measured by the console's pings; undefined at the device. */
  readonly rtt: number | undefined;
  onState(listener: (state: LinkState) => void): () => void;
  /** Sends on `ctl`; false = not ready, nothing was sent. `link.*` messages are the link's own. */
  send(message: Exclude<LinkSends[Role], InputMessage | { type: `link.${string}` }>): boolean;
  /** Console only: sends on `input`. */
  sendInput(message: InputMessage): boolean;
  /** Device only: sends on `picture`; at most 256 KiB a message. */
  sendPicture(bytes: Uint8Array<ArrayBuffer>): boolean;
  /** Every parsed message of a verified far end, from `ctl` and `input`, but not the link's own. */
  onMessage(listener: (message: LinkReceives[Role]) => void): () => void;
  /** A message has come on `input` and is read next: what it may need can be made ready. Nothing is known of it. */
  onInputComing(listener: () => void): () => void;
  onPicture(listener: (bytes: Uint8Array<ArrayBuffer>) => void): () => void;
  /** A message was dropped: it fits no contract, or was one of too many and not even read. */
  onDropped(listener: (reason: 'malformed' | 'rate') => void): () => void;
  /** Bytes that wait in a channel. */
  buffered(channel: 'ctl' | 'input' | 'picture'): number;
  /** Calls once when `picture` holds at most `bytes`. */
  whenPictureBelow(bytes: number): Promise<void>;
  /** A plain video track (a screen shared from a browser). */
  addStream(stream: MediaStream): void;
  removeStream(stream: MediaStream): void;
  onStream(listener: (stream: MediaStream | null) => void): () => void;
  /** Called when there is a safety code, another one, or none any more. */
  onSafety(listener: () => void): () => void;
  /** The person at this end says that the codes differ: the far end is told, and the link is over with that alarm. */
  refuse(): void;
  close(): void;
}
