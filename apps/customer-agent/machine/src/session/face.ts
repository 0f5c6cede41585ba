import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@relevo/client';
import type { Language } from '@relevo/contracts';
import { openPrompt } from '@relevo/domain';
import { readClock } from '../consent/clock';
import type { ConsentDesk } from '../consent/consent-desk';
import type { AgentModel } from '../window/agent-view';
import type { AgentWindow, AgentWindowEvents } from '../window/agent-window';
import { longestOf } from '../window/durations';
import { promptText } from '../window/prompt-text';
import { agentView } from '../window/view';
import { translator } from '../window/words';

const hashOf = (words: string): string => createHash('sha256').update(words, 'utf8').digest('hex');

/** The window is drawn at most so often, whatever happens: drawing must not keep Stop waiting. */
const DRAW_MS = 200;

/** What the customer sees, and what they press: the model of the window, with the answer to the open question. */
export class Face {
  private window: AgentWindow | null = null;
  private model: AgentModel;
  /** What is on the screen now: people answer what they read. */
  private drawn: AgentModel;
  private resting: NodeJS.Timeout | null = null;
  /** The question that the durations below belong to. */
  private asked = '';

  constructor(
    start: AgentModel,
    private readonly language: Language,
  ) {
    this.model = start;
    this.drawn = start;
  }

  /** The window, once it is open; without one nothing is shown. */
  use(window: AgentWindow | null): void {
    this.window = window;
    this.paint();
  }

  set(change: Partial<AgentModel>): void {
    this.model = { ...this.model, ...change };
    this.draw();
  }

  /** What the window is drawn from. */
  get shown(): AgentModel {
    return this.model;
  }

  /** Takes the ledger as it is now and what else is new, and draws. To be called after each change and several times a second. */
  readonly follow = (desk: ConsentDesk, change: Partial<AgentModel> = {}): void => {
    const prompt = openPrompt(desk.ledger);
    const requestId = prompt?.request.requestId ?? '';
    // A new question begins with what was asked for.
    const fresh = requestId === this.asked || !prompt;
    this.asked = requestId;
    const row = fresh ? {} : { choosing: false, minutes: longestOf(prompt.request.minutes, prompt.covers) };
    this.set({ ...change, ledger: desk.ledger, ...row });
  };

  /** The customer's answer to the question on the screen, with the words that they read. */
  readonly answer = (desk: ConsentDesk, requestId: string, allow: boolean): void => {
    const prompt = openPrompt(desk.ledger);
    if (!prompt || prompt.request.requestId !== requestId) return;
    const { words } = promptText(prompt, this.drawn, translator(this.language));
    desk.answer({
      requestId,
      allow,
      minutes: this.drawn.minutes,
      words,
      wordsHash: hashOf(words),
      stamps: prompt.covers.map(() => ({ grantId: newId(), nonce: randomBytes(16).toString('base64url') })),
    });
  };

  readonly durationEvents: Pick<AgentWindowEvents, 'changeDuration' | 'chooseDuration'> = {
    changeDuration: () => this.choose({ choosing: !this.model.choosing }),
    chooseDuration: (minutes) => this.choose({ minutes, choosing: false }),
  };

  /** The desktop is gone: nothing is drawn any more. */
  forsake(): void {
    this.window?.forsake();
    this.window = null;
  }

  close(): void {
    if (this.resting) clearTimeout(this.resting);
    this.window?.close();
    this.window = null;
  }

  /** The customer's own choice shows at once. */
  private choose(change: Partial<AgentModel>): void {
    this.model = { ...this.model, ...change };
    this.paint();
  }

  private draw(): void {
    if (this.resting) return;
    this.paint();
    this.resting = setTimeout(() => {
      this.resting = null;
      if (this.drawn !== this.model) this.draw();
    }, DRAW_MS).unref();
  }

  private paint(): void {
    this.drawn = this.model;
    this.window?.show(agentView(this.model, readClock(), this.language));
  }
}
