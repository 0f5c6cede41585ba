import { type DeviceLinks, type DeviceReporter, type Link, type SessionClient, sha256 } from '@relevo/client';
import {
  answerPrompt,
  askCustomer,
  type Capability,
  type Ledger,
  type LedgerGrant,
  ledgerGrants,
  linkLost,
  linkUp,
  newLedger,
  openPrompt,
  type Prompt,
  type SessionState,
  type Step,
  setActivity,
  stopGrants,
  tickLedger,
  withdrawPrompt,
} from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import { LinkTalk } from './link-talk';

const TICK_MS = 250;
const clock = () => ({ mono: performance.now(), wall: Date.now() });

/** What the customer is asked now, and whether the browser's own picker is open. */
export interface PageConsent {
  readonly prompt: Prompt | null;
  readonly sharing: boolean;
  /** The browser's own question was closed without an answer. */
  readonly nothingShared: boolean;
}

export interface PageDeviceOptions {
  readonly session: SessionClient;
  readonly links: DeviceLinks;
  readonly deviceId: string;
  readonly can: readonly Capability[];
  /** Called once, when the log has told how many facts this device reported before. */
  readonly reporter: () => DeviceReporter;
}

/** This page as a device: asks its customer, shows the screen by the browser's own capture, keeps the ledger. */
export class PageDevice {
  private ledger: Ledger;
  private reporter: DeviceReporter | null = null;
  private stream: MediaStream | null = null;
  private choosing = false;
  private nothingShared = false;
  private view: PageConsent = { prompt: null, sharing: false, nothingShared: false };
  private readonly listeners = new Set<() => void>();
  private readonly linkStates = new Map<Link<'device'>, string>();
  private readonly stops: (() => void)[] = [];
  private readonly talk: LinkTalk;

  constructor(private readonly options: PageDeviceOptions) {
    const { session, links, deviceId, can } = options;
    this.ledger = newLedger(deviceId, can, clock());
    this.talk = new LinkTalk(links, (grantId, by) =>
      this.take(stopGrants(this.ledger, { grantId, by }, 'csr', clock())),
    );
    const timer = setInterval(() => this.take(tickLedger(this.ledger, clock())), TICK_MS);
    this.stops.push(
      () => clearInterval(timer),
      session.subscribe(() => this.readLog()),
      links.subscribe(() => this.readLinks()),
    );
    this.readLog();
  }

  get snapshot(): PageConsent {
    return this.view;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The customer pressed Allow: the browser asks what to show, and only then is anything given. */
  async allow(prompt: Prompt, words: readonly string[]): Promise<void> {
    this.choosing = true;
    this.nothingShared = false;
    this.publish();
    // Called straight from the click: browsers want a person's gesture.
    const stream = await navigator.mediaDevices
      .getDisplayMedia({ video: { frameRate: 30 }, audio: false })
      .catch(() => null);
    this.choosing = false;
    this.nothingShared = stream === null;
    this.answer(prompt, words, stream !== null);
    const grant = ledgerGrants(this.ledger).find((g) => g.requestId === prompt.request.requestId);
    if (stream && grant) this.show(stream, grant);
    // The time was over while the browser asked.
    else for (const track of stream?.getTracks() ?? []) track.stop();
    this.publish();
  }

  /** The customer said no. */
  deny(prompt: Prompt, words: readonly string[]): void {
    this.answer(prompt, words, false);
  }

  /** Stops what this page gave, at once and without anybody's help. */
  stop(
    which: { grantId: string } | 'all',
    reason: 'customer' | 'screen-closed' | 'session-ended' = 'customer',
  ): void {
    this.take(stopGrants(this.ledger, which, reason, clock()));
  }

  /** Resolves when the log has what happened here. */
  settled(): Promise<void> {
    return this.reporter?.settled() ?? Promise.resolve();
  }

  close(): void {
    this.stop('all', 'session-ended');
    for (const stop of this.stops) stop();
  }

  private answer(prompt: Prompt, words: readonly string[], allow: boolean): void {
    const text = words.join('\n');
    const stamps = prompt.covers.map(() => ({ grantId: uuid(), nonce: uuid() }));
    this.take(
      answerPrompt(
        this.ledger,
        {
          requestId: prompt.request.requestId,
          allow,
          minutes: prompt.request.minutes,
          words: text,
          wordsHash: sha256(text),
          stamps,
        },
        clock(),
      ),
    );
  }

  private show(stream: MediaStream, grant: LedgerGrant): void {
    this.stream = stream;
    for (const track of stream.getVideoTracks()) {
      // Sharp text before smooth motion.
      track.contentHint = 'detail';
      track.addEventListener('ended', () => this.stop('all', 'screen-closed'));
    }
    for (const link of this.options.links.all) {
      if (link.far.participantId === grant.csrId) link.addStream(stream);
    }
    this.take(setActivity(this.ledger, grant.id, true, clock()));
  }

  private hide(): void {
    if (!this.stream) return;
    for (const track of this.stream.getTracks()) track.stop();
    for (const link of this.options.links.all) link.removeStream(this.stream);
    this.stream = null;
  }

  private take(step: Step): void {
    this.ledger = step.ledger;
    if (this.stream && ledgerGrants(this.ledger).length === 0) this.hide();
    for (const fact of step.facts) this.reporter?.report(fact.type, fact.data);
    this.talk.tell(this.ledger);
    this.publish();
  }

  /** Questions come by the log; so does the wish that a grant stop, and the end. */
  private readLog(): void {
    const { session, status } = this.options.session.snapshot;
    if (!this.reporter) {
      if (status !== 'live' || !session.devices[this.ledger.deviceId]) return;
      this.reporter = this.options.reporter();
      this.endWhatReloadEnded(session);
    }
    if (session.phase === 'ended') this.stop('all', 'session-ended');
    for (const request of Object.values(session.requests)) {
      if (request.deviceId !== this.ledger.deviceId) continue;
      if (request.status === 'withdrawn') this.take(withdrawPrompt(this.ledger, request.id, clock()));
      if (request.status !== 'pending') continue;
      const csrName = session.participants[request.csrId]?.name ?? '';
      const { id: requestId, capability, csrId, minutes } = request;
      const patienceMs = request.expiresAt - request.askedAt;
      this.take(
        askCustomer(this.ledger, { requestId, capability, csrId, csrName, minutes, patienceMs }, clock()),
      );
    }
    for (const grant of Object.values(session.grants)) {
      if (grant.status === 'stopping' && this.ledger.grants[grant.id]) this.stop({ grantId: grant.id });
    }
  }

  /** A browser's capture does not survive a reload: what the log still shows as given is over. */
  private endWhatReloadEnded(session: SessionState): void {
    const { deviceId } = this.ledger;
    for (const grant of Object.values(session.grants)) {
      if (grant.deviceId !== deviceId || grant.status === 'ended') continue;
      this.reporter?.report('grant.ended', { grantId: grant.id, deviceId, reason: 'screen-closed' });
    }
  }

  private readLinks(): void {
    this.talk.attend();
    for (const link of this.options.links.all) {
      const key = `${link.state.name}/${link.epoch}`;
      if (this.linkStates.get(link) === key) continue;
      this.linkStates.set(link, key);
      const csrId = link.far.participantId;
      if (link.state.name === 'ready' && link.farKey && link.fingerprints) {
        const up = { epoch: link.epoch, key: link.farKey, fingerprints: link.fingerprints };
        this.take(linkUp(this.ledger, csrId, up, clock()));
        // A console that was reloaded sees again what it may see.
        if (this.stream && ledgerGrants(this.ledger).some((g) => g.csrId === csrId))
          link.addStream(this.stream);
      }
      if (link.state.name === 'lost' || link.state.name === 'closed') {
        this.take(linkLost(this.ledger, csrId, link.epoch, clock()));
      }
    }
  }

  private publish(): void {
    const prompt = this.choosing ? null : openPrompt(this.ledger);
    const sharing = this.stream !== null;
    const same =
      prompt === this.view.prompt &&
      sharing === this.view.sharing &&
      this.nothingShared === this.view.nothingShared;
    if (same) return;
    this.view = { prompt, sharing, nothingShared: this.nothingShared };
    for (const listener of this.listeners) listener();
  }
}
