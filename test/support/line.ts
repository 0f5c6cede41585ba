import {
  type Answer,
  type EventPage,
  type Heads,
  PROTOCOL_VERSION,
  type QueueDesk,
  type Ring,
  SOCKET_PATH,
} from '@relevo/contracts';
import { type Audience, type Checkpoint, type Head, type LogRecord, readRecord } from '@relevo/domain';
import { PATIENCE_MS, until } from '@relevo/testing';
import { io, type Socket } from 'socket.io-client';
import { v7 as uuid } from 'uuid';
import type { Caller } from './people';

export interface LineOptions {
  readonly ticket?: string;
  readonly origin?: string | null;
  readonly auth?: object;
  readonly endpoint?: string;
}

/** A raw socket of somebody, which notes everything that comes. */
export class Line {
  readonly records: LogRecord[] = [];
  readonly heads: Head[][] = [];
  readonly checkpoints: Checkpoint[] = [];
  /** Who asks this CSR in, by the last word. */
  rings: Ring[] = [];
  /** What concerns this CSR at the queues, each word of it. */
  readonly desks: QueueDesk[] = [];
  readonly presences: { stream: string; endpoints: object[] }[] = [];
  readonly others: { name: string; message: unknown }[] = [];
  closed = false;

  private constructor(
    readonly socket: Socket,
    readonly endpoint: string,
  ) {
    socket.on('events', ({ records }: { records: LogRecord[] }) => this.records.push(...records));
    socket.on('heads', ({ heads, checkpoints, rings }: Heads) => {
      this.heads.push(heads);
      this.checkpoints.push(...checkpoints);
      this.rings = rings;
    });
    socket.on('presence', (message: { stream: string; endpoints: object[] }) => this.presences.push(message));
    socket.on('desk', (desk: QueueDesk) => this.desks.push(desk));
    for (const name of ['signal', 'ephemeral', 'marks'])
      socket.on(name, (message: unknown) => this.others.push({ name, message }));
    socket.on('disconnect', () => {
      this.closed = true;
    });
  }

  /** Opens a socket; rejects with the error's code, or its message when the upgrade itself failed. */
  static async open(who: Caller, options: LineOptions = {}): Promise<Line> {
    const { url, env } = who.api;
    const endpoint = options.endpoint ?? uuid();
    const ticket = options.ticket ?? (await who.must<{ ticket: string }>('POST', '/socket-tickets')).ticket;
    const origin = options.origin === undefined ? new URL(env.PUBLIC_URL ?? url).origin : options.origin;
    const socket = io(url, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: options.auth ?? { v: PROTOCOL_VERSION, ticket, endpoint },
      extraHeaders: origin === null ? {} : { origin },
    });
    const line = new Line(socket, endpoint);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error: Error & { data?: { code?: string } }) => {
        socket.disconnect();
        reject(new Error(error.data?.code ?? error.message));
      });
    });
    return line;
  }

  ask<T = unknown>(name: string, message: unknown): Promise<Answer<T>> {
    return this.socket.timeout(10_000).emitWithAck(name, message) as Promise<Answer<T>>;
  }

  async subscribe(stream: string, since = 0, limit = 200): Promise<EventPage> {
    const answer = await this.ask<EventPage>('subscribe', { stream, since, limit });
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.data;
  }

  command(stream: string, type: string, data: unknown, commandId: string = uuid()): Promise<Answer<unknown>> {
    return this.ask('command', { commandId, stream, type, data });
  }

  say(
    conversation: string,
    text: string,
    commandId: string = uuid(),
    to: Audience = 'everyone',
  ): Promise<Answer<unknown>> {
    const data = { messageId: commandId, text, to, sentAt: 1 };
    return this.command(conversation, 'message.post', data, commandId);
  }

  /** Types of the events that came live for a stream, `hidden` for those without content. */
  types(stream: string): string[] {
    return typesOf(this.records.filter((record) => record.stream === stream));
  }

  /** Waits until a condition holds. */
  async until(what: string, condition: () => boolean): Promise<void> {
    await until(what, PATIENCE_MS, async () => (condition() ? true : null));
  }

  close(): void {
    this.socket.disconnect();
  }
}

export const typesOf = (records: readonly LogRecord[]): string[] =>
  records.map((record) => {
    const event = readRecord(record);
    return 'hidden' in event ? 'hidden' : event.type;
  });

/** Everything that the server sends to a socket, frame by frame, from now on. */
export const listenIn = (line: Line): string[] => {
  const frames: string[] = [];
  line.socket.io.engine.on('packet', ({ data }: { data?: unknown }) => frames.push(String(data)));
  return frames;
};
