import { Injectable } from '@nestjs/common';
import type { Reading } from '../log/page.service';
import type { Connection } from './connection';

/** The sockets of this node, and what they subscribed to. */
@Injectable()
export class Connections {
  private readonly all = new Set<Connection>();
  private readonly byEndpoint = new Map<string, Connection>();
  private readonly byStream = new Map<string, Set<Connection>>();
  private readonly greeters: ((connection: Connection) => void)[] = [];

  *[Symbol.iterator](): Iterator<Connection> {
    yield* this.all;
  }

  /** Whether there is any. */
  some(): boolean {
    return this.all.size > 0;
  }

  /** Hears of each socket that is taken in. */
  onCame(greeter: (connection: Connection) => void): void {
    this.greeters.push(greeter);
  }

  /** Takes a socket in; an older one of the same tab or process, half dead as it may be, goes. */
  add(connection: Connection): void {
    const key = keyOf(connection);
    this.byEndpoint.get(key)?.cut();
    this.byEndpoint.set(key, connection);
    this.all.add(connection);
    for (const greet of this.greeters) greet(connection);
  }

  remove(connection: Connection): void {
    this.all.delete(connection);
    const key = keyOf(connection);
    if (this.byEndpoint.get(key) === connection) this.byEndpoint.delete(key);
    for (const [stream, reading] of connection.readings) {
      pin(reading, -1);
      const rest = this.byStream.get(stream);
      rest?.delete(connection);
      if (rest?.size === 0) this.byStream.delete(stream);
    }
    connection.readings.clear();
  }

  /** Notes a subscription; true when it is new. */
  subscribe(connection: Connection, reading: Reading): boolean {
    const { entry } = reading;
    if (connection.readings.has(entry.id)) return false;
    pin(reading, 1);
    connection.readings.set(entry.id, reading);
    const others = this.byStream.get(entry.id) ?? new Set();
    this.byStream.set(entry.id, others.add(connection));
    return true;
  }

  /** Every session to which somebody here subscribed. */
  sessions(): Set<string> {
    const readings = [...this.all].flatMap((connection) => [...connection.readings.values()]);
    return new Set(readings.filter((r) => r.entry === r.session).map((r) => r.entry.id));
  }

  /** Who subscribed to a stream here. */
  of(stream: string): ReadonlySet<Connection> {
    return this.byStream.get(stream) ?? NONE;
  }
}

/** Keeps a stream in memory as long as it is read, and its session, on which depends who may read what. */
const pin = ({ entry, session }: Reading, change: 1 | -1): void => {
  entry.subscribers += change;
  if (session !== entry) session.subscribers += change;
};

const NONE: ReadonlySet<Connection> = new Set();

const keyOf = ({ principal, endpoint }: Connection): string =>
  `${principal.kind === 'account' ? principal.accountId : principal.deviceId}:${endpoint}`;
