import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';

/** How a TURN server answered: success, or its error code (RFC 8656: 401 sign-in, 403 forbidden peer, …). */
export type TurnAnswer = 'ok' | number;

export interface TurnUser {
  readonly username: string;
  readonly credential: string;
}

const COOKIE = 0x2112a442;
const METHOD = { allocate: 0x003, createPermission: 0x008 } as const;
const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  peer: 0x0012,
  realm: 0x0014,
  nonce: 0x0015,
  family: 0x0017,
  transport: 0x0019,
} as const;
const ANSWER_MS = 3000;
const UDP = Buffer.from([17, 0, 0, 0]);

const attribute = (type: number, value: Buffer): Buffer => {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
};

const message = (type: number, id: Buffer, length: number, body: Buffer): Buffer => {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(type, 0);
  header.writeUInt16BE(length, 2);
  header.writeUInt32BE(COOKIE, 4);
  return Buffer.concat([header, id, body]);
};

const addressBytes = (address: string): Buffer => {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [left = '', right = ''] = address.split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const missing = 8 - groups(left).length - groups(right).length;
  const all = [
    ...groups(left),
    ...Array<string>(address.includes('::') ? missing : 0).fill('0'),
    ...groups(right),
  ];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
};

/** XOR-PEER-ADDRESS (RFC 8489 14.2). */
const peerAddress = (address: string, port: number, id: Buffer): Buffer => {
  const mask = Buffer.concat([message(0, id, 0, Buffer.alloc(0)).subarray(4)]);
  const masked = addressBytes(address).map((byte, at) => byte ^ (mask[at] ?? 0));
  const head = Buffer.from([0, isIPv6(address) ? 2 : 1, 0, 0]);
  head.writeUInt16BE(port ^ (COOKIE >>> 16), 2);
  return Buffer.concat([head, masked]);
};

const attributesOf = (answer: Buffer): Map<number, Buffer> => {
  const found = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= answer.length; ) {
    const length = answer.readUInt16BE(at + 2);
    found.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + length));
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return found;
};

const answerOf = (answer: Buffer): TurnAnswer => {
  const error = attributesOf(answer).get(ATTRIBUTE.error);
  return error ? (error[2] ?? 0) * 100 + (error[3] ?? 0) : 'ok';
};

/** As much of a TURN client as it takes to see what a server allows: one allocation over UDP, and permissions in it. */
export class TurnClient {
  private readonly socket = createSocket('udp4');
  private realm = Buffer.alloc(0);
  private nonce = Buffer.alloc(0);

  /** @param port of the server, on the loopback */
  constructor(
    private readonly port: number,
    private readonly user: TurnUser,
  ) {}

  /** Asks for a relay address of a family. */
  async allocate(family: 4 | 6 = 4): Promise<TurnAnswer> {
    const wanted = [
      attribute(ATTRIBUTE.transport, UDP),
      attribute(ATTRIBUTE.family, Buffer.from([family === 4 ? 1 : 2, 0, 0, 0])),
    ];
    const challenge = attributesOf(await this.ask(METHOD.allocate, () => wanted, false));
    this.realm = Buffer.from(challenge.get(ATTRIBUTE.realm) ?? '');
    this.nonce = Buffer.from(challenge.get(ATTRIBUTE.nonce) ?? '');
    return answerOf(await this.ask(METHOD.allocate, () => wanted, true));
  }

  /** Asks to be allowed to send to a peer. */
  async permit(address: string): Promise<TurnAnswer> {
    const wanted = (id: Buffer) => [attribute(ATTRIBUTE.peer, peerAddress(address, 9, id))];
    return answerOf(await this.ask(METHOD.createPermission, wanted, true));
  }

  close(): void {
    this.socket.close();
  }

  private ask(method: number, attributes: (id: Buffer) => Buffer[], signed: boolean): Promise<Buffer> {
    const id = randomBytes(12);
    const body = attributes(id);
    const packet = signed
      ? this.sign(method, id, body)
      : message(method, id, Buffer.concat(body).length, Buffer.concat(body));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the TURN server does not answer')), ANSWER_MS);
      const hear = (answer: Buffer): void => {
        if (!answer.subarray(8, 20).equals(id)) return;
        clearTimeout(timer);
        this.socket.off('message', hear);
        resolve(answer);
      };
      this.socket.on('message', hear);
      this.socket.send(packet, this.port, '127.0.0.1');
    });
  }

  /** Long-term credential (RFC 8489 9.2): HMAC-SHA-1 under MD5 of name, realm and password. */
  private sign(method: number, id: Buffer, body: Buffer[]): Buffer {
    const { username, credential } = this.user;
    const whole = Buffer.concat([
      ...body,
      attribute(ATTRIBUTE.username, Buffer.from(username)),
      attribute(ATTRIBUTE.realm, this.realm),
      attribute(ATTRIBUTE.nonce, this.nonce),
    ]);
    const key = createHash('md5').update(`${username}:${this.realm.toString()}:${credential}`).digest();
    // The length counts the signature, too, before it is there.
    const unsigned = message(method, id, whole.length + 24, whole);
    return Buffer.concat([
      unsigned,
      attribute(ATTRIBUTE.integrity, createHmac('sha1', key).update(unsigned).digest()),
    ]);
  }
}
