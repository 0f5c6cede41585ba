import { createClient, type XClient, type XDisplay, type XExtensions } from 'x11';
import { readPromptly } from './prompt-reading';

/** One connection to an X server. */
export interface XConnection {
  readonly X: XClient;
  readonly display: XDisplay;
  readonly root: number;
  extension<Name extends keyof XExtensions>(name: Name): Promise<XExtensions[Name]>;
  /** Rejects when the server refuses the request or the connection is lost. */
  readonly ask: <T>(
    request: (reply: (error: Error | null | undefined, value: T) => true) => void,
  ) => Promise<T>;
  /** Takes the answers to all that was asked here and now, where they come within a fraction of a millisecond. */
  readonly hurry: () => void;
  /** Runs once when the server goes away by itself. */
  onLost(listener: () => void): void;
  readonly lost: boolean;
  /** Resolves when every request so far has been processed and the socket is gone. */
  readonly close: () => Promise<void>;
}

/** Where programs on this machine show their windows, or null: without it nothing can be seen, driven or asked. */
export const displayName = (given?: string): string | null =>
  // An empty DISPLAY is none: X clients would take it for the first screen of the machine, whoever's that is.
  (given ?? process.env['DISPLAY']) || null;

export interface ConnectionOptions {
  /** A shared-memory provider of the `x11` package; default: none. */
  sharedMemory?: object;
  /** Requests leave together: at `X.flush`, with the next request that is answered, or before the process idles. */
  buffered?: boolean;
}

const openClient = (display: string, { sharedMemory, buffered = false }: ConnectionOptions) =>
  new Promise<XDisplay>((resolve, reject) => {
    const client = createClient(
      { display, shm: sharedMemory ?? false, bufferRequests: buffered },
      (error, ready) => (error ? reject(error) : resolve(ready)),
    );
    // Refusals of single requests arrive at `ask`; the rest are races with windows that have just gone.
    client.on('error', (error: Error) => reject(error));
  });

/** Connects to the X server. Rejects when there is none. */
export const connectX = async (name?: string, options: ConnectionOptions = {}): Promise<XConnection> => {
  const address = displayName(name);
  if (address === null) throw new Error('no display: DISPLAY is not set');
  const display = await openClient(address, options);
  const X = display.client;
  // The package shares one table of atoms between all connections, but each server has its own.
  X.atoms = { ...X.atoms };
  const waiting = new Set<(error: Error) => void>();
  const listeners: (() => void)[] = [];
  let lost = false;
  let closing = false;

  const gone = () => {
    if (lost) return;
    lost = true;
    for (const reject of waiting) reject(new Error('the X server went away'));
    waiting.clear();
    if (!closing) for (const listener of listeners) listener();
  };
  X.on('end', gone);
  X.stream.on('close', gone);

  const ask: XConnection['ask'] = (request) =>
    new Promise((resolve, reject) => {
      if (lost || closing) return reject(new Error('the X connection is closed'));
      waiting.add(reject);
      request((error, value) => {
        waiting.delete(reject);
        if (error) reject(error);
        else resolve(value);
        return true;
      });
    });

  return {
    X,
    display,
    root: display.screen[0]?.root ?? 0,
    ask,
    hurry: () => readPromptly(X.stream, () => waiting.size > 0 && !lost),
    extension: (name) => ask((reply) => X.require(name, reply)),
    onLost: (listener) => listeners.push(listener),
    get lost() {
      return lost;
    },
    close: async () => {
      if (lost || closing) return;
      closing = true;
      await new Promise<void>((resolve) => {
        X.stream.on('close', resolve);
        X.close(() => resolve());
      });
    },
  };
};
