import type { LinkToDevice } from '@relevo/contracts';
import type { InputBackend, KeyboardLook } from '../desktop/input';
import type { OwnWindows } from '../desktop/own-windows';
import { Held } from './held';

/** Messages that move something on the desktop. */
export type InputEffect = Extract<LinkToDevice, { type: `input.${string}` }>;

export interface RemoteHandsOptions {
  readonly openInput: () => Promise<InputBackend>;
  /** Where the agent's own windows are; null = not known (yet), and then nothing may be pressed. */
  readonly own: () => Pick<OwnWindows, 'ownsPoint' | 'ownsFocus' | 'hurry'> | null;
  /** Whether the grant still lives and nothing is frozen: asked again right before each effect. */
  readonly mayAct: (grantId: string) => boolean;
  /** What presses is open. */
  readonly opened: () => void;
  readonly failed: (error: unknown) => void;
}

interface Task {
  readonly message: InputEffect;
  /** It was aimed at a window of the agent and did nothing. */
  readonly refused: () => void;
}

/** What was asked of the X server before the message that needs it was read. */
interface EarlyAnswers {
  readonly ownsFocus: Promise<boolean>;
  readonly look: KeyboardLook | undefined;
}

const isRelease = (message: InputEffect): boolean =>
  (message.type === 'input.button' || message.type === 'input.key') && !message.down;

/** The controller's hands on this desktop: exist while a grant for control lives. They are behind the gate. */
export class RemoteHands {
  private readonly input: Held<InputBackend>;
  private tasks: Task[] = [];
  private working = false;
  private at = { x: 0, y: 0 };
  private lastType: InputEffect['type'] | null = null;
  private early: EarlyAnswers | null = null;
  /** Early questions are on their way: what comes faster than they are answered asks for itself. */
  private asking = false;

  constructor(private readonly options: RemoteHandsOptions) {
    this.input = new Held({
      open: options.openInput,
      close: (input) => input.close(),
      ready: () => options.opened(),
      failed: options.failed,
    });
  }

  /** Whether messages have an effect now: what presses is open, and it is known where not to press. */
  get ready(): boolean {
    return this.input.value !== null && this.options.own() !== null;
  }

  want(wanted: boolean): void {
    if (!wanted) {
      this.release();
      this.lastType = null;
    }
    this.input.want(wanted);
  }

  /** Lets go of every key and button now, and forgets what was still to be done. */
  readonly release = (): void => {
    this.tasks = [];
    this.input.value?.releaseAll();
  };

  end(): Promise<void> {
    this.release();
    return this.input.end();
  }

  /**
   * A message is coming that nobody has read yet. If it is a key or a letter as the last one was, its questions are on their way
   * meanwhile. Never while another waits: that one may move the focus.
   */
  readonly lookAhead = (): void => {
    const types = this.lastType === 'input.text' || this.lastType === 'input.key';
    const own = this.options.own();
    const input = this.input.value;
    if (!types || this.asking || this.working || !own || !input) return;
    const early = {
      ownsFocus: own.ownsFocus(),
      look: this.lastType === 'input.text' ? input.lookAhead?.() : undefined,
    };
    this.asking = true;
    early.ownsFocus
      // It may never be waited for.
      .catch(() => undefined)
      .finally(() => {
        this.asking = false;
      });
    this.early = early;
    // Good for the message that is read now, and for no later one.
    queueMicrotask(() => {
      this.early = null;
    });
  };

  /** Takes a message that passed the gate; effects come in the order of the messages. */
  do(message: InputEffect, refused: () => void): void {
    if (message.type === 'input.heartbeat') return;
    if (message.type === 'input.releaseAll') return this.release();
    this.lastType = message.type;
    const last = this.tasks.at(-1);
    // Of moves that wait only the last one counts.
    if (message.type === 'input.pointer' && last?.message.type === 'input.pointer') this.tasks.pop();
    this.tasks.push({ message, refused });
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let task = this.tasks[0]; task; task = this.tasks[0]) {
      const { message } = task;
      // Both questions leave together. This one only reads the keyboard.
      const { early } = this;
      this.early = null;
      const look =
        message.type === 'input.text' ? (early?.look ?? this.input.value?.lookAhead?.()) : undefined;
      const asked = this.isOwn(message, early).catch(() => true);
      this.hurry();
      const own = await asked;
      // Everything may have been stopped or frozen meanwhile.
      if (this.tasks[0] !== task) continue;
      this.tasks.shift();
      const input = this.input.value;
      if (!input || !this.options.mayAct(message.grant)) continue;
      // What comes behind a text waits here, so that it is looked at again when its turn comes.
      if (!own) await this.act(input, task, look);
      else if (isRelease(message)) this.letGo(input, message);
      else task.refused();
    }
    this.working = false;
  }

  /** What takes its effect soon after the answer takes it where the answer was right. */
  private hurry(): void {
    this.options.own()?.hurry();
    this.input.value?.hurry?.();
  }

  private async isOwn(message: InputEffect, early: EarlyAnswers | null): Promise<boolean> {
    const own = this.options.own();
    if (!own) return true;
    if ('x' in message) return own.ownsPoint(message.x, message.y);
    return early?.ownsFocus ?? own.ownsFocus();
  }

  /** Whether a text that takes its time may still go where the focus is. */
  private async mayGoOn({ message, refused }: Task): Promise<boolean> {
    const own = await this.isOwn(message, null).catch(() => true);
    if (own) refused();
    return !own && this.options.mayAct(message.grant);
  }

  private act(input: InputBackend, task: Task, look?: KeyboardLook): void | Promise<void> {
    const { message } = task;
    if ('x' in message) this.at = { x: message.x, y: message.y };
    switch (message.type) {
      case 'input.pointer':
        return input.pointer(message.x, message.y);
      case 'input.button':
        return input.button(message.button, message.down, message.x, message.y);
      case 'input.wheel':
        input.pointer(message.x, message.y);
        return input.wheel(message.dx, message.dy);
      case 'input.key':
        return input.key(message.code, message.down);
      case 'input.text':
        // Dropped text is no fault: everything was let go of.
        return input.text(message.text, () => this.mayGoOn(task), look).catch(() => undefined);
      default:
        return;
    }
  }

  /** Letting go is always right, also over a window of ours; a button comes up where the pointer was last allowed. */
  private letGo(input: InputBackend, message: InputEffect): void {
    if (message.type === 'input.key') input.key(message.code, false);
    if (message.type === 'input.button') input.button(message.button, false, this.at.x, this.at.y);
  }
}
