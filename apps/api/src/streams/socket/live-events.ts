import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LogRecord } from '@relevo/domain';
import { LogService } from '../log/log.service';
import { headerOf, mayRead } from '../log/redaction';
import type { Advance } from '../log/stream-entry';
import type { Connection } from './connection';
import { Connections } from './connections';

/** Sends a message to several sockets of this node, written out once. */
export type Fan = (to: readonly Connection[], records: readonly LogRecord[], stream: string) => void;

/** What was committed, to those who subscribed, each as they may read it. */
@Injectable()
export class LiveEvents implements OnModuleInit {
  private fan: Fan = () => undefined;

  constructor(
    private readonly log: LogService,
    private readonly connections: Connections,
  ) {}

  onModuleInit(): void {
    this.log.onAdvance((advance) => this.publish(advance));
  }

  sendThrough(fan: Fan): void {
    this.fan = fan;
  }

  private publish(advance: Advance): void {
    const { entry, records } = advance;
    const groups = new Map<string, { to: Connection[]; records: LogRecord[] }>();
    for (const connection of this.connections.of(entry.id)) {
      const reading = connection.readings.get(entry.id);
      if (!reading) continue;
      const seen = advance.events.map((event) =>
        mayRead(entry.kind, reading.session.state, event, reading.readerId),
      );
      const key = seen.map(Number).join('');
      const group = groups.get(key) ?? {
        to: [],
        records: records.map((record, i) => (seen[i] ? record : headerOf(record))),
      };
      group.to.push(connection);
      groups.set(key, group);
    }
    for (const { to, records: shown } of groups.values()) this.fan(to, shown, entry.id);
  }
}
