import { join } from 'node:path';
import {
  Connection,
  ConsoleLinks,
  createDeviceKey,
  type InputMessage,
  type Link,
  memoryStore,
  Outbox,
  SessionClient,
  type SigningKey,
  SocketSignals,
  Witness,
} from '@relevo/client';
import type { LinkToConsole, LogKeys, SessionView } from '@relevo/contracts';
import { AgentWindow, PATIENCE_MS, startDesktop, until, type XDesktop } from '@relevo/testing';
import wrtc from '@roamhq/wrtc';
import { v7 as uuid } from 'uuid';
import type { TestApi } from './api';
import { aSessionWithMaria, Csr, type Guest } from './people';

const ROOT = join(__dirname, '../..');

/** The real agent on a desktop, driven through its window as a person would. */
export class AgentOnDesktop extends AgentWindow {
  /** Starts the compiled agent; `invitation` is what the customer would type. */
  static start(
    desktop: XDesktop,
    invitation: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): AgentOnDesktop {
    const main = join(ROOT, 'dist/apps/customer-agent/machine/src/main.js');
    const program = desktop.run(process.execPath, [main, ...invitation], {
      env: { LANG: 'en_GB.UTF-8', LC_ALL: '', LC_MESSAGES: '', ...env },
    });
    return new AgentOnDesktop(desktop, program);
  }

  /** Types a line that starts the agent, in the project's folder, as the customer's page says. */
  static byCommand(desktop: XDesktop, line: string): AgentOnDesktop {
    const env = { LANG: 'en_GB.UTF-8', LC_ALL: '', LC_MESSAGES: '' };
    return new AgentOnDesktop(desktop, desktop.run('sh', ['-c', line], { cwd: ROOT, env }));
  }
}

/** What the links of a patched console take for the line to the server. */
const DEAF = { state: { status: 'online' }, onState: () => () => undefined } as const;

type Received<Type extends LinkToConsole['type']> = Extract<LinkToConsole, { type: Type }>;

/** A CSR's console without its page: the real client, and what it was sent. */
export class TestConsole {
  readonly messages: LinkToConsole[] = [];
  pictures = 0;
  private seq = 0;

  private constructor(
    readonly session: SessionClient,
    readonly links: ConsoleLinks,
    private readonly line: Connection,
    readonly signer: SigningKey,
  ) {}

  /** `key` = that of another tab of the same browser; `patched` = links that do not hear of a sign-out. */
  static async open(
    csr: Csr,
    api: TestApi,
    session: SessionView,
    { key, patched = false }: { key?: SigningKey; patched?: boolean } = {},
  ): Promise<TestConsole> {
    const origin = api.env['PUBLIC_URL'] ?? api.url;
    const line = new Connection({
      baseUrl: origin,
      ticket: async () => (await csr.must<{ ticket: string }>('POST', '/socket-tickets')).ticket,
    });
    const account = await csr.must<{ id: string }>('GET', '/me');
    const store = memoryStore();
    const outbox = new Outbox({ wire: line, store, scope: account.id });
    const witness = new Witness({
      store,
      scope: account.id,
      keys: async () => (await csr.must<LogKeys>('GET', '/log-keys')).keys,
    });
    const client = new SessionClient({
      wire: line,
      outbox,
      witness,
      sessionId: session.id,
      me: { accountId: account.id },
    });
    const signer = key ?? (await createDeviceKey());
    const links = new ConsoleLinks({
      session: client,
      wire: patched ? DEAF : line,
      port: new SocketSignals(line),
      key: signer,
      iceServers: async () => [],
      wrtc,
    });
    const made = new TestConsole(client, links, line, signer);
    const heard = new Set<Link<'csr'>>();
    links.subscribe(() => {
      for (const link of links.all) {
        if (heard.has(link)) continue;
        heard.add(link);
        made.listen(link);
      }
    });
    line.start();
    return made;
  }

  private listen(link: Link<'csr'>): void {
    link.onMessage((message) => this.messages.push(message));
    link.onPicture(() => {
      this.pictures += 1;
    });
  }

  /** The proven link to the agent. */
  link(): Promise<Link<'csr'>> {
    return until('the link to the agent', PATIENCE_MS, async () => {
      const link = this.links.all.find((one) => one.state.name === 'ready');
      return link ?? null;
    });
  }

  /** Asks for a capability; returns the id of the question. */
  async ask(capability: 'screen.view' | 'input.control', minutes: number | null): Promise<string> {
    const requestId = uuid();
    const { outcome } = this.session.command('grant.request', {
      requestId,
      capability,
      minutes,
      participantId: null,
    });
    const answer = await outcome;
    if (!answer.ok) throw new Error(`${capability}: ${answer.error.code}`);
    return requestId;
  }

  /** What the log says of a question. */
  request(requestId: string) {
    return this.session.snapshot.session.requests[requestId];
  }

  /** Waits until the log says so. */
  async until(what: string, holds: (console_: TestConsole) => boolean): Promise<void> {
    await until(what, PATIENCE_MS, async () => (holds(this) ? true : null));
  }

  /** The live grant for a capability by the device's own word. */
  async held(capability: 'screen.view' | 'input.control'): Promise<string> {
    return until(`a grant for ${capability}`, PATIENCE_MS, async () => {
      const last = this.messages.findLast((m): m is Received<'grants'> => m.type === 'grants');
      return last?.grants.find((grant) => grant.capability === capability)?.id ?? null;
    });
  }

  /** Waits until input is not frozen (any more), by the device's own word. */
  thawed(): Promise<void> {
    return this.until('input is thawed', (c) => {
      const last = c.messages.findLast((m): m is Received<'grants'> => m.type === 'grants');
      return last?.frozen === false;
    });
  }

  /** Drops that the device told of, by reason. */
  drops(reason: Received<'dropped'>['reason']): number {
    return this.messages
      .filter((m): m is Received<'dropped'> => m.type === 'dropped' && m.reason === reason)
      .reduce((sum, { count }) => sum + count, 0);
  }

  /** What was dropped so far, by the device's word. */
  dropped(reason: Received<'dropped'>['reason'], atLeast = 1): Promise<void> {
    return this.until(`${atLeast} dropped as ${reason}`, (c) => c.drops(reason) >= atLeast);
  }

  /** Sends input under a grant with the next number, or with parts changed. */
  async input(grant: string, message: Record<string, unknown>, over: object = {}): Promise<void> {
    this.seq += 1;
    const link = await this.link();
    link.sendInput({ grant, seq: this.seq, ...message, ...over } as unknown as InputMessage);
  }

  async click(grant: string, x: number, y: number): Promise<void> {
    await this.input(grant, { type: 'input.pointer', x, y });
    for (const down of [true, false])
      await this.input(grant, { type: 'input.button', x, y, button: 'left', down });
  }

  async press(grant: string, code: string): Promise<void> {
    for (const down of [true, false]) await this.input(grant, { type: 'input.key', code, down });
  }

  close(): void {
    this.links.close();
    this.session.close();
    this.line.stop();
  }
}

/** Where the pointer is. */
export const pointerOn = async (desktop: XDesktop): Promise<string> => {
  const program = desktop.run('xdotool', ['getmouselocation']);
  await program.exited;
  return /x:\d+ y:\d+/.exec(program.output())?.[0] ?? '';
};

/** Control given by the customer in the agent's window; resolves when it has an effect. */
export const giveControl = async ({ console: console_, agent }: AgentScene): Promise<string> => {
  const asked = await console_.ask('input.control', 20);
  await agent.press('yes');
  await console_.until('the log has it', (c) => c.request(asked)?.status === 'given');
  await console_.until('the hands are ready', (c) =>
    Object.values(c.session.snapshot.session.grants).some(
      (g) => g.active && g.capability === 'input.control',
    ),
  );
  await console_.thawed();
  return console_.held('input.control');
};

/** CSR, customer's page, desktop with the attached agent, and the console's link to it. */
export interface AgentScene {
  readonly csr: Csr;
  readonly session: SessionView;
  readonly maria: Guest;
  readonly desktop: XDesktop;
  readonly agent: AgentOnDesktop;
  readonly console: TestConsole;
  close(): Promise<void>;
}

/**
 * A session in which María's agent has just been attached, by pressing Connect in its window. `server` = the address
 * by which the agent reaches the server, if another than everybody's; `patched` as for `TestConsole.open`; `env` = what the
 * agent finds in its environment beside the desktop.
 */
export const anAgentScene = async (
  api: TestApi,
  csr: Csr,
  { server, patched = false, env }: { server?: string; patched?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<AgentScene> => {
  const { session, maria } = await aSessionWithMaria(csr);
  const desktop = await startDesktop({ width: 1280, height: 800 });
  const console_ = await TestConsole.open(csr, api, session, { patched });
  const { code } = await maria.must<{ code: string }>('POST', '/devices/codes');
  const address = server ?? api.env['PUBLIC_URL'] ?? api.url;
  const agent = AgentOnDesktop.start(desktop, [code, '--server', address], env);
  const close = async () => {
    console_.close();
    await agent.program.stop();
    await desktop.close();
  };
  try {
    await agent.press('yes');
    await console_.link();
  } catch (error) {
    await close();
    throw new Error(`${String(error)}\n${agent.program.output()}`);
  }
  return { csr, session, maria, desktop, agent, console: console_, close };
};
