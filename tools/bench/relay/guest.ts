import { newId } from '@relevo/client';
import type { CommandEnvelope } from '@relevo/contracts';
import { io, type Socket } from 'socket.io-client';
import type { Seat } from './seat';

const PATIENCE_MS = 15_000;
/** About as long as what people write. */
const TEXT = 'Thank you, I see the message. The shared folder does not answer, your invoices are safe.';

interface Pushed {
  readonly stream: string;
  readonly records: readonly { readonly content?: { readonly body: string } }[];
}

/** One connection that says a line now and then and hears the others. The client is the same for every server. */
export class Guest {
  private constructor(
    private readonly socket: Socket,
    private readonly stream: string,
  ) {}

  /** @param heard hears the id of each message that arrives */
  static async come(seat: Seat, heard: (messageId: string) => void): Promise<Guest> {
    const socket = io(seat.url, {
      path: seat.path,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: await seat.auth(),
      extraHeaders: { origin: seat.url },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
    });
    const stream = seat.streams.at(-1) ?? '';
    socket.on('events', (pushed: Pushed) => {
      if (pushed.stream !== stream) return;
      for (const { content } of pushed.records)
        if (content) heard((JSON.parse(content.body) as { data: { messageId: string } }).data.messageId);
    });
    for (const name of seat.streams) await ask(socket, 'subscribe', { stream: name, since: 0, limit: 200 });
    return new Guest(socket, stream);
  }

  /** Says a line. @returns when it was acknowledged */
  async say(messageId: string): Promise<void> {
    const data = { messageId, text: TEXT, to: 'everyone' as const, sentAt: Date.now() };
    const command: CommandEnvelope = { commandId: newId(), stream: this.stream, type: 'message.post', data };
    await ask(this.socket, 'command', command);
  }

  go(): void {
    this.socket.disconnect();
  }
}

const ask = async (socket: Socket, name: string, message: object): Promise<void> => {
  const answer = (await socket.timeout(PATIENCE_MS).emitWithAck(name, message)) as { ok: boolean };
  if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer)}`);
};
