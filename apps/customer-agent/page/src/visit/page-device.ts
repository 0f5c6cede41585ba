import {
  type DeviceLinks,
  type DeviceReporter,
  type Link,
  Listeners,
  type SafetyMemory,
  type SessionClient,
  sha256,
} from '@relevo/client';
import {
  answerPrompt,
  answerSafety,
  askCustomer,
  type Capability,
  codesDiffer,
  type GrantEndReason,
  guestOf,
  isDistrusted,
  type Ledger,
  type LedgerGrant,
  ledgerGrants,
  linkAlarm,
  linkLost,
  linkUp,
  newLedger,
  openPrompt,
  type Prompt,
  recallSafety,
  type SessionState,
  type SignedReport,
  type Step,
  setActivity,
  stopAskedOf,
  stopGrants,
  stopReason,
  tickLedger,
  withdrawPrompt,
} from '@relevo/domain';
import { v7 as uuid } from 'uuid';
import { type CsrSafety, linkTo, safetyOfAll } from './csr-safety';
import { LinkTalk } from './link-talk';

const TICK_MS = 250;
const clock = () => ({ mono: performance.now(), wall: Date.now() });

/** What the customer is asked now, and whether the browser's own picker is open. */
export interface PageConsent {
  readonly prompt: Prompt | null;
  readonly sharing: boolean;
  /** The browser's own question was closed without an answer. */
  readonly nothingShared: boolean;
  /** Of each CSR. */
  readonly safety: readonly CsrSafety[];
}

export interface PageDeviceOptions {
  readonly session: SessionClient;
  readonly links: DeviceLinks;
  readonly deviceId: string;
  readonly can: readonly Capability[];
  readonly memory: SafetyMemory;
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
  private view: PageConsent = {
    prompt: null,
    sharing: false,
    nothingShared: false,
    safety: [],
  };
  private readonly listeners = new Listeners<[]>();
  private readonly linkStates = new Map<Link<'device'>, string>();
  private readonly stops: (() => void)[] = [];
  private readonly talk: LinkTalk;
  /** CSRs in whose name another key spoke. */
  private readonly impostors = new Set<string>();

  constructor(private readonly options: PageDeviceOptions) {
    const { session, links, deviceId, can, memory } = options;
    this.ledger = recallSafety(newLedger(deviceId, can, clock()), memory.all);
    this.talk = new LinkTalk(links, (grantId, by, reason) =>
      this.take(stopGrants(this.ledger, { grantId, by }, reason, clock())),
    );
    const timer = setInterval(() => this.take(tickLedger(this.ledger, clock())), TICK_MS);
    this.stops.push(
      () => clearInterval(timer),
      session.subscribe(() => this.readLog()),
      links.subscribe(() => this.readLinks()),
      links.onAlarm(({ participantId }, alarm) => {
        const over = alarm === 'codes-differ' ? codesDiffer : linkAlarm;
        this.takeOf(participantId, over(this.ledger, participantId, clock()));
      }),
    );
    this.readLog();
  }

  get snapshot(): PageConsent {
    return this.view;
  }

  readonly subscribe = this.listeners.add;

  /** The customer pressed Allow: the browser asks what to show, and only then is anything given. */
  async allow(prompt: Prompt, words: readonly string[]): Promise<void> {
    // What is shown already is shown to one more; the browser is not asked again.
    if (this.stream) return this.alsoTo(prompt, words, this.stream);
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

  private alsoTo(prompt: Prompt, words: readonly string[], stream: MediaStream): void {
    this.answer(prompt, words, true);
    const grant = ledgerGrants(this.ledger).find((g) => g.requestId === prompt.request.requestId);
    if (grant) this.sendTo(grant, stream);
    this.publish();
  }

  /** The customer said no. */
  deny(prompt: Prompt, words: readonly string[]): void {
    this.answer(prompt, words, false);
  }

  /** The customer compared the codes with a CSR. */
  compared(csrId: string, matches: boolean): void {
    const farKey = linkTo(this.options.links.all, csrId)?.farKey;
    if (!farKey) return;
    this.options.memory.say(csrId, farKey, matches);
    this.take(answerSafety(this.ledger, csrId, matches, clock()));
  }

  /** Stops what this page gave, at once and without anybody's help. */
  stop(which: { grantId: string } | 'all', reason: GrantEndReason = 'customer'): void {
    this.take(stopGrants(this.ledger, which, reason, clock()));
  }

  /** Asks the CSR over the peer link to let go of what other devices gave; see `LinkTalk.askStop`. */
  askStop(grants: readonly string[] | null): Promise<boolean> {
    return this.talk.askStop(grants);
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
    this.sendTo(grant, stream);
  }

  private sendTo(grant: LedgerGrant, stream: MediaStream): void {
    for (const link of this.options.links.all)
      if (link.far.participantId === grant.csrId) link.addStream(stream);
    this.take(setActivity(this.ledger, grant.id, true, clock()));
  }

  /** Whoever may see no more gets no more, also while another goes on seeing. */
  private keepFromOthers(stream: MediaStream): void {
    const may = new Set(ledgerGrants(this.ledger).map(({ csrId }) => csrId));
    for (const link of this.options.links.all)
      if (!may.has(link.far.participantId)) link.removeStream(stream);
  }

  private hide(): void {
    if (!this.stream) return;
    for (const track of this.stream.getTracks()) track.stop();
    for (const link of this.options.links.all) link.removeStream(this.stream);
    this.stream = null;
  }

  /** What this page signed since it was loaded, whether the log has it or not. */
  signed(): Promise<readonly SignedReport[]> {
    return this.reporter?.signed() ?? Promise.resolve([]);
  }

  private take(step: Step): void {
    this.ledger = step.ledger;
    if (this.stream && ledgerGrants(this.ledger).length === 0) this.hide();
    else if (this.stream) this.keepFromOthers(this.stream);
    for (const fact of step.facts) this.reporter?.report(fact.type, fact.data);
    for (const [csrId, { matches }] of Object.entries(step.ledger.safety))
      if (!matches) this.options.links.refuse(csrId);
    this.talk.tell(this.ledger);
    this.publish();
  }

  /** What came by a CSR's link: whose it was is told to the customer when it was another's word. */
  private takeOf(csrId: string, step: Step): void {
    if (step.ledger.alarms['wrong-key'] > this.ledger.alarms['wrong-key']) this.impostors.add(csrId);
    this.take(step);
  }

  /** Questions come by the log; so does the wish that a grant stop, and the end. */
  private readLog(): void {
    const { session, status, timeline } = this.options.session.snapshot;
    if (!this.reporter) {
      if (status !== 'live' || !session.devices[this.ledger.deviceId]) return;
      this.reporter = this.options.reporter();
      this.endWhatReloadEnded(session);
    }
    if (session.phase === 'ended') this.stop('all', 'session-ended');
    for (const csrId of Object.keys(session.participants))
      if (isDistrusted(session, this.ledger.deviceId, csrId))
        this.take(codesDiffer(this.ledger, csrId, clock()));
    for (const request of Object.values(session.requests)) {
      if (request.deviceId !== this.ledger.deviceId) continue;
      if (request.status === 'withdrawn') this.take(withdrawPrompt(this.ledger, request.id, clock()));
      if (request.status !== 'pending') continue;
      const csrName = session.participants[request.csrId]?.name ?? '';
      const { id: requestId, capability, csrId, minutes } = request;
      const patienceMs = request.expiresAt - request.askedAt;
      this.take(
        askCustomer(
          this.ledger,
          { requestId, capability, csrId, csrName, guestOf: guestOf(session, csrId), minutes, patienceMs },
          clock(),
        ),
      );
    }
    for (const grant of Object.values(session.grants)) {
      if (grant.status !== 'stopping' || !this.ledger.grants[grant.id]) continue;
      const asked = stopAskedOf(timeline, grant.id);
      this.stop({ grantId: grant.id }, asked && stopReason(asked, session));
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
        this.takeOf(csrId, linkUp(this.ledger, csrId, up, clock()));
        // A console that was reloaded sees again what it may see.
        if (this.stream && ledgerGrants(this.ledger).some((g) => g.csrId === csrId))
          link.addStream(this.stream);
      }
      if (link.state.name === 'lost' || link.state.name === 'closed') {
        this.take(linkLost(this.ledger, csrId, link.epoch, clock()));
      }
    }
    this.publish();
  }

  private look(): PageConsent {
    const { session, links } = this.options;
    const safety = safetyOfAll(session.snapshot.session, this.ledger, links.all, this.impostors);
    return {
      prompt: this.choosing ? null : openPrompt(this.ledger),
      sharing: this.stream !== null,
      nothingShared: this.nothingShared,
      safety: JSON.stringify(safety) === JSON.stringify(this.view.safety) ? this.view.safety : safety,
    };
  }

  private publish(): void {
    const view = this.look();
    const fields = Object.keys(view) as (keyof PageConsent)[];
    if (fields.every((field) => view[field] === this.view[field])) return;
    this.view = view;
    this.listeners.emit();
  }
}
