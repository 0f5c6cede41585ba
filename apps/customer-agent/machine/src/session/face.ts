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

/** What the customer sees, and what they press: the model of the window, with the answer to the open question. */
export class Face {
  private window: AgentWindow | null = null;
  private model: AgentModel;
  /** The question that the durations below belong to. */
  private asked = '';

  constructor(
    start: AgentModel,
    private readonly language: Language,
  ) {
    this.model = start;
  }

  /** The window, once it is open; without one nothing is shown. */
  use(window: AgentWindow | null): void {
    this.window = window;
    this.draw();
  }

  set(change: Partial<AgentModel>): void {
    this.model = { ...this.model, ...change };
    this.draw();
  }

  get stage(): AgentModel['stage'] {
    return this.model.stage;
  }

  /** Takes the ledger as it is now, and draws. To be called after each change and several times a second. */
  readonly follow = (desk: ConsentDesk): void => {
    const prompt = openPrompt(desk.ledger);
    const requestId = prompt?.request.requestId ?? '';
    // A new question begins with what was asked for.
    const fresh = requestId === this.asked || !prompt;
    this.asked = requestId;
    const row = fresh ? {} : { choosing: false, minutes: longestOf(prompt.request.minutes, prompt.covers) };
    this.set({ ledger: desk.ledger, ...row });
  };

  /** The customer's answer to the question on the screen, with the words that they read. */
  readonly answer = (desk: ConsentDesk, requestId: string, allow: boolean): void => {
    const prompt = openPrompt(desk.ledger);
    if (!prompt || prompt.request.requestId !== requestId) return;
    const { words } = promptText(prompt, this.model, translator(this.language));
    desk.answer({
      requestId,
      allow,
      minutes: this.model.minutes,
      words,
      wordsHash: hashOf(words),
      stamps: prompt.covers.map(() => ({ grantId: newId(), nonce: randomBytes(16).toString('base64url') })),
    });
  };

  readonly durationEvents: Pick<AgentWindowEvents, 'changeDuration' | 'chooseDuration'> = {
    changeDuration: () => this.set({ choosing: !this.model.choosing }),
    chooseDuration: (minutes) => this.set({ minutes, choosing: false }),
  };

  close(): void {
    this.window?.close();
    this.window = null;
  }

  private draw(): void {
    this.window?.show(agentView(this.model, readClock(), this.language));
  }
}
