import type { PeerAddress } from '@relevo/contracts';
import { SERVER_MESSAGES } from '@relevo/contracts';
import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { Principal } from '../../platform/principal';
import type { Reading } from '../log/page.service';
import { TokenBucket } from './token-bucket';

export type ServerMessages = typeof SERVER_MESSAGES;
export type ServerMessage<Name extends keyof ServerMessages> = z.infer<ServerMessages[Name]>;

/** Messages of one socket: so many at once, and so many a second in the long run. */
const BURST = 200;
const PER_SECOND = 60;
/** The same for "is typing", which a client tells every few seconds. */
const TYPING_BURST = 5;
const TYPING_PER_SECOND = 1;

let places = 0;

/** A socket whose sender is proven. Stands in the socket's `data` from the handshake on. */
export class Connection {
  readonly bucket = new TokenBucket(BURST, PER_SECOND);
  readonly typing = new TokenBucket(TYPING_BURST, TYPING_PER_SECOND);
  /** Streams that it subscribed to, with the part it has in them. */
  readonly readings = new Map<string, Reading>();
  /** Counts up with every socket of this process: by it, what is done for all is spread over time. */
  readonly place = places++;
  /** Malformed messages in a row. */
  strikes = 0;
  /** Messages beyond the limit. */
  excess = 0;

  constructor(
    readonly socket: Socket,
    readonly principal: Principal,
    readonly endpoint: string,
  ) {}

  /** The connection of a socket that was let in. */
  static of(socket: Socket): Connection {
    return socket.data as Connection;
  }

  get id(): string {
    return this.socket.id;
  }

  get deviceId(): string | null {
    return this.principal.kind === 'device' ? this.principal.deviceId : null;
  }

  /** Its address as an end of peer links in a session that it subscribed to. */
  address(sessionId: string): PeerAddress | undefined {
    const reading = this.readings.get(sessionId);
    return reading && { participantId: reading.readerId, endpoint: this.endpoint, deviceId: this.deviceId };
  }

  send<Name extends keyof ServerMessages>(name: Name, message: ServerMessage<Name>): void {
    this.socket.emit(name, message);
  }

  /** Ends the socket after what was sent has gone out. */
  cut(): void {
    this.socket.disconnect(true);
  }
}
