import fc from 'fast-check';
import { z } from 'zod';

/** The parts of JSON Schema that zod writes for our contracts. */
interface Node {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

const POOL = 24;

/** Values that fit a contract, made from its own schema; `random` gives numbers in [0, 1). */
export class Grammar {
  private readonly root: Node;
  /** Texts for each pattern, made once: they are slow to make. */
  private readonly texts = new Map<string, readonly string[]>();

  constructor(
    schema: z.ZodType,
    private readonly random: () => number,
    /** Ids that are known there: they lead further than any that is made up. */
    private readonly ids: readonly string[] = [],
  ) {
    this.root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node;
  }

  next(): unknown {
    return this.value(this.root);
  }

  private pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.random() * of.length)] as T;
  }

  private value(node: Node): unknown {
    if ('const' in node) return node.const;
    if (node.enum) return this.pick(node.enum);
    const choices = node.anyOf ?? node.oneOf;
    if (choices) return this.value(this.pick(choices));
    switch (node.type) {
      case 'object':
        return this.object(node);
      case 'array': {
        const least = node.minItems ?? 0;
        const length = least + Math.floor(this.random() * Math.min(4, (node.maxItems ?? 50) - least + 1));
        return Array.from({ length }, () => this.value(node.items ?? {}));
      }
      case 'string':
        return this.text(node);
      case 'integer':
      case 'number': {
        const low = node.minimum ?? (node.exclusiveMinimum === undefined ? -1000 : node.exclusiveMinimum + 1);
        const high = Math.min(node.maximum ?? 100_000, low + 100_000);
        return low + Math.floor(this.random() * (high - low + 1));
      }
      case 'boolean':
        return this.random() < 0.5;
      default:
        return null;
    }
  }

  private object({ properties = {}, required = [] }: Node): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => required.includes(name) || this.random() < 0.5)
        .map(([name, node]) => [name, this.value(node)]),
    );
  }

  private text(node: Node): string {
    if (node.format === 'uuid' && this.ids.length > 0 && this.random() < 0.8) return this.pick(this.ids);
    const key = JSON.stringify(node);
    const known = this.texts.get(key) ?? fc.sample(textOf(node), { seed: 7, numRuns: POOL });
    this.texts.set(key, known);
    return this.pick(known);
  }
}

const textOf = ({ format, pattern, minLength = 0, maxLength = 200 }: Node): fc.Arbitrary<string> => {
  if (format === 'uuid') return fc.uuid();
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'), { size: 'small' });
  return fc.string({ minLength, maxLength: Math.min(maxLength, 200), unit: 'binary' });
};
