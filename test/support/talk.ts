import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, Outbox, SessionClient } from '@relevo/client';
import { readRecord } from '@relevo/domain';
import {
  checkHistory,
  History,
  type HistoryFault,
  type Logged,
  PATIENCE_MS,
  until,
  type View,
} from '@relevo/testing';
import { Client } from 'pg';
import { readRecords } from '../../apps/api/src/streams/log/log.queries';

/** Most messages of one writer without an answer: the next one is typed when one of them is through. */
const AHEAD = 5;
/** Longest wait between two messages of one writer, ms: there is nearly always one on its way. */
const PAUSE_MS = 10;

/** Every message of a conversation as the database has it, in the order of the stream. */
const readLog = async (databaseUrl: string, conversationId: string): Promise<Logged[]> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const records = await readRecords(client, conversationId, 0, Number.MAX_SAFE_INTEGER);
    return records.map(readRecord).flatMap((event) => {
      const text = 'data' in event ? (event.data as { text?: string }).text : undefined;
      return text === undefined ? [] : [{ seq: event.seq, text }];
    });
  } finally {
    await client.end();
  }
};

/** A client that writes: the libraries of console or page. */
interface Party {
  readonly line: Connection;
  readonly outbox: Outbox;
  readonly session: SessionClient;
}

/** A conversation in which many write while things break, and what comes of it. */
export class Talk {
  readonly history = new History();
  private readonly writers: Party[] = [];
  private readonly shown: { readonly who: string; readonly texts: () => Promise<readonly string[]> }[] = [];
  /** Messages that the clients may have written so far. */
  private budget = 0;
  private count = 0;
  private finished = false;
  /** Commands on the wire now, sent and not answered. */
  private asking = 0;
  /** What each client was last told instead of an acknowledgement. */
  private readonly refusals = new Map<number, string>();
  private wake: () => void = () => undefined;
  private more = this.waitForMore();

  constructor(
    private readonly random: () => number,
    /** How many messages the clients write at least, what is typed on pages apart. */
    private readonly least: number,
  ) {}

  /** Messages that the clients have written so far. */
  get written(): number {
    return this.count;
  }

  /** Messages that they have to write yet. */
  get left(): number {
    return Math.max(0, this.least - this.count);
  }

  /** Lets the clients write until so many are written, or all that was allowed before. */
  allow(budget: number): void {
    this.budget = Math.max(budget, this.budget);
    this.wake();
    this.more = this.waitForMore();
  }

  /** Lets the clients write what is missing, and then no more. */
  finish(): void {
    this.finished = true;
    this.budget = Math.max(this.least, this.count);
    this.wake();
  }

  /** Waits for every client to have a line: then they all write, and not only those that came back first. */
  async online(): Promise<void> {
    await until('all have a line', PATIENCE_MS, async () =>
      this.writers.every(({ line }) => line.state.status === 'online') ? true : null,
    );
  }

  /** Commands on the wire now, sent and not answered; each client has at most one of a conversation. */
  get inFlight(): number {
    return this.asking;
  }

  /**
   * Waits for a moment in which the clients have written so many messages and so many commands are on the wire. When all that
   * was allowed is written before, they may write more: as much as they all can have waiting.
   */
  async underWay(written: number, commands: number): Promise<void> {
    const moment = async () => {
      if (this.count >= written && this.asking >= commands) return true;
      if (this.count >= this.budget) this.allow(this.count + AHEAD * this.writers.length);
      return null;
    };
    await until(`${written} messages, ${commands} commands on the wire`, PATIENCE_MS, moment, 1).catch(
      (error: Error) => {
        throw new Error(
          [error.message, `${this.count} of ${this.budget} written`, ...this.standing()].join('\n'),
        );
      },
    );
  }

  /** Where each client stands, for whoever must find out why a test failed. */
  private standing(): string[] {
    return this.writers.map(({ line, outbox, session: { snapshot } }, n) => {
      const waiting = outbox.pending(snapshot.session.conversationId).length;
      return `client ${n}: ${line.state.status}, ${snapshot.status}, ${waiting} waiting, ${this.refusals.get(n) ?? 'never refused'}`;
    });
  }

  /** Someone whose view counts in the end. */
  watch(who: string, texts: () => Promise<readonly string[]>): void {
    this.shown.push({ who, texts });
  }

  /** A client that writes as the others do, in order, some ahead of the answers. Resolves when all is written and answered. */
  async write(writer: string, party: Party): Promise<void> {
    const { session } = party;
    this.writers.push(party);
    this.countCommands(party, this.writers.length - 1);
    this.watch(writer, async () => session.snapshot.conversation.messages.map(({ text }) => text));
    const open = new Set<Promise<void>>();
    for (let n = 1; ; n += 1) {
      if (open.size >= AHEAD) await Promise.race(open);
      await sleep(this.random() * PAUSE_MS);
      while (this.count >= this.budget && !this.finished) await this.more;
      if (this.count >= this.budget) break;
      const text = `${writer} ${n}`;
      this.count += 1;
      this.history.invoke(writer, text);
      const answered: Promise<void> = session.post(text).outcome.then((outcome) => {
        open.delete(answered);
        if (outcome.ok) this.history.ok(text, outcome.seq);
        else this.history.fail(text);
      });
      open.add(answered);
    }
    await Promise.all(open);
  }

  /** A message typed on a page; whether it is acknowledged shows at its end in the chat. */
  async type(writer: string, text: string, say: (text: string) => Promise<void>): Promise<void> {
    this.history.invoke(writer, text);
    await say(text);
  }

  /** Waits for what was typed on a page to stand there without "sending". */
  async settled(writer: string, texts: () => Promise<readonly string[]>): Promise<void> {
    for (const { text, fate, writer: own } of this.history.all) {
      if (own !== writer || fate !== 'open') continue;
      await until(`${text} is sent`, PATIENCE_MS, async () => ((await texts()).includes(text) ? true : null));
      this.history.ok(text);
    }
  }

  /** What is wrong with the log and every view, once everybody had the time to catch up; first whoever does not follow. */
  async faults(databaseUrl: string, conversationId: string): Promise<(HistoryFault | string)[]> {
    const log = await readLog(databaseUrl, conversationId);
    const check = async () =>
      checkHistory(
        this.history.all,
        log,
        await Promise.all(
          this.shown.map(async ({ who, texts }): Promise<View> => ({ who, texts: await texts() })),
        ),
      );
    await until('all see the same', PATIENCE_MS, async () =>
      (await check()).length === 0 ? true : null,
    ).catch(() => undefined);
    const astray = this.writers.flatMap(({ line, session: { snapshot } }, n) =>
      snapshot.status === 'live'
        ? []
        : [`client ${n}: ${line.state.status}, ${snapshot.status} ${JSON.stringify(snapshot.alarm)}`],
    );
    return [...astray, ...(await check())];
  }

  private countCommands({ line }: Party, client: number): void {
    const { request } = line;
    line.request = async (name, data) => {
      if (name !== 'command') return request.call(line, name, data) as never;
      this.asking += 1;
      const answer = await request.call(line, name, data).finally(() => {
        this.asking -= 1;
      });
      if (!answer.ok) this.refusals.set(client, `${answer.error.code} ${answer.error.message}`);
      return answer as never;
    };
  }

  private waitForMore(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
