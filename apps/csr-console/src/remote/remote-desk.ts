import {
  type CommandOutcome,
  ConsoleLinks,
  type LinkAlarm,
  Listeners,
  type SessionClient,
  SocketSignals,
} from '@relevo/client';
import { devicesOf, holdsRight, liveGrants, primaryOf, stopAskedOf } from '@relevo/domain';
import type { Desk } from '../app/desk';
import { RemoteScreen } from './remote-screen';
import { type Safety, safetyOf } from './safety';
import { type CustomerDevices, StopPass } from './stop-pass';

/** The customer's side as it reaches this console. */
export interface RemoteSnapshot {
  /** `none` = nobody to link to; `alarm` = it ended and does not come back by itself. */
  readonly link: 'none' | 'connecting' | 'ready' | 'lost' | 'alarm';
  /** Round trip in ms. */
  readonly rtt?: number;
  /** The device whose screen is in front. */
  readonly screen?: RemoteScreen;
  /** Grows with each change of the screen in front. */
  readonly version: number;
  readonly alarm?: LinkAlarm;
  readonly safety: Safety;
}

const NOTHING: RemoteSnapshot = {
  link: 'none',
  version: 0,
  safety: { code: undefined, standing: 'unchecked' },
};

/** The links of one session, and which of its screens is in front. */
export class RemoteDesk {
  #links: ConsoleLinks | undefined;
  readonly #screens = new Map<object, RemoteScreen>();
  #snapshot: RemoteSnapshot = NOTHING;
  readonly #stops = new StopPass();
  /** Grants that were let go of because the log asked. */
  readonly #released = new Set<string>();
  #alarmed: { readonly device: string; readonly alarm: LinkAlarm } | undefined;
  #closed = false;
  #starting = false;
  readonly #listeners = new Listeners<[]>();
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

  readonly subscribe = this.#listeners.add;

  /** Tries a far end again after an alarm. */
  retryAlarmed(): void {
    const alarmed = this.#alarmed;
    this.#alarmed = undefined;
    if (alarmed) this.#links?.retry(alarmed.device);
    this.#touch();
  }

  /**
   * The CSR compared the safety codes. It counts for the key of the link in front and is told to the log; "they do not
   * match" ends the link at once, whatever the server does. `undefined` = there is nothing to compare any more.
   */
  async compared(matches: boolean): Promise<CommandOutcome | undefined> {
    const screen = this.#front();
    const proof = screen?.proof;
    if (!screen || !proof) return undefined;
    const { deviceId } = screen;
    const csrKey = (await this.desk.key).thumbprint;
    this.desk.safety.say(deviceId, proof.key, matches);
    if (!matches) screen.refuse();
    const about = { deviceId, csrKey, fingerprints: proof.fingerprints };
    const sent = this.client.command(matches ? 'safety.confirm' : 'safety.deny', about);
    this.#touch();
    return sent.outcome;
  }

  close(): void {
    this.#closed = true;
    this.#unfollow();
    this.#links?.close();
    for (const screen of this.#screens.values()) screen.close();
  }

  /** Links are of use while the session is open; each is told of changes in the log. */
  #review(): void {
    const { session, me } = this.client.snapshot;
    // An expert who may not see the customer's computer has no link to it.
    const links = me !== undefined && holdsRight(me, 'screen.view');
    if (session.phase === 'open' && links && !this.#starting) void this.#start();
    this.#letGo();
    this.#touch();
  }

  /** What ends with a change of the session ends over the link at once, whatever the server does next (W42). */
  #letGo(): void {
    const { session, me, timeline } = this.client.snapshot;
    for (const { id, csrId, deviceId, status } of Object.values(session.grants)) {
      if (status !== 'stopping' || csrId !== me?.id || this.#released.has(id)) continue;
      this.#released.add(id);
      const cause = stopAskedOf(timeline, id)?.data.cause;
      if (!cause) continue;
      for (const screen of this.#screens.values()) if (screen.deviceId === deviceId) screen.letGo(id, cause);
    }
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
      iceServers: async () => (await this.desk.rest.iceServers(this.client.sessionId)).iceServers,
    });
    this.#links.subscribe(() => this.#linksChanged());
    this.#links.onAlarm(({ deviceId }, alarm) => {
      this.#alarmed = deviceId ? { device: deviceId, alarm } : undefined;
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
      if (this.#screens.has(link)) continue;
      const screen: RemoteScreen = new RemoteScreen(
        link,
        () => this.#touch(),
        (message) => this.#stops.ask(screen, message, this.#devicesOf(screen)),
      );
      this.#screens.set(link, screen);
    }
    this.#touch();
  }

  /** The other devices of the customer whose page this is. */
  #devicesOf(page: RemoteScreen): CustomerDevices {
    const { session } = this.client.snapshot;
    const owner = session.devices[page.deviceId]?.participantId;
    const others = devicesOf(session, owner ?? '').filter(({ id }) => id !== page.deviceId);
    const screens = [...this.#screens.values()].filter(({ deviceId }) =>
      others.some((d) => d.id === deviceId),
    );
    const reached = (id: string): boolean => screens.some((s) => s.deviceId === id && s.link === 'ready');
    return { screens, unreached: others.some((d) => d.kind === 'machine' && !reached(d.id)) };
  }

  /** In front: where we may see, else what is the primary customer's, and the machine before the page. */
  #front(): RemoteScreen | undefined {
    const { session, me } = this.client.snapshot;
    const seen = liveGrants(session, Date.now()).find(
      (grant) => grant.csrId === me?.id && grant.capability === 'screen.view',
    )?.deviceId;
    const primary = primaryOf(session)?.id;
    const rank = ({ deviceId }: RemoteScreen): number => {
      if (deviceId === seen) return 0;
      const device = session.devices[deviceId];
      return (device?.participantId === primary ? 1 : 3) + (device?.kind === 'machine' ? 0 : 1);
    };
    return [...this.#screens.values()].sort((a, b) => rank(a) - rank(b))[0];
  }

  #touch(): void {
    this.#stops.review();
    const screen = this.#front();
    this.#snapshot = {
      link: this.#alarmed ? 'alarm' : (screen?.link ?? 'none'),
      rtt: screen?.rtt,
      screen,
      version: this.#snapshot.version + 1,
      alarm: this.#alarmed?.alarm,
      safety: safetyOf(this.client.snapshot, screen, this.#alarmed?.alarm, this.desk.safety),
    };
    this.#listeners.emit();
  }
}
