import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { CONFIG, type Config } from '../config';

const RETRY_MS = 500;
const PROBE_MS = 10_000;

/** Sends to every node when the manager's transaction commits. The payload holds at most 7,999 bytes. */
export const notify = async (manager: EntityManager, channel: string, payload: string): Promise<void> => {
  await manager.query('SELECT pg_notify($1, $2)', [channel, payload]);
};

/**
 * Short messages to every node of the site, by LISTEN and NOTIFY of PostgreSQL: sent with the commit of the transaction
 * that caused them, heard by the sender's node too. Not kept: who was away hears `onGap` instead and looks again.
 */
@Injectable()
export class Notifications implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Notifications.name);
  private readonly handlers = new Map<string, ((payload: string) => void)[]>();
  private readonly gapHandlers: (() => void)[] = [];
  private client: Client | null = null;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Hears a channel. To be called before the application has started (in a constructor or `onModuleInit`). */
  listen(channel: string, handler: (payload: string) => void): void {
    this.handlers.set(channel, [...(this.handlers.get(channel) ?? []), handler]);
  }

  /** Called whenever the line is there, at the start and after a loss: messages before that may have been missed. */
  onGap(handler: () => void): void {
    this.gapHandlers.push(handler);
  }

  /** Sends when the manager's transaction commits. The payload holds at most 7,999 bytes. */
  send(manager: EntityManager, channel: string, payload: string): Promise<void> {
    return notify(manager, channel, payload);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.config.databaseUrl,
      application_name: 'relevo-notifications',
      connectionTimeoutMillis: 5000,
      query_timeout: 5000,
      keepAlive: true,
    });
    this.client = client;
    let lost = false;
    const lose = (): void => {
      if (lost) return;
      lost = true;
      client.end().catch(() => undefined);
      if (!this.stopped) this.timer = setTimeout(() => void this.connect(), RETRY_MS);
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', ({ channel, payload }) => this.dispatch(channel, payload ?? ''));
    try {
      await client.connect();
      for (const channel of this.handlers.keys())
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      this.log.warn({ err: error }, 'Cannot listen; trying again');
      return lose();
    }
    for (const handler of this.gapHandlers) handler();
    this.probe(client, lose);
  }

  /** Finds a line that died without a word. */
  private probe(client: Client, lose: () => void): void {
    if (this.stopped || client !== this.client) return;
    this.timer = setTimeout(() => {
      client.query('SELECT 1').then(() => this.probe(client, lose), lose);
    }, PROBE_MS);
    this.timer.unref();
  }

  private dispatch(channel: string, payload: string): void {
    for (const handler of this.handlers.get(channel) ?? []) {
      try {
        handler(payload);
      } catch (error) {
        this.log.error({ err: error }, `A listener of ${channel} failed`);
      }
    }
  }
}
