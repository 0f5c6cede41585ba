import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Head } from '@relevo/domain';
import { Beat } from '../../platform/beat';
import { CLOCK, type Clock } from '../../platform/clock';
import { lastCheckpoints } from '../checkpoints/checkpoints.queries';
import { LogService } from '../log/log.service';
import { NoticesService } from '../log/notices.service';
import type { Connection } from './connection';
import { Connections } from './connections';
import { liveStreams, type OwnStream } from './heads.queries';
import { ringsOf } from './rings.queries';

const groupByOwner = (streams: readonly OwnStream[]): Map<string, OwnStream[]> => {
  const groups = new Map<string, OwnStream[]>();
  for (const stream of streams) groups.set(stream.owner, [...(groups.get(stream.owner) ?? []), stream]);
  return groups;
};

/** How often every socket hears where its streams stand, in ms. */
const HEADS_MS = 5000;
/** In so many turns: with all at once, a site of many sockets would stand still for longer than a message may take. */
const TURNS = 20;

/**
 * Where the streams of each socket stand: at once when it comes, every five seconds, and when its sessions change. By
 * this a client finds a lost last message, and this node a message from another node that never came.
 */
@Injectable()
export class HeadsService implements OnModuleInit {
  private readonly logger = new Logger(HeadsService.name);
  private turn = 0;
  private readonly beat = new Beat(
    () => {
      this.turn = (this.turn + 1) % TURNS;
      return this.send([...this.connections].filter(({ place }) => place % TURNS === this.turn));
    },
    () => HEADS_MS / TURNS,
  );

  constructor(
    private readonly log: LogService,
    private readonly notices: NoticesService,
    private readonly connections: Connections,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.notices.onMembers((accounts) => {
      const concerned = new Set(accounts);
      const to = [...this.connections].filter(
        (c) => c.principal.kind === 'account' && concerned.has(c.principal.accountId),
      );
      void this.send(to);
    });
  }

  start(): void {
    this.beat.start();
  }

  stop(): void {
    this.beat.stop();
  }

  /** Sends each of these sockets the heads of its live streams. A database that is away costs a beat, nothing more. */
  async send(to: readonly Connection[]): Promise<void> {
    if (to.length === 0) return;
    try {
      const accounts = [
        ...new Set(to.flatMap((c) => (c.principal.kind === 'account' ? [c.principal.accountId] : []))),
      ];
      const sessions = [
        ...new Set(to.flatMap((c) => (c.principal.kind === 'device' ? [c.principal.sessionId] : []))),
      ];
      const [rings, streams] = await Promise.all([
        ringsOf(this.log.db, accounts, this.clock.now()),
        liveStreams(this.log.db, accounts, sessions),
      ]);
      const byOwner = groupByOwner(streams);
      const heads = new Map<string, Head>();
      await Promise.all(streams.map(async (s) => heads.set(s.id, await this.headOf(s))));
      const signed = new Map(
        (await lastCheckpoints(this.log.db, [...heads.keys()])).map((c) => [c.stream, c]),
      );
      for (const connection of to) {
        const { principal } = connection;
        const own =
          byOwner.get(principal.kind === 'account' ? principal.accountId : principal.sessionId) ?? [];
        connection.send('heads', {
          heads: own.flatMap((s) => heads.get(s.id) ?? []),
          checkpoints: own.flatMap((s) => signed.get(s.id) ?? []),
          rings: principal.kind === 'account' ? (rings.get(principal.accountId) ?? []) : [],
        });
      }
    } catch (fault) {
      this.logger.warn(`Heads were not sent: ${String(fault)}`);
    }
  }

  /** What this node has published when it holds the stream, so that a head never runs ahead of its events. */
  private async headOf(stream: OwnStream): Promise<Head> {
    const entry = this.log.cache.peek(stream.id);
    if (!entry) return { stream: stream.id, kind: stream.kind, seq: stream.version, hash: stream.hash };
    if (entry.seq < stream.version) await this.log.catchUp(entry);
    return entry.head;
  }
}
