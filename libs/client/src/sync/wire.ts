import type { Answer, CLIENT_MESSAGES, ErrorCode, SERVER_MESSAGES } from '@relevo/contracts';
import type { z } from 'zod';

export type ClientMessages = typeof CLIENT_MESSAGES;
export type ServerMessages = typeof SERVER_MESSAGES;
export type ClientMessageName = keyof ClientMessages;
export type ServerMessageName = keyof ServerMessages;
export type RequestOf<Name extends ClientMessageName> = z.input<ClientMessages[Name]['in']>;
export type AnswerDataOf<Name extends ClientMessageName> = z.output<ClientMessages[Name]['out']>;
export type PushOf<Name extends ServerMessageName> = z.output<ServerMessages[Name]>;

/** Whether the server can be reached now. `refused` = trying again is of no use until somebody acts (`code` says why). */
export type LineState =
  | { readonly status: 'stopped' | 'connecting' | 'online' | 'offline' }
  | { readonly status: 'refused'; readonly code: ErrorCode };

/** What the log's followers need of a line to the server: the socket, or a stand-in for tests. */
export interface Wire {
  /** This tab or process, as other ends see it. */
  readonly endpoint: string;
  readonly state: LineState;
  /** Called after each change of `state`; returns the way to stop. */
  onState(listener: () => void): () => void;
  /** Sends and waits for the answer. Never throws: a fault or a time-out is an answer with UNAVAILABLE. */
  request<Name extends ClientMessageName>(
    name: Name,
    data: RequestOf<Name>,
  ): Promise<Answer<AnswerDataOf<Name>>>;
  /** Listens to what the server sends by itself, already parsed with its contract. */
  on<Name extends ServerMessageName>(name: Name, listener: (data: PushOf<Name>) => void): () => void;
}
