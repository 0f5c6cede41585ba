import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SigningKey } from '@relevo/client';
import type { LogKeys } from '@relevo/contracts';
import type { TestApi } from './api';
import type { Csr } from './people';

export interface Flood {
  readonly texts: readonly string[];
  /** So many at once. */
  readonly batch: number;
  readonly pauseMs: number;
}

interface Tab {
  readonly csr: Csr;
  readonly api: TestApi;
  readonly sessionId: string;
  /** That of the CSR's other tabs. */
  readonly key: SigningKey;
}

type Told =
  | { type: 'ask'; id: string; question: 'ticket' | 'keys' | 'sign'; text: string }
  | { type: 'sent'; sent: number }
  | { type: 'alarm'; alarm: string };

/** Another tab of a CSR that floods the agent for as long as it can, and comes back when it is shut out or crashes. */
export class Flooder {
  /** The agent has closed the line, and said why. */
  floodedOut = false;
  private before = 0;
  private now = 0;
  private over = false;
  private child: ChildProcess;

  constructor(
    private readonly tab: Tab,
    private readonly flood: Flood,
  ) {
    this.child = this.start();
  }

  get sent(): number {
    return this.before + this.now;
  }

  async stop(): Promise<void> {
    this.over = true;
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  private start(): ChildProcess {
    const { api, csr, sessionId, key } = this.tab;
    const child = fork(join(__dirname, 'flooder-tab.cjs'), { stdio: 'inherit' });
    child.on('message', (told: Told) => void this.hear(child, told));
    child.once('exit', () => {
      this.before += this.now;
      this.now = 0;
      if (!this.over) this.child = this.start();
    });
    void csr.must<{ id: string }>('GET', '/me').then(({ id }) =>
      child.send({
        type: 'start',
        tab: {
          origin: api.env['PUBLIC_URL'],
          sessionId,
          accountId: id,
          key: { publicKey: key.publicKey, thumbprint: key.thumbprint },
        },
        flood: this.flood,
      }),
    );
    return child;
  }

  private async hear(child: ChildProcess, told: Told): Promise<void> {
    if (told.type === 'sent') this.now = told.sent;
    else if (told.type === 'alarm') this.floodedOut ||= told.alarm === 'flood';
    else {
      const answer = await this.answer(told.question, told.text).then(
        (value) => ({ value }),
        (error: unknown) => ({ error: String(error) }),
      );
      if (child.connected) child.send({ id: told.id, ...answer });
    }
  }

  private async answer(question: 'ticket' | 'keys' | 'sign', text: string): Promise<unknown> {
    const { csr, key } = this.tab;
    if (question === 'sign') return key.sign(text);
    if (question === 'keys') return (await csr.must<LogKeys>('GET', '/log-keys')).keys;
    return (await csr.must<{ ticket: string }>('POST', '/socket-tickets')).ticket;
  }
}
