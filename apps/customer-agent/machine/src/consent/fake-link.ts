import type { Link, LinkState } from '@relevo/client';
import type { LinkToDevice } from '@relevo/contracts';

/** A peer link whose far end does what a test says. */
export class FakeLink {
  epoch = 0;
  state: LinkState = { name: 'connecting' };
  farKey: string | undefined;
  fingerprints: { device: string; csr: string } | undefined;
  /** Highest number that an honest console on this link has used. */
  seq = 0;
  readonly far: { participantId: string; endpoint: string; deviceId: null };
  private readonly states: (() => void)[] = [];
  private message: (message: LinkToDevice) => void = () => undefined;
  private dropped: (reason: 'malformed' | 'rate') => void = () => undefined;

  constructor(
    csrId: string,
    n: number,
    private readonly told: (message: { type: string; grants?: readonly { id: string }[] }) => void,
  ) {
    this.far = { participantId: csrId, endpoint: `endpoint ${n}`, deviceId: null };
  }

  readonly onState = (listener: () => void): number => this.states.push(listener);
  readonly onMessage = (listener: (message: LinkToDevice) => void): void => void (this.message = listener);
  readonly onInputComing = (): void => undefined;
  readonly onDropped = (listener: (reason: 'malformed' | 'rate') => void): void =>
    void (this.dropped = listener);

  send(message: { type: string }): boolean {
    if (this.state.name !== 'ready') return false;
    this.told(message);
    return true;
  }

  become(state: LinkState): void {
    this.state = state;
    for (const listener of this.states) listener();
  }

  /** Proves a key on a new connection. */
  ready(key: string): void {
    this.epoch += 1;
    this.farKey = key;
    this.fingerprints = { device: `d ${this.far.endpoint} ${this.epoch}`, csr: key };
    this.become({ name: 'ready' });
  }

  say(message: LinkToDevice): void {
    this.message(message);
  }

  drop(reason: 'malformed' | 'rate'): void {
    this.dropped(reason);
  }

  get asLink(): Link<'device'> {
    return this as unknown as Link<'device'>;
  }
}
