import {
  Connection,
  createRestClient,
  DeviceLinks,
  DeviceReporter,
  memoryStore,
  Outbox,
  SessionClient,
  type SigningKey,
  SocketSignals,
  type WebRtc,
  Witness,
} from '@relevo/client';
import type { DeviceCredential } from '@relevo/contracts';
import type { Capability, DeviceReport } from '@relevo/domain';
import {
  comingPrompt,
  isFrozen,
  joined,
  ledgerGrants,
  loggedWord,
  openPrompt,
  ownWord,
  safetyStanding,
} from '@relevo/domain';
import { readClock } from '../consent/clock';
import { ConsentDesk } from '../consent/consent-desk';
import type { OwnWindows } from '../desktop/own-windows';
import type { WindowKeeper } from '../desktop/window-keeper';
import type { SafetyOf } from '../window/agent-view';
import type { Closable, DesktopKit } from './desktop-kit';
import { Held } from './held';
import { LinkBook } from './link-book';
import { LinkPost } from './link-post';
import { type Ending, LogEar } from './log-ear';
import { RemoteHands } from './remote-hands';
import { ScreenSharing } from './screen-sharing';
import type { ServerTrust } from './server-trust';

export interface AttachedOptions {
  readonly server: string;
  readonly trust: ServerTrust;
  readonly credential: DeviceCredential;
  readonly key: SigningKey;
  readonly can: readonly Capability[];
  readonly kit: DesktopKit;
  readonly wrtc: WebRtc;
  /** Whether there is a window in which the customer can be asked. */
  readonly hasWindow: () => boolean;
  readonly ended: (ending: Ending) => void;
  readonly changed: () => void;
}

const TICK_MS = 200;
/** How often the window looks at the clock: the view is dear to make, and nothing of it counts faster than seconds. */
const CLOCK_MS = 500;
const DROPS_MS = 1000;
const SCREEN_MS = 2000;
/** How long the end waits for the last reports to reach the server. */
const FAREWELL_MS = 3000;

const within = (promise: Promise<unknown>, ms: number): Promise<unknown> =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, ms).unref())]);

/** This machine as a device in a session: the log, the links, the desk between them, and the desktop behind the desk. */
export class Attached {
  readonly desk: ConsentDesk;
  readonly session: SessionClient;
  private readonly line: Connection;
  private readonly outbox: Outbox;
  private readonly links: DeviceLinks;
  private readonly ear: LogEar;
  private readonly book = new LinkBook();
  private readonly hands: RemoteHands;
  private readonly screen: ScreenSharing;
  private readonly post: LinkPost;
  private readonly edge: Held<Closable>;
  private readonly hotkey: Held<Closable>;
  private readonly keeper: Held<WindowKeeper>;
  private readonly own: Held<OwnWindows>;
  private readonly timers: NodeJS.Timeout[];
  private reporter: DeviceReporter | null = null;
  /** Facts from before the log was there. */
  private early: DeviceReport[] = [];
  private ending = false;

  constructor(private readonly options: AttachedOptions) {
    const { server, trust, credential, key, kit, can } = options;
    const { sessionId, deviceId, participantId } = credential;
    const rest = createRestClient({
      baseUrl: server,
      credential: () => credential.credential,
      fetch: trust.fetch,
    });
    this.line = new Connection({
      baseUrl: server,
      ticket: async () => (await rest.socketTicket()).ticket,
      ca: trust.ca,
    });
    const store = memoryStore();
    this.outbox = new Outbox({ wire: this.line, store, scope: deviceId });
    this.session = new SessionClient({
      wire: this.line,
      outbox: this.outbox,
      witness: new Witness({ store, scope: deviceId, keys: async () => (await rest.logKeys()).keys }),
      sessionId,
      me: { participantId },
    });
    this.desk = new ConsentDesk({
      deviceId,
      can,
      clock: readClock,
      report: (fact) => this.report(fact),
      release: () => this.hands.release(),
    });

    this.own = new Held({
      open: () => kit.openOwnWindows(),
      close: (own) => own.close(),
      ready: () => this.noteControl(),
      failed: () => this.stopAll('input.control'),
    });
    this.hands = new RemoteHands({
      openInput: () => kit.openInput(),
      own: () => this.own.value,
      mayAct: (grantId) => this.holds(grantId) && !isFrozen(this.desk.ledger),
      opened: () => this.noteControl(),
      failed: () => this.stopAll('input.control'),
    });
    const { book } = this;
    this.screen = new ScreenSharing({
      startHub: (hub) => kit.startHub(hub),
      openCursor: () => kit.openCursor(),
      linkOf: (csrId) => book.of(csrId),
      maySee: (grantId) => this.holds(grantId),
      activity: this.desk.activity,
      failed: () => this.stopAll('screen.view'),
    });
    this.edge = new Held({ open: () => kit.openEdge(), close: (edge) => edge.close() });
    this.hotkey = new Held({
      open: () => kit.openHotkey(() => this.desk.stop('all', 'hotkey')),
      close: (hotkey) => hotkey.close(),
    });
    this.keeper = new Held({
      open: () =>
        kit.openWindowKeeper({
          comesUp: () => this.windowComesUp(),
          asking: () => comingPrompt(this.desk.ledger) !== null,
        }),
      close: (keeper) => keeper.close(),
    });
    this.post = new LinkPost({
      desk: this.desk,
      book,
      hands: this.hands,
      screen: this.screen,
    });
    this.links = new DeviceLinks({
      session: this.session,
      deviceId,
      wire: this.line,
      port: new SocketSignals(this.line),
      key,
      iceServers: async () => (await rest.iceServers(sessionId)).iceServers,
      wrtc: options.wrtc,
    });
    this.links.onLink(this.post.attend);
    this.links.onAlarm(({ participantId }, alarm) => {
      if (alarm === 'flood') this.desk.flooded();
      else if (alarm === 'codes-differ') this.desk.codesDiffer(participantId);
      else this.desk.linkAlarm(participantId);
    });
    this.links.subscribe(options.changed);
    this.desk.subscribe(() => this.obey());
    this.session.subscribe(() => this.openReporter());
    this.ear = new LogEar({
      session: this.session,
      desk: this.desk,
      deviceId,
      ended: (ending) => {
        if (!this.ending) options.ended(ending);
      },
    });
    this.timers = [
      setInterval(() => {
        this.desk.tick();
        // Changes are told as they happen; this is for what follows the clock, and that is fast only while a question runs out.
        if (openPrompt(this.desk.ledger)) options.changed();
      }, TICK_MS),
      setInterval(options.changed, CLOCK_MS),
      setInterval(this.post.tellDrops, DROPS_MS),
      setInterval(() => void this.lookAtScreen(), SCREEN_MS),
    ];
    if (!options.hasWindow()) this.desk.display('none');
    this.line.start();
  }

  /** Whether the server can be reached now. */
  get online(): boolean {
    return this.line.state.status === 'online';
  }

  /** How far the safety code has been compared with each CSR. */
  safety(): Readonly<Record<string, SafetyOf>> {
    const { session } = this.session.snapshot;
    const { deviceId } = this.options.credential;
    const csrs = joined(session).filter((who) => who.kind === 'csr');
    return Object.fromEntries(
      csrs.map(({ id }) => {
        const own = ownWord(this.desk.ledger, id);
        const standing = safetyStanding(own, loggedWord(session, deviceId, id, 'csr'));
        return [id, { code: this.book.of(id)?.safetyCode ?? null, standing }];
      }),
    );
  }

  /** The customer leaves the session, with this machine and every other device of theirs. */
  readonly leave = async (): Promise<void> => {
    this.desk.end('device-stopped');
    await within(this.session.command('participant.leave', {}).outcome, FAREWELL_MS);
  };

  /** A window of ours may get the focus: nothing that was known about keys counts until that is over. */
  windowComesUp(): void {
    this.own.value?.doubt();
  }

  /** There is no desktop any more that could be seen, driven or asked on. */
  desktopGone(): void {
    this.desk.display('none');
    this.desk.stop('all', 'screen-closed');
  }

  /** Stops everything here and now, then tells whoever can still be told. */
  async end(reason: 'session-ended' | 'device-stopped'): Promise<void> {
    if (this.ending) return;
    this.ending = true;
    this.desk.end(reason);
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all([
      this.hands.end(),
      this.screen.end(),
      this.edge.end(),
      this.hotkey.end(),
      this.keeper.end(),
      this.own.end(),
      within(this.reporter?.settled() ?? Promise.resolve(), FAREWELL_MS),
    ]);
    this.ear.close();
    this.links.close();
    this.session.close();
    this.outbox.close();
    this.line.stop();
  }

  /** Brings the desktop in line with the ledger: what is not granted stops in this very moment. */
  private obey(): void {
    const grants = ledgerGrants(this.desk.ledger);
    const controls = grants.some((grant) => grant.capability === 'input.control');
    // From before a question is on the screen what it needs is opened, so that a yes finds it ready. Nothing acts before that.
    const asked = comingPrompt(this.desk.ledger)?.covers ?? [];
    this.hands.want(controls || asked.includes('input.control'));
    this.screen.set(grants.filter((grant) => grant.capability === 'screen.view'));
    this.screen.prepare(asked.includes('screen.view'));
    this.own.want(controls || asked.includes('input.control'));
    this.edge.want(controls);
    this.hotkey.want(grants.length > 0);
    this.keeper.want(controls || asked.length > 0);
    this.keeper.value?.look();
    this.noteControl();
    for (const [csrId, { matches }] of Object.entries(this.desk.ledger.safety))
      if (!matches) this.links.refuse(csrId);
    this.options.changed();
  }

  /** A locked or vanished screen shows no question, so every question is answered no. */
  private async lookAtScreen(): Promise<void> {
    if (!this.options.hasWindow()) return this.desk.display('none');
    const display = await this.options.kit.screenState();
    if (!this.ending && display !== this.desk.ledger.display) this.desk.display(display);
  }

  /** Control runs once the hands are ready; until then its CSR is told to wait. */
  private noteControl(): void {
    const grant = ledgerGrants(this.desk.ledger).find((one) => one.capability === 'input.control');
    if (grant && this.hands.ready && !grant.active) this.desk.activity(grant.id, true);
    this.post.tellGrants();
  }

  /** Whether a grant lives by the clocks as they are now: after a sleep this may be asked before anything else is done. */
  private holds(grantId: string): boolean {
    this.desk.tick();
    return this.desk.ledger.grants[grantId] !== undefined;
  }

  private stopAll(capability: Capability): void {
    for (const grant of ledgerGrants(this.desk.ledger))
      if (grant.capability === capability) this.desk.stop({ grantId: grant.id }, 'screen-closed');
  }

  private report(fact: DeviceReport): void {
    if (this.reporter) this.reporter.report(fact.type, fact.data);
    else this.early.push(fact);
  }

  /** The numbering of reports goes on from what the log shows, so the log must be there first. */
  private openReporter(): void {
    const { credential, key } = this.options;
    const { sessionId, deviceId } = credential;
    if (this.reporter || !this.session.snapshot.session.devices[deviceId]) return;
    this.reporter = new DeviceReporter({
      outbox: this.outbox,
      key,
      sessionId,
      deviceId,
      reported: () => this.session.snapshot.session.devices[deviceId]?.reportSeq ?? 0,
    });
    const facts = this.early;
    this.early = [];
    for (const fact of facts) this.report(fact);
  }
}
