import type { SessionFollower, SessionSnapshot } from '@relevo/client';
import { guestOf, ledgerGrants, type SessionEvent, stopReason } from '@relevo/domain';
import type { ConsentDesk } from '../consent/consent-desk';

/** Why the agent's part in the session is over, as the log says. */
export type Ending = 'over' | 'left' | 'replaced';

export interface LogEarOptions {
  readonly session: Pick<SessionFollower, 'snapshot' | 'subscribe'>;
  readonly desk: ConsentDesk;
  readonly deviceId: string;
  readonly ended: (ending: Ending) => void;
  /** Wall time, ms. */
  readonly now?: () => number;
}

const endingOf = ({ session, me }: SessionSnapshot, deviceId: string): Ending | null => {
  if (session.phase === 'ended') return 'over';
  if (me?.status === 'left' || me?.status === 'declined') return 'left';
  const mine = Object.values(session.devices).filter((device) => device.participantId === me?.id);
  const attached = mine.find((device) => device.attached && device.kind === 'machine');
  return attached && attached.id !== deviceId ? 'replaced' : null;
};

/** Hears what the log says and takes it to the desk: questions, things taken back, wishes to stop. The log never gives. */
export class LogEar {
  private readonly heard = new Set<number>();
  /** How far this machine's clock runs ahead of the server's, at most; ms. */
  private ahead = Number.POSITIVE_INFINITY;
  private readonly release: () => void;

  constructor(private readonly options: LogEarOptions) {
    this.release = options.session.subscribe(() => this.listen());
    this.listen();
  }

  close(): void {
    this.release();
  }

  private get now(): number {
    return (this.options.now ?? Date.now)();
  }

  private listen(): void {
    const { snapshot } = this.options.session;
    for (const event of snapshot.timeline) {
      if (this.heard.has(event.seq)) continue;
      this.heard.add(event.seq);
      this.ahead = Math.min(this.ahead, this.now - event.at);
      this.hear(event, snapshot);
    }
    const ending = endingOf(snapshot, this.options.deviceId);
    if (ending) this.options.ended(ending);
  }

  private hear(event: SessionEvent, snapshot: SessionSnapshot): void {
    const { desk, deviceId } = this.options;
    desk.hear(event);
    switch (event.type) {
      case 'grant.requested':
        if (event.data.deviceId === deviceId) this.ask(event, snapshot);
        return;
      case 'grant.withdrawn':
        return desk.withdraw(event.data.requestId);
      case 'grant.stopAsked':
        return desk.stop({ grantId: event.data.grantId }, stopReason(event, snapshot.session));
      case 'safety.csrDenied':
        if (event.data.deviceId === deviceId) desk.codesDiffer(event.data.csrId);
        return;
      case 'device.detached':
        // For everybody else the grants of a lost device are over: what holds must hold on both sides.
        if (event.data.deviceId === deviceId && ledgerGrants(desk.ledger).length > 0)
          desk.stop('all', 'link-lost');
        return;
      default:
        return;
    }
  }

  private ask(
    { data, at }: Extract<SessionEvent, { type: 'grant.requested' }>,
    { session }: SessionSnapshot,
  ): void {
    const csr = session.participants[data.csrId];
    if (csr?.kind !== 'csr' || session.requests[data.requestId]?.status !== 'pending') return;
    // Old questions, heard after a pause of the line, have less time left.
    const age = Math.max(0, this.now - at - this.ahead);
    this.options.desk.ask({
      requestId: data.requestId,
      capability: data.capability,
      csrId: data.csrId,
      csrName: csr.name,
      guestOf: guestOf(session, csr.id),
      minutes: data.minutes,
      patienceMs: data.expiresAt - at - age,
    });
  }
}
