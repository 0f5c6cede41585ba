import { Inject, Injectable, Logger } from '@nestjs/common';
import { decideSession, devicesOf, isRefusal } from '@relevo/domain';
import { Beat } from '../../platform/beat';
import { CLOCK, type Clock } from '../../platform/clock';
import type { DevicePrincipal } from '../../platform/principal';
import { SitePolicyService } from '../../site/site-policy.service';
import { LogService } from '../log/log.service';
import { SessionChanges } from '../log/session-changes';
import type { StreamEntry } from '../log/stream-entry';
import type { Connection } from './connection';
import { Connections } from './connections';
import { findLost, leaveSeen, markGone, markSeen } from './device-lines.queries';
import { deviceBelongs, EndingsService } from './endings.service';

const BEAT_MS = 5000;
/** A node that died could not say when its devices went: they count as gone when nobody has seen them for so long. */
const UNSEEN_MS = 15_000;

/**
 * Which machine agents have a line to the site. One without a line for longer than the policy says is lost: the log says
 * so, and its grants count as over. When it comes back with its credential it is attached again.
 */
@Injectable()
export class SocketDevices {
  private readonly logger = new Logger(SocketDevices.name);
  private readonly timer = new Beat(
    () => this.quietly(() => this.beat()),
    () => Math.min(BEAT_MS, this.policies.current().deviceLostSeconds * 500),
  );
  private startedAt = 0;
  /** Marks are written one after another, so that "gone" never overtakes "seen". */
  private marks: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly connections: Connections,
    private readonly endings: EndingsService,
    private readonly policies: SitePolicyService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  start(): void {
    this.startedAt = this.clock.now();
    this.timer.start();
  }

  /** Says of every device here that it is gone now: another node, or this one later, counts from here. */
  async stop(): Promise<void> {
    this.timer.stop();
    await this.mark(() =>
      leaveSeen(
        this.log.db,
        this.machines().map((c) => c.id),
        this.clock.now(),
      ),
    );
  }

  /** A socket of a device opened. */
  async came(connection: Connection): Promise<void> {
    const { principal } = connection;
    if (principal.kind !== 'device') return;
    await this.quietly(async () => {
      if (principal.deviceKind === 'machine')
        await this.mark(() => markSeen(this.log.db, [[principal.deviceId, connection.id]], this.clock.now()));
      const session = await this.log.cache.get(principal.sessionId);
      if (!session) return;
      await this.attachAgain(session, principal);
      if (!deviceBelongs(session.state, principal)) this.endings.linger(connection);
    });
  }

  /** A socket of a device closed. */
  async gone(connection: Connection): Promise<void> {
    const { principal } = connection;
    if (principal.kind !== 'device' || principal.deviceKind !== 'machine') return;
    await this.mark(() => markGone(this.log.db, principal.deviceId, connection.id, this.clock.now()));
  }

  private machines(): Connection[] {
    return [...this.connections].filter(
      ({ principal }) => principal.kind === 'device' && principal.deviceKind === 'machine',
    );
  }

  private async beat(): Promise<void> {
    const now = this.clock.now();
    await this.mark(() =>
      markSeen(
        this.log.db,
        this.machines().map((c) => [c.deviceId ?? '', c.id] as const),
        now,
      ),
    );
    const lostMs = this.policies.current().deviceLostSeconds * 1000;
    // Before this node has been up that long, nobody had the time to come back to it.
    if (now - this.startedAt < lostMs) return;
    const lost = await findLost(this.log.db, now - lostMs, now - Math.max(lostMs, UNSEEN_MS));
    const present = new Set(this.machines().map((c) => c.deviceId));
    for (const { deviceId, sessionId } of lost)
      if (!present.has(deviceId)) await this.detach(sessionId, deviceId);
  }

  private async detach(sessionId: string, deviceId: string): Promise<void> {
    const entry = await this.log.cache.get(sessionId);
    if (!entry) return;
    const command = { type: 'device.detach', data: { deviceId, reason: 'lost' } } as const;
    await this.changes.apply({
      entry,
      session: entry,
      decide: (state) => decideSession(state, command, this.context()),
    });
  }

  private async attachAgain(entry: StreamEntry, who: DevicePrincipal): Promise<void> {
    const device = entry.state.devices[who.deviceId];
    if (!device || device.attached) return;
    // Another agent took its place meanwhile: that one stays.
    if (devicesOf(entry.state, who.participantId).some((d) => d.kind === device.kind)) return;
    const { id: deviceId, participantId, kind, name, key, can } = device;
    const command = {
      type: 'device.attach',
      data: { deviceId, participantId, kind, name, key, can },
    } as const;
    const answer = await this.changes.apply({
      entry,
      session: entry,
      decide: (state) => decideSession(state, command, this.context()),
    });
    if (isRefusal(answer)) this.logger.debug(`not attached again: ${answer.refused}`);
  }

  private context() {
    return { now: this.clock.now(), actor: { kind: 'system' } as const, policy: this.policies.current() };
  }

  private mark(work: () => Promise<void>): Promise<unknown> {
    this.marks = this.marks.then(() => this.quietly(work));
    return this.marks;
  }

  private async quietly(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (fault) {
      this.logger.warn(`Device lines: ${String(fault)}`);
    }
  }
}
