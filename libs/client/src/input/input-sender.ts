import type { InputMessage } from '../peer/types';
import { Timers } from '../timers';
import type { Point } from './screen-map';

export type PointerButton = Extract<InputMessage, { type: 'input.button' }>['button'];
type Bare<Message> = Message extends InputMessage ? Omit<Message, 'grant' | 'seq'> : never;

export interface InputSenderOptions {
  readonly grantId: string;
  /** false = it could not be sent; nothing of it comes later. */
  readonly send: (message: InputMessage) => boolean;
}

const HEARTBEAT_MS = 500;
/** Pointer movements are joined: at most one in so many ms. */
const POINTER_MS = 8;
const LONGEST_TEXT = 2000;

/** Everything that a CSR does under one grant of control, numbered. What is held down is let go by `releaseAll`. */
export class InputSender {
  private seq = 0;
  private readonly keys = new Set<string>();
  private readonly buttons = new Set<PointerButton>();
  private waiting: Point | undefined;
  private readonly timers = new Timers();

  constructor(private readonly options: InputSenderOptions) {}

  /** Begins the heartbeat: without it the device lets go of everything after 2 s. */
  start(): void {
    this.send({ type: 'input.heartbeat' });
    this.timers.set('heartbeat', HEARTBEAT_MS, () => this.start());
  }

  /** Lets go of everything and falls silent. */
  stop(): void {
    this.releaseAll();
    this.timers.clearAll();
  }

  pointer(at: Point): void {
    this.waiting = at;
    if (this.timers.has('pointer')) return;
    this.flushPointer();
    this.timers.set('pointer', POINTER_MS, () => this.flushPointer());
  }

  button(at: Point, button: PointerButton, down: boolean): void {
    this.waiting = undefined;
    if (down) this.buttons.add(button);
    else if (!this.buttons.delete(button)) return;
    this.send({ type: 'input.button', ...at, button, down });
  }

  /** Notches: right and down are positive. */
  wheel(at: Point, dx: number, dy: number): void {
    if (dx !== 0 || dy !== 0) this.send({ type: 'input.wheel', ...at, dx, dy });
  }

  /** A physical key (`KeyboardEvent.code`). Down again while held repeats it; up without down is dropped. */
  key(code: string, down: boolean): void {
    if (down) this.keys.add(code);
    else if (!this.keys.delete(code)) return;
    this.send({ type: 'input.key', code, down });
  }

  holds(code: string): boolean {
    return this.keys.has(code);
  }

  /** Text as such, whatever keyboard either side has. */
  text(text: string): void {
    const characters = Array.from(text);
    for (let at = 0; at < characters.length; at += LONGEST_TEXT / 2) {
      this.send({ type: 'input.text', text: characters.slice(at, at + LONGEST_TEXT / 2).join('') });
    }
  }

  releaseAll(): void {
    const held = this.keys.size + this.buttons.size > 0;
    this.keys.clear();
    this.buttons.clear();
    this.waiting = undefined;
    if (held) this.send({ type: 'input.releaseAll' });
  }

  private flushPointer(): void {
    const at = this.waiting;
    this.waiting = undefined;
    if (!at) return;
    this.send({ type: 'input.pointer', ...at });
    this.timers.set('pointer', POINTER_MS, () => this.flushPointer());
  }

  private send(message: Bare<InputMessage>): void {
    this.seq += 1;
    this.options.send({ ...message, grant: this.options.grantId, seq: this.seq });
  }
}
