import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { SessionState } from '@relevo/domain';
import { SignInEvents, type SignInsEnded } from '../../accounts/sign-in-events';
import { SignInsService } from '../../accounts/sign-ins.service';
import type { DevicePrincipal, Principal } from '../../platform/principal';
import { LogService } from '../log/log.service';
import type { Connection } from './connection';
import { Connections } from './connections';

/** A device whose part is over has so long to receive the last events and to hand in its last reports, in ms. */
export const LINGER_MS = 5000;

/** Whether a device has a part in its session now. */
export const deviceBelongs = (session: SessionState, who: DevicePrincipal): boolean => {
  const status = session.participants[who.participantId]?.status;
  return (
    session.phase !== 'ended' &&
    (status === 'waiting' || status === 'joined') &&
    session.devices[who.deviceId]?.attached === true
  );
};

/** Cuts sockets whose right has ended: sign-ins at once, devices after their last words. */
@Injectable()
export class EndingsService implements OnModuleInit {
  private readonly logger = new Logger(EndingsService.name);
  private readonly lingering = new Map<Connection, NodeJS.Timeout>();

  constructor(
    private readonly log: LogService,
    private readonly connections: Connections,
    private readonly signIns: SignInsService,
    private readonly events: SignInEvents,
  ) {}

  onModuleInit(): void {
    this.events.onEnded((event) => this.endSignIns(event));
    this.events.onDoubt(() => void this.checkAll());
    this.log.onAdvance(({ entry, before, after }) => {
      if (entry.kind === 'session' && before !== after) this.endDevices(after);
    });
  }

  /** Whether a proven ticket may still open a socket: its sign-in may have ended since. */
  async mayConnect(who: Principal): Promise<boolean> {
    return who.kind === 'device' || (await this.signIns.stillGood([who.signInId])).has(who.signInId);
  }

  forget(connection: Connection): void {
    clearTimeout(this.lingering.get(connection));
    this.lingering.delete(connection);
  }

  /** Lets a device that has no part any more stay for its last words only. */
  linger(connection: Connection): void {
    if (this.lingering.has(connection)) return;
    this.lingering.set(connection, setTimeout(() => connection.cut(), LINGER_MS).unref());
  }

  private endSignIns(event: SignInsEnded): void {
    const key = 'signInId' in event ? event.signInId : event.accountId;
    for (const connection of this.connections) {
      const { principal } = connection;
      if (principal.kind === 'account' && (principal.signInId === key || principal.accountId === key))
        connection.cut();
    }
  }

  private endDevices(session: SessionState): void {
    for (const connection of this.connections.of(session.id)) {
      const { principal } = connection;
      if (principal.kind === 'device' && !deviceBelongs(session, principal)) this.linger(connection);
    }
  }

  /** Any may be over: every sign-in is looked up. */
  private async checkAll(): Promise<void> {
    const accounts = [...this.connections].flatMap(({ principal }) =>
      principal.kind === 'account' ? [principal.signInId] : [],
    );
    try {
      const good = await this.signIns.stillGood(accounts);
      for (const connection of this.connections) {
        const { principal } = connection;
        if (principal.kind === 'account' && !good.has(principal.signInId)) connection.cut();
      }
    } catch (fault) {
      this.logger.warn(`Sign-ins could not be checked: ${String(fault)}`);
      setTimeout(() => void this.checkAll(), 1000).unref();
    }
  }
}
