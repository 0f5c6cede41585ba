import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config';
import { Draining } from '../../platform/draining';
import { Connections } from './connections';
import { Dispatcher } from './dispatcher';

/** With several nodes, clients move over so long: the others are not stormed. */
const SPREAD_MS = 5000;
/** After that a client has so long to have its last answers and to go, also on a busy machine; who is gone is not waited for. */
const GRACE_MS = 5000;
const LOOK_MS = 20;

/** Sends everybody away before the end: told to move, answered, and only then cut (SEC-R3). */
@Injectable()
export class DrainService {
  private readonly spreadMs: number;

  constructor(
    @Inject(CONFIG) { redisUrl }: Config,
    private readonly draining: Draining,
    private readonly connections: Connections,
    private readonly dispatcher: Dispatcher,
  ) {
    // A server alone has nobody to send them to: they wait for its return.
    this.spreadMs = redisUrl === null ? 0 : SPREAD_MS;
  }

  /** Resolves when no message is being handled any more and every answer has been written. */
  async run(): Promise<void> {
    this.draining.begin();
    for (const connection of this.connections) connection.send('drain', { withinMs: this.spreadMs });
    const deadline = performance.now() + this.spreadMs + GRACE_MS;
    while (this.connections.some() && performance.now() < deadline) await sleep(LOOK_MS);
    await this.dispatcher.finish();
  }
}
