import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { MarkOut } from '@relevo/contracts';
import type { Mark } from '@relevo/domain';
import { Beat } from '../../platform/beat';
import { ApiError } from '../../platform/errors/api-error';
import { LogService } from '../log/log.service';
import { joinedReader, type Reading } from '../log/page.service';
import type { StreamEntry } from '../log/stream-entry';
import type { Connection } from '../socket/connection';
import { Connections } from '../socket/connections';
import { NodeBus } from '../socket/node-bus';
import { Board } from './board';
import { keepMarks, type Line, lineOf, linesAt, marksOf } from './marks.queries';

/** Marks of so many ms are told together. */
const TELL_MS = 300;
/** How often marks are written, in ms: all of all conversations in one statement. */
const KEEP_MS = 2000;

/**
 * How far everybody has come in the conversations that are followed here. Not events: a mark for each reader and line would be most
 * of the log. What a crash takes is told again by those who are still there, and nothing is shown as read that was not.
 */
@Injectable()
export class MarksService implements OnModuleInit {
  private readonly logger = new Logger(MarksService.name);
  private readonly boards = new Map<string, Promise<Board>>();
  private readonly loaded = new Map<string, Board>();
  private telling: NodeJS.Timeout | undefined;
  private readonly beat = new Beat(
    () => this.keep(),
    () => KEEP_MS,
  );

  constructor(
    private readonly log: LogService,
    private readonly connections: Connections,
    private readonly bus: NodeBus,
  ) {}

  onModuleInit(): void {
    this.log.onAdvance(({ entry, events }) => {
      const board = this.loaded.get(entry.id);
      for (const line of board ? events.flatMap(lineOf) : []) board?.hear(line);
    });
    this.bus.on('marks', ({ stream, marks }) => void this.hear(stream, marks));
  }

  start(): void {
    this.beat.start();
  }

  async stop(): Promise<void> {
    this.beat.stop();
    clearTimeout(this.telling);
    await this.keep();
  }

  /** Takes somebody's own word how far they have come. */
  async take({ entry, session, readerId }: Reading, { delivered, read }: MarkOut): Promise<void> {
    if (entry.kind !== 'conversation') throw new ApiError('BAD_REQUEST', 'marks are of conversations');
    const board = await this.board(entry);
    const lines = await this.lines(board, readerId, read);
    board.advance(session.state, readerId, Math.min(delivered, entry.seq), lines);
    if (board.moved.size > 0) this.telling ??= setTimeout(() => this.tell(), TELL_MS);
  }

  /** Tells a socket that has come how far everybody is. */
  async show(to: Connection, reading: Reading): Promise<void> {
    if (reading.entry.kind !== 'conversation' || !joinedReader(reading)) return;
    const board = await this.board(reading.entry);
    const marks = board.seenBy(reading.session.state, reading.readerId);
    if (marks.length > 0) to.send('marks', { stream: board.stream, marks });
  }

  private board(entry: StreamEntry): Promise<Board> {
    const known = this.boards.get(entry.id);
    if (known) return known;
    const loading = this.load(entry);
    this.boards.set(entry.id, loading);
    loading.catch(() => this.boards.delete(entry.id));
    return loading;
  }

  private async load(entry: StreamEntry): Promise<Board> {
    const board = new Board(entry.id);
    const session = await this.log.cache.get(entry.sessionId);
    const rows = await marksOf(this.log.db, entry.id);
    const read = rows.filter(({ circle }) => circle !== '').map(({ seq }) => seq);
    const lines = new Map((await linesAt(this.log.db, entry.id, read)).map((line) => [line.seq, line]));
    for (const { participant, circle, seq } of rows) {
      const line = circle === '' ? undefined : lines.get(seq);
      if (session)
        board.advance(session.state, participant, circle === '' ? seq : 0, line ? [line] : [], true);
    }
    this.loaded.set(entry.id, board);
    return board;
  }

  /** The lines of a mark that move it on. */
  private async lines(board: Board, participantId: string, read: readonly number[]): Promise<Line[]> {
    const seqs = board.unmarked(participantId, read);
    const known = seqs.flatMap((seq) => board.known(seq) ?? []);
    const missing = seqs.filter((seq) => !board.known(seq));
    return [...known, ...(await linesAt(this.log.db, board.stream, missing))];
  }

  /** Tells everybody who follows what has moved, each as much as they may know, and the other nodes all of it. */
  private tell(): void {
    this.telling = undefined;
    for (const board of this.loaded.values()) {
      if (board.moved.size === 0) continue;
      this.tellHere(board, board.moved);
      this.bus.tell('marks', { stream: board.stream, marks: board.marks(board.moved) });
      board.moved.clear();
    }
  }

  private tellHere(board: Board, whose: ReadonlySet<string>): void {
    for (const connection of this.connections.of(board.stream)) {
      const reading = connection.readings.get(board.stream);
      if (!reading || !joinedReader(reading)) continue;
      const marks = board.seenBy(reading.session.state, reading.readerId, whose);
      connection.send('marks', { stream: board.stream, marks });
    }
  }

  /** What another node was told; it keeps it, too. */
  private async hear(stream: string, marks: readonly Mark[]): Promise<void> {
    const board = this.loaded.get(stream);
    const entry = this.log.cache.peek(stream);
    const session = entry && this.log.cache.peek(entry.sessionId);
    if (!board || !session) return;
    try {
      for (const { participantId, delivered, read } of marks)
        board.advance(
          session.state,
          participantId,
          delivered,
          await this.lines(board, participantId, read),
          true,
        );
      this.tellHere(board, new Set(marks.map(({ participantId }) => participantId)));
    } catch (fault) {
      this.logger.warn(`Marks of another node were not taken: ${String(fault)}`);
    }
  }

  /** Writes what has moved, and lets go of conversations that nobody here follows. */
  private async keep(): Promise<void> {
    const taken = [...this.loaded.values()].map((board) => ({ board, rows: board.takeUnkept() }));
    const rows = taken.flatMap((one) => one.rows);
    try {
      if (rows.length > 0) await keepMarks(this.log.db, rows);
    } catch (fault) {
      for (const one of taken) one.board.giveBack(one.rows);
      this.logger.warn(`Marks were not kept: ${String(fault)}`);
    }
    for (const [stream, board] of this.loaded) {
      if (this.connections.of(stream).size > 0 || !board.settled) continue;
      this.loaded.delete(stream);
      this.boards.delete(stream);
    }
  }
}
