import type { SignalIn, SignalOut } from '@relevo/contracts';
import type { Wire } from '../sync/wire';
import type { SignalPort } from './types';

/** Signals by way of the server's socket. */
export class SocketSignals implements SignalPort {
  constructor(private readonly wire: Wire) {}

  get open(): boolean {
    return this.wire.state.status === 'online';
  }

  async send(message: SignalOut): Promise<boolean> {
    const answer = await this.wire.request('signal', message);
    return answer.ok && answer.data.delivered;
  }

  onSignal(listener: (message: SignalIn) => void): () => void {
    return this.wire.on('signal', listener);
  }
}
