import type { SessionSnapshot } from '@relevo/client';
import { LINK_CAPABILITY, type LinkToDevice } from '@relevo/contracts';
import {
  type Capability,
  type ClockReading,
  CONTROL_LINK_LOSS_MS,
  type DeviceReport,
  isFrozen,
  ledgerGrants,
  openPrompt,
  ownWord,
  SETTLE_MS,
  type SessionEvent,
} from '@relevo/domain';
import { LinkBook } from '../session/link-book';
import { LinkPost } from '../session/link-post';
import { LogEar } from '../session/log-ear';
import { ConsentDesk } from './consent-desk';
import { FakeLink } from './fake-link';
import { Speakers } from './model-speakers';

export const DEVICE = 'this device';

/** What the customer gave, kept by hand: the only source of rights here. Nothing of it is read from the ledger. */
interface Given {
  readonly csrId: string;
  readonly key: string;
  readonly capability: Capability;
  /** Monotonic. */
  readonly endsAt: number;
  stopped: boolean;
  /** Highest number that had an effect, in the term of the link that speaks. */
  last: { term: number; seq: number };
}

/** The real gate of the agent with fake links, a fake log and fake effects, and a model that checks every effect. */
export class ModelWorld {
  readonly clock: { mono: number; wall: number } = { mono: 1000, wall: 1_800_000_000_000 };
  readonly desk: ConsentDesk;
  readonly links: FakeLink[] = [];
  readonly given = new Map<string, Given>();
  effects = 0;
  over = false;
  private readonly post: LinkPost;
  private readonly ear: { hear: () => void };
  private readonly snapshot: { timeline: SessionEvent[]; session: object; me: object };
  private readonly speakers = new Speakers();
  /** The key that each CSR proved last, on the link that speaks for them. */
  private readonly proven = new Map<string, string>();
  private told: { csrId: string; id: string }[] = [];
  private readonly facts: DeviceReport[] = [];
  private answering = false;
  /** To which key of which CSR the customer said "they match". */
  private readonly checked = new Map<string, string>();
  /** CSRs of whom somebody said that the codes differ: for ever. */
  private readonly denied = new Set<string>();
  /** What the customer says about a code at this moment. */
  private comparing: { readonly csrId: string; readonly matches: boolean } | null = null;
  private speaker: FakeLink | null = null;
  private quietUntil = 0;
  private seqs = 0;
  private opened = 0;
  private read: ClockReading = { ...this.clock };

  constructor() {
    this.desk = new ConsentDesk({
      deviceId: DEVICE,
      can: ['screen.view', 'input.control'],
      clock: () => this.look(),
      report: (fact) => this.facts.push(fact),
      release: () => undefined,
    });
    this.post = new LinkPost({
      desk: this.desk,
      book: new LinkBook(),
      hands: { do: (message) => this.effect(message), lookAhead: () => undefined, ready: true },
      screen: { do: (message) => this.effect(message), review: () => undefined },
    });
    this.desk.subscribe(this.post.tellGrants);
    this.snapshot = {
      timeline: [],
      session: {
        phase: 'open',
        participants: { ana: { kind: 'csr', name: 'Ana' }, bea: { kind: 'csr', name: 'Bea' } },
        requests: {},
        devices: {},
      },
      me: { id: 'maria', status: 'joined' },
    };
    let listener: () => void = () => undefined;
    new LogEar({
      session: {
        snapshot: this.snapshot as unknown as SessionSnapshot,
        subscribe: (heard) => {
          listener = heard;
          return () => undefined;
        },
      },
      desk: this.desk,
      deviceId: DEVICE,
      ended: () => undefined,
      now: () => this.clock.wall,
    });
    this.ear = { hear: () => listener() };
  }

  /** Lets the server say something in the log. */
  log(type: string, data: object, actor: object = { kind: 'system' }): void {
    this.seqs += 1;
    const event = { type, seq: this.seqs, at: this.clock.wall, version: 1, actor, data };
    this.snapshot.timeline = [event as unknown as SessionEvent];
    this.ear.hear();
    this.settle();
  }

  ask(requestId: string, data: object): void {
    Object.assign(this.snapshot.session, { requests: { [requestId]: { status: 'pending' } } });
    this.log('grant.requested', { requestId, deviceId: DEVICE, ...data });
  }

  /** Time goes on, with the ticks of the agent. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 200) {
      const step = Math.min(200, left);
      this.clock.mono += step;
      this.clock.wall += step;
      this.desk.tick();
    }
    this.settle();
  }

  open(csrId: string): FakeLink {
    this.opened += 1;
    const link: FakeLink = new FakeLink(csrId, this.opened, (message) => {
      for (const { id } of message.grants ?? []) this.told.push({ csrId, id });
    });
    this.links.push(link);
    this.post.attend(link.asLink);
    return link;
  }

  prove(link: FakeLink, key: string): void {
    const csrId = link.far.participantId;
    const held = openPrompt(this.desk.ledger);
    this.speak(link, key);
    link.ready(key);
    for (const grant of this.given.values())
      if (grant.csrId === csrId && grant.key !== key) grant.stopped = true;
    if (held?.request.csrId === csrId) {
      this.must(openPrompt(this.desk.ledger) !== held, 'a question outlived the end that it was about');
      this.quietUntil = Math.max(this.quietUntil, this.clock.mono + SETTLE_MS);
    }
    this.settle();
  }

  /** The same connection again, after an interruption; it takes over where nobody speaks any more. */
  repair(link: FakeLink): void {
    const csrId = link.far.participantId;
    if (!this.speakers.of(csrId)) this.speak(link);
    else if (this.speakers.speaks(link)) this.back(csrId);
    link.become({ name: 'ready' });
    this.settle();
  }

  lose(link: FakeLink): void {
    this.speakers.lost(link, this.clock.mono);
    link.become({ name: 'lost', since: this.clock.wall });
    this.settle();
  }

  close(link: FakeLink): void {
    this.links.splice(this.links.indexOf(link), 1);
    this.speakers.lost(link, this.clock.mono);
    const next = this.speakers.close(link);
    if (next) this.speak(next);
    link.become({ name: 'closed' });
    this.settle();
  }

  say(link: FakeLink, message: LinkToDevice): boolean {
    const before = this.effects;
    this.speaker = link;
    link.say(message);
    this.speaker = null;
    if (message.type === 'grant.letGo') {
      const grant = this.given.get(message.grant);
      if (link.farKey && grant?.csrId === link.far.participantId) this.stopped(message.grant);
    }
    this.settle();
    return this.effects > before;
  }

  /** The customer answers the question that they see. */
  answer(allow: boolean, minutes: number | null, named?: string): void {
    const prompt = openPrompt(this.desk.ledger);
    const requestId = named ?? prompt?.request.requestId ?? 'nothing';
    const right = prompt !== null && requestId === prompt.request.requestId;
    this.answering = right && allow;
    const stamps = [0, 1].map((n) => ({ grantId: `${requestId}/${n}`, nonce: 'n' }));
    this.desk.answer({ requestId, allow, minutes, words: 'w', wordsHash: 'h', stamps });
    if (right) this.quietUntil = Math.max(this.quietUntil, this.clock.mono + SETTLE_MS);
    for (const fact of this.facts) {
      if (fact.type !== 'grant.given' || !prompt) continue;
      const { capability, csrId, csrKey, grantId } = fact.data;
      this.must(
        prompt.covers.includes(capability) && csrId === prompt.request.csrId,
        'another grant than asked',
      );
      const limit = capability === 'input.control' ? 30 : Number.POSITIVE_INFINITY;
      const long = Math.min(minutes ?? limit, prompt.request.minutes ?? limit, limit);
      const endsAt = this.clock.mono + long * 60_000;
      this.given.set(grantId, {
        csrId,
        key: csrKey,
        capability,
        endsAt,
        stopped: false,
        last: { term: 0, seq: 0 },
      });
    }
    this.settle();
    this.answering = false;
  }

  /** The customer compared the codes and says so in the window. */
  compare(csrId: string, matches: boolean): void {
    const key = this.standingOf(csrId) === 'denied' ? undefined : this.proven.get(csrId);
    this.comparing = { csrId, matches };
    if (key !== undefined && !this.over) {
      if (matches) this.checked.set(csrId, key);
      else this.deny(csrId);
    }
    this.ending(csrId, () => this.desk.answerSafety(csrId, matches));
    this.comparing = null;
  }

  /** The CSR says that the codes differ: by the log, or over the link. */
  codesDiffer(csrId: string, say: () => void): void {
    this.deny(csrId);
    this.ending(csrId, say);
  }

  /** Somebody spoke for this CSR who is somebody else. */
  alarm(csrId: string): void {
    this.endAll(csrId);
    this.ending(csrId, () => this.desk.linkAlarm(csrId));
  }

  stop(grantId: string): void {
    if (grantId === 'all') for (const id of this.given.keys()) this.stopped(id);
    else this.stopped(grantId);
    this.desk.stop(grantId === 'all' ? 'all' : { grantId }, 'customer');
    this.settle();
  }

  end(): void {
    for (const id of this.given.keys()) this.stopped(id);
    this.over = true;
    this.desk.end('session-ended');
    this.settle();
  }

  /** For the table of what was met. */
  get stateName(): string {
    const { ledger } = this.desk;
    if (ledger.over) return 'over';
    if (ledger.freeze.phase !== 'open') return ledger.freeze.phase;
    const live = ledgerGrants(ledger);
    if (live.some((grant) => grant.capability === 'input.control')) return 'control';
    return live.length > 0 ? 'sight' : 'nothing';
  }

  /** How far the safety code of a CSR is compared, by the customer's own word. */
  standingOf(csrId: string): 'unchecked' | 'checked' | 'denied' {
    if (this.denied.has(csrId)) return 'denied';
    const key = this.checked.get(csrId);
    return key !== undefined && key === this.proven.get(csrId) ? 'checked' : 'unchecked';
  }

  /** From now on this link speaks for its CSR, with the key that it proves or has proven. */
  private speak(link: FakeLink, key = link.farKey): void {
    const csrId = link.far.participantId;
    this.back(csrId);
    this.speakers.take(link);
    if (key && !this.denied.has(csrId)) this.proven.set(csrId, key);
  }

  private endAll(csrId: string): void {
    for (const [id, grant] of this.given) if (grant.csrId === csrId) this.stopped(id);
  }

  private deny(csrId: string): void {
    this.denied.add(csrId);
    this.proven.delete(csrId);
    this.endAll(csrId);
  }

  /** Something that ends what a CSR holds and asks, if it is so. */
  private ending(csrId: string, act: () => void): void {
    const held = openPrompt(this.desk.ledger);
    act();
    if (held?.request.csrId === csrId && openPrompt(this.desk.ledger) !== held)
      this.quietUntil = Math.max(this.quietUntil, this.clock.mono + SETTLE_MS);
    this.settle();
  }

  /** A CSR has a link again: after two minutes without one, control is over. */
  private back(csrId: string): void {
    if (this.lostFor(csrId) >= CONTROL_LINK_LOSS_MS)
      for (const grant of this.given.values())
        if (grant.csrId === csrId && grant.capability === 'input.control') grant.stopped = true;
    this.speakers.found(csrId);
  }

  private lostFor(csrId: string): number {
    return this.speakers.lostFor(csrId, this.clock.mono);
  }

  /** A leap of a clock ends everything, before anything else is looked at. */
  private look(): ClockReading {
    const now = { ...this.clock };
    const leapt = now.mono - this.read.mono > 30_000 || now.wall - this.read.wall > 30_000;
    if (leapt) for (const id of this.given.keys()) this.stopped(id);
    this.read = now;
    return now;
  }

  private stopped(id: string): void {
    const grant = this.given.get(id);
    if (!grant || grant.stopped) return;
    grant.stopped = true;
    if (grant.capability !== 'screen.view') return;
    // No control without sight.
    for (const other of this.given.values())
      if (other.csrId === grant.csrId && other.capability === 'input.control') other.stopped = true;
  }

  /** Takes what was reported: grants come only with the customer's yes, and an end is an end. */
  private settle(): void {
    for (const fact of this.facts.splice(0)) {
      if (fact.type === 'grant.given') this.must(this.answering, 'a grant that nobody gave');
      if (fact.type === 'safety.confirmed' || fact.type === 'safety.denied')
        this.must(
          this.comparing?.csrId === fact.data.csrId &&
            this.comparing.matches === (fact.type === 'safety.confirmed'),
          'a word about the code that nobody said',
        );
      if (fact.type !== 'grant.ended') continue;
      const grant = this.given.get(fact.data.grantId);
      if (grant) grant.stopped = true;
    }
    for (const { csrId, id } of this.told.splice(0))
      this.must(this.given.get(id)?.csrId === csrId, `${csrId} is told of a grant that is not theirs`);
    for (const { id, csrId } of ledgerGrants(this.desk.ledger)) {
      this.must(this.given.get(id)?.stopped === false, `${id} lives in the ledger and is over`);
      this.must(!this.denied.has(csrId), `${csrId} holds ${id} though the codes differ`);
    }
    for (const csrId of ['ana', 'bea']) {
      const standing = this.standingOf(csrId);
      const word = { checked: true, denied: false, unchecked: undefined }[standing];
      this.must(ownWord(this.desk.ledger, csrId) === word, `the code of ${csrId} is not ${standing}`);
    }
    const asks = openPrompt(this.desk.ledger)?.request.csrId;
    this.must(!asks || !this.denied.has(asks), `${asks} may ask though the codes differ`);
  }

  /** Something happens on the desktop: it must be somebody's right now. */
  private effect(message: LinkToDevice): void {
    this.effects += 1;
    const link = this.speaker;
    const id = 'grant' in message ? message.grant : '';
    const seq = 'seq' in message ? message.seq : 0;
    const grant = this.given.get(id);
    const needs = LINK_CAPABILITY[message.type];
    if (!link || !grant) return this.must(false, `${message.type} without a grant`);
    const csrId = link.far.participantId;
    const speaks = this.speakers.of(csrId);
    this.must(!this.over, `${message.type} after the end`);
    this.must(!this.denied.has(csrId), `${message.type} of somebody whose code differs`);
    this.must(!grant.stopped, `${message.type} under a grant that was stopped`);
    this.must(grant.csrId === csrId, `${message.type} under the grant of somebody else`);
    this.must(grant.key === link.farKey, `${message.type} with another key`);
    this.must(grant.capability === needs, `${message.type} under a grant for ${grant.capability}`);
    this.must(this.clock.mono < grant.endsAt, `${message.type} after the end of the grant`);
    if (speaks?.link !== link) return this.must(false, `${message.type} over a link that does not speak`);
    this.must(grant.last.term !== speaks.term || seq > grant.last.seq, `${message.type} ${seq} twice`);
    grant.last = { term: speaks.term, seq };
    if (needs !== 'input.control') return;
    this.must(this.clock.mono >= this.quietUntil, `${message.type} before the thaw`);
    this.must(!isFrozen(this.desk.ledger), `${message.type} while a question is asked`);
    this.must(
      this.lostFor(csrId) < CONTROL_LINK_LOSS_MS,
      `${message.type} after two minutes without the link`,
    );
  }

  private must(holds: boolean, what: string): void {
    if (!holds) throw new Error(what);
  }
}
