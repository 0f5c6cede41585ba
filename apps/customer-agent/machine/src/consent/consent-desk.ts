import {
  type AccessRequest,
  ALARM_KINDS,
  type Answer,
  type Attempt,
  answerPrompt,
  answerSafety,
  askCustomer,
  type Capability,
  type ClockReading,
  checkMessage,
  codesDiffer,
  type DeviceReport,
  dropMessage,
  endLedger,
  type GateVerdict,
  type GrantEndReason,
  type Ledger,
  linkAlarm,
  linkFlooded,
  linkLost,
  linkUp,
  newLedger,
  noteClaim,
  type SessionEvent,
  type Step,
  setActivity,
  setDisplay,
  stopGrants,
  tickLedger,
  withdrawPrompt,
} from '@relevo/domain';

export interface ConsentDeskOptions {
  readonly deviceId: string;
  readonly can: readonly Capability[];
  readonly clock: () => ClockReading;
  /** Signs a fact and sends it when the server can be reached. */
  readonly report: (fact: DeviceReport) => void;
  /** Lets go of every key and button of the machine. */
  readonly release: () => void;
}

type LinkFacts = Parameters<typeof linkUp>[2];

/** Whether anything that others act on differs: not the clocks, not the numbers of messages. Drops only count. */
const isSame = (a: Ledger, b: Ledger): boolean =>
  a.freeze === b.freeze &&
  a.links === b.links &&
  ALARM_KINDS.every((kind) => a.alarms[kind] > 0 === b.alarms[kind] > 0) &&
  a.safety === b.safety &&
  a.display === b.display &&
  Object.keys(a.grants).join() === Object.keys(b.grants).join();

/** Holds the consent ledger of this machine in memory, and does what each step asks: let go, stop, then tell. */
export class ConsentDesk {
  private state: Ledger;
  private readonly listeners = new Set<() => void>();
  /** Facts that the log has not heard of, in the order of what happened. */
  private readonly untold: DeviceReport[] = [];
  private taking = 0;

  constructor(private readonly options: ConsentDeskOptions) {
    this.state = newLedger(options.deviceId, options.can, options.clock());
  }

  get ledger(): Ledger {
    return this.state;
  }

  /** Called at once after each change of grants, questions, links or alarms, before anything is reported. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly tick = (): void => this.take(tickLedger(this.state, this.now()));
  readonly ask = (request: AccessRequest): void => this.take(askCustomer(this.state, request, this.now()));
  readonly answer = (answer: Answer): void => this.take(answerPrompt(this.state, answer, this.now()));
  readonly withdraw = (requestId: string): void =>
    this.take(withdrawPrompt(this.state, requestId, this.now()));
  readonly stop = (which: Parameters<typeof stopGrants>[1], reason: GrantEndReason): void =>
    this.take(stopGrants(this.state, which, reason, this.now()));
  readonly activity = (grantId: string, running: boolean): void =>
    this.take(setActivity(this.state, grantId, running, this.now()));
  readonly linkUp = (csrId: string, link: LinkFacts): void =>
    this.take(linkUp(this.state, csrId, link, this.now()));
  readonly linkLost = (csrId: string, epoch: number): void =>
    this.take(linkLost(this.state, csrId, epoch, this.now()));
  readonly linkAlarm = (csrId: string): void => this.take(linkAlarm(this.state, csrId, this.now()));
  readonly flooded = (): void => this.take(linkFlooded(this.state, this.now()));
  readonly answerSafety = (csrId: string, matches: boolean): void =>
    this.take(answerSafety(this.state, csrId, matches, this.now()));
  readonly codesDiffer = (csrId: string): void => this.take(codesDiffer(this.state, csrId, this.now()));
  readonly display = (display: Ledger['display']): void =>
    this.take(setDisplay(this.state, display, this.now()));
  readonly end = (reason: 'session-ended' | 'device-stopped'): void =>
    this.take(endLedger(this.state, reason, this.now()));

  /** Looks at what the log says of this device; lies raise an alarm and do nothing else. */
  readonly hear = (event: SessionEvent): void => this.hold(noteClaim(this.state, event));

  /** The gate in front of the desktop. */
  readonly check = (attempt: Attempt): GateVerdict => {
    const checked = checkMessage(this.state, attempt, this.now());
    this.take(checked);
    return checked.verdict;
  };

  /** Counts a message that was dropped before or after the gate. */
  readonly dropped = (reason: Parameters<typeof dropMessage>[1]): void =>
    this.hold(dropMessage(this.state, reason));

  private now(): ClockReading {
    return this.options.clock();
  }

  private take(step: Step): void {
    if (step.release) this.options.release();
    this.untold.push(...step.facts);
    this.taking += 1;
    // What runs stops first; the log hears of it afterwards, also when nobody listens.
    try {
      this.hold(step.ledger);
    } finally {
      this.taking -= 1;
    }
    // Whoever listened may have taken a step of their own: its facts come after these, in the order of what happened.
    if (this.taking === 0) for (const fact of this.untold.splice(0)) this.options.report(fact);
  }

  private hold(ledger: Ledger): void {
    const before = this.state;
    this.state = ledger;
    if (!isSame(before, ledger)) for (const listener of this.listeners) listener();
  }
}
