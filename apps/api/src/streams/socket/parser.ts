import { Decoder, Encoder, type Packet } from 'socket.io-parser';

/** Packet types 5 and 6 announce binary attachments. */
const BINARY = /^[56]/;

/** The usual JSON packets, without binary attachments: nothing of ours is binary, so none is collected (SEC-W4). */
class JsonDecoder extends Decoder {
  override add(packet: unknown): void {
    if (typeof packet !== 'string' || BINARY.test(packet)) throw new Error('binary packets are not taken');
    super.add(packet);
  }
}

export const jsonParser = { Encoder, Decoder: JsonDecoder };
export type { Packet };
