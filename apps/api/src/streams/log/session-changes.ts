import {
  type DecideContext,
  isRefusal,
  type NewEvent,
  type Refusal,
  type SessionState,
} from '@relevo/domain';
import { findCommand, findStreams, type Queryable } from './log.queries';
import type { LogService } from './log.service';
import { sha256 } from './sha256';
import type { StreamEntry } from './stream-entry';

/** How often a decision is made again because another node was faster. */
const MOST_ATTEMPTS = 8;

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

/** The database or the other nodes left no chance; the sender may try again. */
export class Unavailable extends Error {}

/**
 * Decides and appends: one change after another for each stream, decided again when another node was faster.
 * A command that took effect before gives its first answer; a refusal is given only on the newest state.
 */
export class SessionChanges {
  constructor(private readonly log: LogService) {}

  /** Makes a change, or tells why not. Resolves after the commit. */
  apply(change: Change): Promise<Changed | Refusal> {
    const contentHash = change.command ? sha256(JSON.stringify(change.command.content)) : '';
    return change.entry.run(async () => {
      for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
        const answer = await this.attempt(change, contentHash);
        if (answer) return answer;
        await this.refresh(change);
      }
      throw new Unavailable(`stream ${change.entry.id} kept moving`);
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

/** Context of a decision made now. */
export const decidingNow = (
  actor: DecideContext['actor'],
  policy: DecideContext['policy'],
): DecideContext => ({ now: Date.now(), actor, policy });
