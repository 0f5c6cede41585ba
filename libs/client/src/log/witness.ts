import { type Checkpoint, checkpointText, type LogKey, trustedKeys } from '@relevo/domain';
import { verifySignature } from '../keys/key';
import { thumbprintOf } from '../keys/thumbprint';
import { readJson } from '../read-json';
import type { Store } from '../sync/store';
import type { Anchor } from './stream-log';

export interface WitnessOptions {
  /** Where the outbox keeps its commands too. */
  readonly store: Store;
  /** Whose memory: an account's or a device's id. */
  readonly scope: string;
  /** Asks the server for the keys that sign checkpoints. May throw. */
  readonly keys: () => Promise<readonly LogKey[]>;
}

/** `unknown` = it cannot be told now: the server's keys could not be had. */
export type CheckpointVerdict = 'good' | 'forged' | 'unknown';

/** So many heads outlive a page load; of older sessions nobody needs one. */
const MOST_HEADS = 500;
const PINNED = 'relevo.log-keys';

/**
 * Remembers what the server has shown, across reloads: the newest head of each stream, in which every earlier one is
 * bound by the chain; and the key that signs checkpoints, believed at first sight and from then on only its successors.
 */
export class Witness {
  private readonly proven = new Map<string, string>();
  private learning: Promise<boolean> | undefined;

  constructor(private readonly options: WitnessOptions) {
    const { store } = options;
    // Ids of version 7 sort by age.
    for (const key of store.keys(this.prefix).sort().slice(0, -MOST_HEADS)) store.remove(key);
  }

  /** The newest head that was ever seen of a stream, by this page or another of the same person. */
  seen(stream: string): Anchor | undefined {
    return readHead(this.options.store.get(this.prefix + stream));
  }

  /** Remembers a head, unless a newer one is known. */
  note(stream: string, { seq, hash }: Anchor): void {
    if (seq > (this.seen(stream)?.seq ?? 0))
      this.options.store.set(this.prefix + stream, JSON.stringify([seq, hash]));
  }

  /** Checks the signature of a checkpoint by the key that was pinned. */
  async check(checkpoint: Checkpoint): Promise<CheckpointVerdict> {
    if (this.proven.get(checkpoint.stream) === checkpoint.signature) return 'good';
    if (!this.pinned()[checkpoint.keyId] && !(await this.learn(checkpoint.keyId))) return 'unknown';
    const key = this.pinned()[checkpoint.keyId];
    const { signature, ...words } = checkpoint;
    if (!key || !(await verifySignature(key, checkpointText(words), signature))) return 'forged';
    this.proven.set(checkpoint.stream, signature);
    return 'good';
  }

  private get prefix(): string {
    return `relevo.head.${this.options.scope}.`;
  }

  private pinned(): Readonly<Record<string, string>> {
    return readKeys(this.options.store.get(PINNED));
  }

  /** Fetches the keys and keeps those that can be believed; false when they cannot be had. One fetch at a time. */
  private async learn(keyId: string): Promise<boolean> {
    this.learning ??= this.fetchKeys(keyId).finally(() => {
      this.learning = undefined;
    });
    return this.learning;
  }

  private async fetchKeys(keyId: string): Promise<boolean> {
    let keys: readonly LogKey[];
    try {
      keys = await this.options.keys();
    } catch {
      return false;
    }
    const pinned = this.pinned();
    const believed = Object.keys(pinned).length > 0 ? Object.keys(pinned) : [keyId];
    const trusted = await trustedKeys(believed, keys, verifySignature, thumbprintOf);
    this.options.store.set(PINNED, JSON.stringify({ ...pinned, ...Object.fromEntries(trusted) }));
    return true;
  }
}

const readHead = (text: string | undefined): Anchor | undefined => {
  const head = readJson(text);
  if (!Array.isArray(head)) return undefined;
  const [seq, hash] = head as unknown[];
  return typeof seq === 'number' && typeof hash === 'string' ? { seq, hash } : undefined;
};

const readKeys = (text: string | undefined): Readonly<Record<string, string>> => {
  const keys = readJson(text);
  return typeof keys === 'object' && keys !== null ? (keys as Record<string, string>) : {};
};
