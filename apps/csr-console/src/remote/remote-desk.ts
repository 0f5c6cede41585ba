import { ConsoleLinks, type SessionClient, SocketSignals } from '@relevo/client';
import { liveGrants } from '@relevo/domain';
import type { Desk } from '../app/desk';
import { RemoteScreen } from './remote-screen';

/** The customer's side as it reaches this console. */
export interface RemoteSnapshot {
  /** `none` = nobody to link to; `alarm` = a far end that could not prove who it is. */
  readonly link: 'none' | 'connecting' | 'ready' | 'lost' | 'alarm';
  /** Round trip in ms. */
  readonly rtt?: number;
  /** The device whose screen is in front. */
  readonly screen?: RemoteScreen;
  /** Grows with each change of the screen in front. */
  readonly version: number;
  readonly alarmedDevice?: string;
}

const NOTHING: RemoteSnapshot = { link: 'none', version: 0 };

/** The links of one session, and which of its screens is in front. */
export class RemoteDesk {
  #links: ConsoleLinks | undefined;
  readonly #screens = new Map<object, RemoteScreen>();
  #snapshot: RemoteSnapshot = NOTHING;
  #alarmed: string | undefined;
  #closed = false;
  #starting = false;
  readonly #listeners = new Set<() => void>();
  readonly #unfollow: () => void;

  constructor(
    private readonly desk: Desk,
    private readonly client: SessionClient,
  ) {
    this.#unfollow = client.subscribe(() => this.#review());
    this.#review();
  }

  get snapshot(): RemoteSnapshot {
    return this.#snapshot;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tries a far end again that could not prove its key. */
  retryAlarmed(): void {
    const device = this.#alarmed;
    this.#alarmed = undefined;
    if (device) this.#links?.retry(device);
    this.#touch();
  }

  close(): void {
    this.#closed = true;
    this.#unfollow();
    this.#links?.close();
    for (const screen of this.#screens.values()) screen.close();
  }

  /** Links are of use while the session is open; each is told of changes in the log. */
  #review(): void {
    const { session } = this.client.snapshot;
    if (session.phase === 'open' && !this.#starting) void this.#start();
    this.#touch();
  }

  async #start(): Promise<void> {
    this.#starting = true;
    const key = await this.desk.key;
    if (this.#closed) return;
    this.#links = new ConsoleLinks({
      session: this.client,
      wire: this.desk.line,
      port: new SocketSignals(this.desk.line),
      key,
      iceServers: async () => (await this.desk.rest.iceServers()).iceServers,
    });
    this.#links.subscribe(() => this.#linksChanged());
    this.#links.onAlarm((far) => {
      this.#alarmed = far.deviceId ?? undefined;
      this.#touch();
    });
    this.#linksChanged();
  }

  #linksChanged(): void {
    const links = this.#links?.all ?? [];
    for (const [link, screen] of this.#screens) {
      if (links.some((known) => known === link)) continue;
      screen.close();
      this.#screens.delete(link);
    }
    for (const link of links) {
      if (!this.#screens.has(link)) this.#screens.set(link, new RemoteScreen(link, () => this.#touch()));
    }
    this.#touch();
  }

  /** In front: where we may see, else the machine before the page. */
  #front(): RemoteScreen | undefined {
    const { session, me } = this.client.snapshot;
    const seen = liveGrants(session, Date.now()).find(
      (grant) => grant.csrId === me?.id && grant.capability === 'screen.view',
    )?.deviceId;
    const rank = (screen: RemoteScreen): number =>
      screen.deviceId === seen ? 0 : session.devices[screen.deviceId]?.kind === 'machine' ? 1 : 2;
    return [...this.#screens.values()].sort((a, b) => rank(a) - rank(b))[0];
  }

  #touch(): void {
    const screen = this.#front();
    this.#snapshot = {
      link: this.#alarmed ? 'alarm' : (screen?.link ?? 'none'),
      rtt: screen?.rtt,
      screen,
      version: this.#snapshot.version + 1,
      alarmedDevice: this.#alarmed,
    };
    for (const listener of this.#listeners) listener();
  }
}
