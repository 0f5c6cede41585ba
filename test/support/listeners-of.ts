import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';

export interface TcpSocket {
  readonly host: string;
  readonly port: number;
  readonly listening: boolean;
}

const LISTENING = '0A';

/** Linux writes addresses as words of four bytes, each with its last byte first. */
const addressOf = (hex: string): string => {
  const bytes = Buffer.from(hex, 'hex');
  const straight = Buffer.alloc(bytes.length);
  for (let i = 0; i < bytes.length; i += 4) straight.writeUInt32BE(bytes.readUInt32LE(i), i);
  return straight.length === 4
    ? [...straight].join('.')
    : (straight.toString('hex').match(/.{4}/g) ?? []).join(':');
};

/** The TCP sockets of a process, as Linux lists them. */
export const tcpSocketsOf = (pid: number): TcpSocket[] => {
  const own = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  return ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1))
    .map((row) => row.trim().split(/\s+/))
    .filter((row) => own.has(row[9] ?? ''))
    .map(([, local = '', , state]) => {
      const [address = '', port = ''] = local.split(':');
      return { host: addressOf(address), port: Number.parseInt(port, 16), listening: state === LISTENING };
    });
};

/** What a stranger hears who connects and says this, until the other side closes or has been silent for `ms`. */
export const answerTo = ({ host, port }: TcpSocket, words: string, ms: number): Promise<string> =>
  new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, host, () => socket.write(words));
    socket.setTimeout(ms, () => socket.destroy());
    socket.on('data', (data: Buffer) => (heard += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
  });
