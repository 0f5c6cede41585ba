import { setTimeout } from 'node:timers/promises';
import { isRefusal, type NewEvent, type Refusal, type SessionState } from '@relevo/domain';
import { ApiError } from '../../platform/errors/api-error';
import { findCommand, findStreams, type Queryable } from './log.queries';
import type { LogService } from './log.service';
import { sha256 } from './sha256';
import type { StreamEntry } from './stream-entry';

/** How often a decision is made again because another node was faster. */
const MOST_ATTEMPTS = 40;
/** From this attempt on, a random wait lets nodes that race for one stream take turns. */
const PATIENT_FROM = 3;
const WAIT_MS = 10;

export interface Change {
  readonly entry: StreamEntry;
  /** Of the session to which the stream belongs. */
  readonly session: StreamEntry;
  readonly decide: (state: SessionState) => readonly NewEvent[] | Refusal;
  /** The sender's own id for this intention, and what it contains. */
  readonly command?: { readonly participant: string; readonly commandId: string; readonly content: unknown };
  /** Rows of the same transaction; given the session as it is then. */
  readonly work?: (db: Queryable) => Promise<void>;
}

/** Where the stream stands after a change. */
export interface Changed {
  readonly seq: number;
}

/**
 * Decides and appends: one change after another for each stream, decided again when another node was faster.
 * A command that took effect before gives its first answer; a refusal is given only on the newest state.
 */
export class SessionChanges {
  constructor(private readonly log: LogService) {}

  /**
   * Makes a change, or tells why not. Resolves after the commit.
   * @throws ApiError UNAVAILABLE when other nodes left no chance; whatever `decide` and `work` throw
   */
  apply(change: Change): Promise<Changed | Refusal> {
    const contentHash = change.command ? sha256(JSON.stringify(change.command.content)) : '';
    return change.entry.run(async () => {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const answer = await this.attempt(change, contentHash);
        if (answer) return answer;
        if (attempt >= PATIENT_FROM) await setTimeout(Math.random() * WAIT_MS);
        await this.refresh(change);
      }
      throw new ApiError('UNAVAILABLE', 'the stream kept moving', { retryAfterSeconds: 1 });
    });
  }

  /** One try; `undefined` = decide again on a newer state. */
  private async attempt(change: Change, contentHash: string): Promise<Changed | Refusal | undefined> {
    const { entry, session, command } = change;
    const decision = change.decide(session.state);
    if (isRefusal(decision)) {
      const known = await this.answered(change, contentHash);
      if (known) return known;
      return (await this.isNewest(change)) ? decision : undefined;
    }
    const verdict = await this.log.append([{ entry, events: decision }], {
      read: session === entry ? [] : [session],
      command: command && { participant: command.participant, commandId: command.commandId, contentHash },
      work: change.work,
    });
    if (verdict === 'ok') return { seq: entry.seq };
    return verdict === 'seen' ? this.answered(change, contentHash) : undefined;
  }

  /** What the command answered when it took effect; a conflict when it said something else then. */
  private async answered(change: Change, contentHash: string): Promise<Changed | Refusal | undefined> {
    const { entry, command } = change;
    if (!command) return undefined;
    const known = await findCommand(this.log.db, entry.id, command.participant, command.commandId);
    if (!known) return undefined;
    return known.contentHash === contentHash ? { seq: known.seq } : { refused: 'CONFLICT' };
  }

  private async isNewest({ entry, session }: Change): Promise<boolean> {
    const rows = await findStreams(this.log.db, [entry.id, session.id]);
    return rows.every((row) => row.version === (row.id === entry.id ? entry : session).seq);
  }

  private async refresh({ entry, session }: Change): Promise<void> {
    await this.log.catchUpHeld(entry);
    if (session !== entry) await this.log.catchUp(session);
  }
}
