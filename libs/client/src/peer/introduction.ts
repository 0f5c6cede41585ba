import type { Fingerprints } from '@relevo/domain';
import type { SigningKey } from '../keys/key';
import { checkHello, type Hello, type HelloContext, makeHello } from './hello';
import type { LinkAlarm, LinkRole } from './types';

/** The log may show the far end's key a little later than the far end shows itself. */
const KEY_GRACE_MS = 5000;
const KEY_LOOK_MS = 100;
/** What may arrive between the far end's readiness and ours. */
const MAX_EARLY = 256;

/** What a far end has proven on one connection. */
export interface ProvenFar {
  readonly thumbprint: string;
  readonly fingerprints: Fingerprints;
}

export interface IntroductionOptions {
  readonly role: LinkRole;
  readonly key: SigningKey;
  /** Thumbprint of the key that the log names for the far end now; undefined = not known yet. */
  readonly expectedKey: () => string | undefined;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly send: (hello: Hello) => void;
  /** The far end is proven, and it has our hello. Called once at most. */
  readonly done: (far: ProvenFar) => void;
  /** The far end is not who it should be. */
  readonly refused: (alarm: LinkAlarm) => void;
}

/** How both ends of one connection show who they are; before that nothing else of the far end counts (SEC-C11). */
export class Introduction {
  private said = false;
  private heard = false;
  private over = false;
  private proven: ProvenFar | undefined;
  private isDone = false;
  private early: (() => void)[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: IntroductionOptions) {}

  /** Shows who we are on this very connection. */
  async say(context: HelloContext): Promise<void> {
    const hello = await makeHello(this.options.key, this.options.role, context);
    if (this.over) return;
    this.options.send(hello);
    this.said = true;
    this.settle();
  }

  /** Judges what the far end shows; only its first word counts. `context` undefined = no certificates are seen here. */
  async hear(hello: Hello, context: HelloContext | undefined): Promise<void> {
    if (this.heard) return;
    this.heard = true;
    if (!context) return this.options.refused('swapped-fingerprints');
    const verdict = await checkHello(hello, this.options.role === 'csr' ? 'device' : 'csr', context);
    if (this.over) return;
    if ('alarm' in verdict) return this.options.refused(verdict.alarm);
    const far = { thumbprint: verdict.thumbprint, fingerprints: context.fingerprints };
    this.matchKey(far, this.options.now() + KEY_GRACE_MS);
  }

  /** What a far end says before it is proven waits; it is forgotten if it never is. */
  whenDone(act: () => void): void {
    if (this.isDone) act();
    else if (!this.over && this.early.length < MAX_EARLY) this.early.push(act);
  }

  /** The connection is gone: nothing that was said on it counts any more. */
  close(): void {
    this.over = true;
    this.early = [];
    clearTimeout(this.timer);
  }

  private matchKey(far: ProvenFar, until: number): void {
    const { expectedKey, now, refused } = this.options;
    if (expectedKey() === far.thumbprint) {
      this.proven = far;
      this.settle();
    } else if (now() >= until) {
      refused('wrong-key');
    } else {
      this.timer = setTimeout(() => this.matchKey(far, until), KEY_LOOK_MS);
    }
  }

  /** Done means both: the far end is proven, and our own channels stand and have carried our hello. */
  private settle(): void {
    if (!this.said || !this.proven) return;
    this.isDone = true;
    this.options.done(this.proven);
    const { early } = this;
    this.early = [];
    for (const act of early) if (!this.over) act();
  }
}
