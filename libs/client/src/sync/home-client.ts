import type { Ring } from '@relevo/contracts';
import { Listeners } from '../listeners';
import type { Witness } from '../log/witness';
import type { Outbox } from './outbox';
import { SessionClient } from './session-client';
import type { SessionSnapshot } from './types';
import type { LineState, Wire } from './wire';

export interface HomeClientOptions {
  readonly wire: Wire;
  readonly outbox: Outbox;
  readonly witness: Witness;
  readonly accountId: string;
}

export interface HomeSnapshot {
  readonly line: LineState;
  /** Every session that is followed, the latest first. */
  readonly sessions: readonly SessionSnapshot[];
  /** Colleagues who ask us in, by the server's last word; those that ran out meanwhile too. */
  readonly rings: readonly Ring[];
}

/** All live sessions of a CSR, followed as the server names them; those that end stay until they are forgotten. */
export class HomeClient {
  private readonly clients = new Map<string, SessionClient>();
  private readonly dismissed = new Set<string>();
  private readonly listeners = new Listeners<[]>();
  private readonly release: (() => void)[];
  private taken: HomeSnapshot | undefined;
  private rings: readonly Ring[] = [];

  constructor(private readonly options: HomeClientOptions) {
    const { wire } = options;
    this.release = [
      wire.onState(this.touch),
      wire.on('heads', ({ heads, rings }) => {
        if (JSON.stringify(rings) !== JSON.stringify(this.rings)) {
          this.rings = rings;
          this.touch();
        }
        for (const head of heads) {
          if (head.kind === 'session' && !this.dismissed.has(head.stream)) this.open(head.stream);
        }
      }),
    ];
  }

  readonly subscribe = this.listeners.add;

  get snapshot(): HomeSnapshot {
    this.taken ??= {
      line: this.options.wire.state,
      rings: this.rings,
      sessions: [...this.clients.values()].map((client) => client.snapshot).sort(latestFirst),
    };
    return this.taken;
  }

  /** Follows a session; the same client for the same session. */
  readonly open = (sessionId: string): SessionClient => {
    const known = this.clients.get(sessionId);
    if (known) return known;
    const { wire, outbox, witness, accountId } = this.options;
    const client = new SessionClient({ wire, outbox, witness, sessionId, me: { accountId }, chat: true });
    this.dismissed.delete(sessionId);
    this.clients.set(sessionId, client);
    client.subscribe(this.touch);
    this.touch();
    return client;
  };

  /** Follows a session no more. */
  readonly forget = (sessionId: string): void => {
    this.dismissed.add(sessionId);
    this.clients.get(sessionId)?.close();
    this.clients.delete(sessionId);
    this.touch();
  };

  readonly close = (): void => {
    for (const release of this.release) release();
    for (const client of this.clients.values()) client.close();
    this.clients.clear();
  };

  private readonly touch = (): void => {
    this.taken = undefined;
    this.listeners.emit();
  };
}

const latestFirst = (a: SessionSnapshot, b: SessionSnapshot): number =>
  (b.session.startedAt ?? Number.MAX_SAFE_INTEGER) - (a.session.startedAt ?? Number.MAX_SAFE_INTEGER) ||
  b.sessionId.localeCompare(a.sessionId);
