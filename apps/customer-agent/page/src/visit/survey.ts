import { ApiFailure, Listeners } from '@relevo/client';
import type { ErrorCode } from '@relevo/contracts';
import type { SurveyData } from '@relevo/domain';

/** open = nothing was sent; sent = the server has it. */
export type SurveyState =
  | { readonly step: 'open' | 'sending' | 'sent' }
  | { readonly step: 'failed'; readonly code: ErrorCode };

/** How well it was solved, as this customer says it; can be sent again with a change. */
export class Survey {
  private state: SurveyState = { step: 'open' };
  private readonly listeners = new Listeners<[]>();

  constructor(private readonly send: (answer: SurveyData) => Promise<unknown>) {}

  get snapshot(): SurveyState {
    return this.state;
  }

  readonly subscribe = this.listeners.add;

  async answer(answer: SurveyData): Promise<void> {
    this.move({ step: 'sending' });
    try {
      await this.send(answer);
      this.move({ step: 'sent' });
    } catch (error) {
      const code = error instanceof ApiFailure ? error.code : 'UNAVAILABLE';
      // A device is heard for some minutes after its part is over; then its credential opens nothing any more.
      this.move({ step: 'failed', code: code === 'NOT_SIGNED_IN' ? 'SURVEY_CLOSED' : code });
    }
  }

  private move(next: SurveyState): void {
    this.state = next;
    this.listeners.emit();
  }
}
