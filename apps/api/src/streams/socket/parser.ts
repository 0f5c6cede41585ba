import { Decoder, Encoder, type Packet } from 'socket.io-parser';
import { isDeeper } from './nesting';

/** Packet types 5 and 6 announce binary attachments. */
const BINARY = /^[56]/;

/** No message of ours goes deeper, with the list around it. */
const MOST_LEVELS = 10;

/**
 * The usual JSON packets, without binary attachments: nothing of ours is binary, so none is collected. What is deeper
 * than any message of ours is not even parsed (SEC-W4). A packet that is refused here ends its socket.
 */
class JsonDecoder extends Decoder {
  override add(packet: unknown): void {
    if (typeof packet !== 'string' || BINARY.test(packet)) throw new Error('binary packets are not taken');
    if (isDeeper(packet, MOST_LEVELS)) throw new Error('the packet is too deep');
    super.add(packet);
  }
}

export const jsonParser = { Encoder, Decoder: JsonDecoder };
export type { Packet };
