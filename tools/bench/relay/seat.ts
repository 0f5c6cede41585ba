/** Somebody at the table of one session: where to connect, and what to say there. */
export interface Seat {
  readonly url: string;
  readonly path: string;
  /** Makes the proof for one connection. */
  readonly auth: () => Promise<object>;
  /** Streams to subscribe to before anything is said; the last one is the chat. */
  readonly streams: readonly string[];
}

/** The seats of one session. */
export type Table = readonly Seat[];

/** What a measured server is: its tables, and the process whose cost counts. */
export interface RelaySubject {
  readonly name: string;
  readonly tables: readonly Table[];
  /** The process that relays; the database is another one. */
  readonly pid: number;
  stop(): Promise<void>;
}
