import {
  type AccessRequest,
  type Answer,
  type Attempt,
  answerPrompt,
  askCustomer,
  type Checked,
  type ClockReading,
  checkMessage,
  type Ledger,
  linkUp,
  newLedger,
  type Step,
  tickLedger,
} from '@relevo/domain';

/** A customer's device for tests: time goes on by saying so, and every fact is kept. */
export class ConsentScene {
  ledger: Ledger;
  facts: { type: string; [key: string]: unknown }[] = [];
  releases = 0;
  now: ClockReading = { mono: 5_000, wall: 1_800_000_000_000 };
  private asked = 0;

  constructor(can: Ledger['can'] = ['screen.view', 'input.control']) {
    this.ledger = newLedger('device', can, this.now);
  }

  take<T extends Step>(step: T): T {
    this.ledger = step.ledger;
    for (const fact of step.facts) this.facts.push({ type: fact.type, ...fact.data });
    if (step.release) this.releases += 1;
    return step;
  }

  do(change: (ledger: Ledger, now: ClockReading) => Step): this {
    this.take(change(this.ledger, this.now));
    return this;
  }

  /** Both clocks go on, without a tick. */
  sleep(ms: number): this {
    this.now = { mono: this.now.mono + ms, wall: this.now.wall + ms };
    return this;
  }

  /** Time goes on as in life: a tick at least every 250 ms. */
  pass(ms: number): this {
    for (let left = ms; left > 0; left -= 250) this.sleep(Math.min(250, left)).do(tickLedger);
    return this;
  }

  link(csrId = 'ana', epoch = 1, key = `key of ${csrId}`): this {
    const fingerprints = { device: `d${epoch}`, csr: `c${epoch}` };
    return this.do((ledger, now) => linkUp(ledger, csrId, { epoch, key, fingerprints }, now));
  }

  /** Asks; the question is on the screen 500 ms later. */
  ask(request: Partial<AccessRequest> = {}): string {
    this.asked += 1;
    const whole: AccessRequest = {
      requestId: `request ${this.asked}`,
      capability: 'screen.view',
      csrId: 'ana',
      csrName: 'Ana Ruiz',
      minutes: null,
      patienceMs: 60_000,
      ...request,
    };
    this.do((ledger, now) => askCustomer(ledger, whole, now));
    return whole.requestId;
  }

  answer(requestId: string, answer: Partial<Answer> = {}): this {
    return this.do((ledger, now) =>
      answerPrompt(
        ledger,
        {
          requestId,
          allow: true,
          minutes: null,
          words: 'May Ana?',
          wordsHash: 'hash',
          stamps: [
            { grantId: `${requestId} a`, nonce: 'n1' },
            { grantId: `${requestId} b`, nonce: 'n2' },
          ],
          ...answer,
        },
        now,
      ),
    );
  }

  /** Asks, says yes and waits for the thaw; returns the id of the (first) grant. */
  give(request: Partial<AccessRequest> = {}): string {
    const requestId = this.ask(request);
    this.pass(500).answer(requestId, { minutes: request.minutes ?? null });
    this.pass(500);
    return `${requestId} a`;
  }

  check(attempt: Partial<Attempt>): Checked {
    const csrId = attempt.csrId ?? 'ana';
    return this.take(
      checkMessage(
        this.ledger,
        { needs: 'screen.view', csrId, csrKey: `key of ${csrId}`, epoch: 1, seq: 1, ...attempt },
        this.now,
      ),
    );
  }

  verdict(attempt: Partial<Attempt>): string {
    const { verdict } = this.check(attempt);
    return verdict.allowed ? 'allowed' : verdict.reason;
  }

  /** Facts of one type since the last call, without what they all share. */
  reported(type: string): Record<string, unknown>[] {
    const hits = this.facts.filter((fact) => fact.type === type);
    this.facts = this.facts.filter((fact) => fact.type !== type);
    return hits.map(({ type: _type, deviceId: _deviceId, ...data }) => data);
  }
}
