import { ApiFailure, createDeviceKey, createRestClient, newId } from '@relevo/client';
import type { Language } from '@relevo/contracts';
import { newLedger, ownerOf, readableCode } from '@relevo/domain';
import wrtc from '@roamhq/wrtc';
import { readClock } from '../consent/clock';
import type { AgentWindow, AgentWindowEvents } from '../window/agent-window';
import { openAgentWindow } from '../window/open-window';
import { refusalText, translator } from '../window/words';
import { Attached } from './attached';
import type { DesktopKit } from './desktop-kit';
import { type Entrance, findEntrance, introduction, machineName } from './entrance';
import { Face } from './face';
import { addressKind, type Invitation } from './invitation';
import type { Ending } from './log-ear';
import { CertificateRefused, type ServerTrust, trustServer } from './server-trust';

export interface AgentOptions {
  readonly invitation: Invitation;
  readonly language: Language;
  readonly kit: DesktopKit;
  /** Says something to the terminal that started the agent. */
  readonly say: (line: string) => void;
}

/** The server counts as away after so long without a line; shorter gaps are no news to anybody. */
const AWAY_MS = 3000;
/** The last words stay on the screen for so long. */
const LAST_WORDS_MS = 60_000;

/** One run of the agent: ask whether to connect, be a device of the session, end and leave nothing behind. */
export class Agent {
  private readonly face: Face;
  private readonly t: ReturnType<typeof translator>;
  private window: AgentWindow | null = null;
  private attached: Attached | null = null;
  private decided: ((connect: boolean) => void) | null = null;
  private finished: () => void = () => undefined;
  private readonly done = new Promise<void>((resolve) => {
    this.finished = resolve;
  });
  private over = false;
  private failed = false;
  private onlineAt = performance.now();
  private saidCode = '';

  constructor(private readonly options: AgentOptions) {
    this.t = translator(options.language);
    this.face = new Face(
      {
        stage: 'connecting',
        machine: machineName(),
        server: new URL(options.invitation.server).host,
        address: addressKind(options.invitation.server),
        organisation: '',
        csrId: '',
        csrName: '',
        customerName: '',
        serverAway: false,
        logFault: false,
        ledger: newLedger('', [], readClock()),
        safety: {},
        end: { heading: 'over', detail: '' },
        choosing: false,
        minutes: null,
      },
      options.language,
    );
  }

  /** Resolves when everything is over and released; `false` = it could not get in, and said why. */
  async run(): Promise<boolean> {
    await this.connect();
    return !this.failed;
  }

  private async connect(): Promise<void> {
    const { invitation, kit, say } = this.options;
    let trust: ServerTrust;
    let entrance: Entrance;
    try {
      trust = await trustServer(invitation.server, invitation.pin);
      const rest = createRestClient({ baseUrl: invitation.server, fetch: trust.fetch });
      entrance = await findEntrance(rest, invitation);
    } catch (error) {
      await this.openWindow();
      return this.fail(error);
    }
    this.face.set({ ...entrance.caller, stage: 'connect' });
    await this.openWindow();
    if (!(await this.mayConnect(entrance))) return this.close();
    this.face.set({ stage: 'connecting' });
    try {
      const key = await createDeviceKey();
      const can = await kit.probe();
      const device = introduction(newId(), key, can);
      const credential = await entrance.enter(device, key, this.options.language);
      say(this.t('terminal.attached', { name: entrance.caller.csrName, server: invitation.server }));
      this.attached = new Attached({
        server: invitation.server,
        trust,
        credential,
        key,
        can,
        kit,
        wrtc,
        hasWindow: () => this.window !== null,
        ended: (ending) => void this.end(ending),
        changed: () => this.follow(),
      });
      this.follow();
    } catch (error) {
      return this.fail(error);
    }
    await this.done;
  }

  /** The program is told to end (a signal, a closed terminal): everything stops first, then it says goodbye. */
  async quit(): Promise<void> {
    this.decided?.(false);
    await this.attached?.end('device-stopped');
    this.close();
  }

  /** Nobody sees or drives this desktop any more, and nobody can be asked: the log hears of it, then the program ends. */
  async desktopGone(): Promise<void> {
    this.face.forsake();
    this.window = null;
    this.options.say(this.t('terminal.desktopGone'));
    this.attached?.desktopGone();
    await this.quit();
  }

  private async openWindow(): Promise<void> {
    const window = await openAgentWindow(this.events(), await this.options.kit.workArea().catch(() => null));
    if ('missing' in window) this.options.say(this.t('terminal.noWindow', { why: window.missing }));
    else this.window = window;
    this.face.use(this.window);
  }

  /** Without a window nothing can ever be allowed: being seen in the session is all that connecting does then. */
  private mayConnect({ caller }: Entrance): Promise<boolean> {
    if (!this.window) {
      this.options.say(`${caller.csrName} · ${caller.organisation} · ${this.options.invitation.server}`);
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      this.decided = resolve;
    });
  }

  private events(): AgentWindowEvents {
    const attached = (then: (attached: Attached) => void) => {
      if (this.attached && !this.over) then(this.attached);
    };
    return {
      connect: (yes) => this.decided?.(yes),
      answer: (requestId, allow) => attached(({ desk }) => this.face.answer(desk, requestId, allow)),
      compared: (csrId, matches) => attached(({ desk }) => desk.answerSafety(csrId, matches)),
      stop: (grantId) => attached(({ desk }) => desk.stop({ grantId }, 'customer')),
      stopAll: () => attached(({ desk }) => desk.stop('all', 'customer')),
      leave: () => void this.leave(),
      comesUp: () => this.attached?.windowComesUp(),
      closed: () => void this.windowClosed(),
      ...this.face.durationEvents,
    };
  }

  private async leave(): Promise<void> {
    if (this.over || !this.attached) return void this.quit();
    await this.attached.leave();
    await this.end('left');
  }

  /** Who closes the window wants no more help here; nobody could be asked any more either. */
  private async windowClosed(): Promise<void> {
    this.window = null;
    this.face.use(null);
    this.attached?.desk.display('none');
    await this.quit();
  }

  private follow(): void {
    const { attached } = this;
    if (!attached || this.over) return;
    const { session, status, me } = attached.session.snapshot;
    const now = performance.now();
    if (attached.online) this.onlineAt = now;
    const owner = ownerOf(session);
    this.face.follow(attached.desk, {
      stage: status === 'loading' ? 'connecting' : me?.status === 'waiting' ? 'waiting' : 'attached',
      serverAway: now - this.onlineAt > AWAY_MS,
      logFault: status === 'alarm',
      ...(owner ? { csrId: owner.id, csrName: owner.name, organisation: session.organisation } : {}),
      ...(me ? { customerName: me.name } : {}),
      safety: attached.safety(),
    });
    this.sayCode();
  }

  /** The code stands in the terminal too: where no window can be shown it is the only place. */
  private sayCode(): void {
    const { csrId, csrName, safety } = this.face.shown;
    const code = safety[csrId]?.code ?? '';
    if (code === this.saidCode) return;
    this.saidCode = code;
    if (code !== '') this.options.say(this.t('terminal.code', { name: csrName, code: readableCode(code) }));
  }

  private async end(ending: Ending): Promise<void> {
    if (this.over) return;
    this.over = true;
    await this.attached?.end(ending === 'over' ? 'session-ended' : 'device-stopped');
    this.lastWords(ending, '');
  }

  private fail(error: unknown): Promise<void> {
    this.over = true;
    this.failed = true;
    const detail = this.whyNot(error);
    this.options.say(detail);
    this.lastWords('failed', detail);
    return this.done;
  }

  private whyNot(error: unknown): string {
    const { invitation, language } = this.options;
    if (error instanceof CertificateRefused)
      return this.t('failed.certificate', { server: new URL(invitation.server).host });
    if (error instanceof ApiFailure && error.code === 'UNAVAILABLE')
      return this.t('failed.server', { server: new URL(invitation.server).host });
    if (error instanceof ApiFailure && error.code === 'PROTOCOL_VERSION')
      return this.t('failed.version', { server: new URL(invitation.server).host });
    if (error instanceof ApiFailure && error.status === 404) return this.t('failed.code');
    return refusalText(language, error instanceof ApiFailure ? error.code : 'INTERNAL');
  }

  private lastWords(heading: Ending | 'failed', detail: string): void {
    this.face.set({ stage: 'ended', end: { heading, detail } });
    if (!this.window) return this.close();
    setTimeout(() => this.close(), LAST_WORDS_MS).unref();
  }

  private close(): void {
    this.over = true;
    this.face.close();
    this.window = null;
    this.finished();
  }
}
