/** What is to be reached: a bound for our own figure, or for its ratio to the peer's. */
export interface Target {
  readonly of: 'ours' | 'ratio';
  readonly is: '<' | '<=' | '>=';
  readonly bound: number;
}

/** One figure of ours beside the same figure of the peer; null = not measured, or the peer has no such thing. */
export interface Figure {
  readonly case: string;
  readonly unit: string;
  readonly ours: number | null;
  readonly peer: number | null;
  /** The same figure of further products, for information. */
  readonly others?: Readonly<Record<string, number | null>>;
  readonly target?: Target;
}

/** A figure as it is reported. */
export interface BenchCase {
  readonly case: string;
  readonly unit: string;
  readonly ours: number | null;
  readonly peer: number | null;
  readonly others?: Readonly<Record<string, number | null>>;
  readonly ratio: number | null;
  /** Such as `<= 8` or `<= 0.45 x peer`. */
  readonly target: string | null;
  /** null = no target, or nothing to compare. */
  readonly met: boolean | null;
}

const round = (value: number | null, digits: number): number | null =>
  value === null ? null : Number(value.toFixed(digits));

const holds = (value: number, { is, bound }: Target): boolean =>
  is === '<' ? value < bound : is === '<=' ? value <= bound : value >= bound;

const textOf = ({ of, is, bound }: Target): string => `${is} ${bound}${of === 'ratio' ? ' x peer' : ''}`;

/** Compares with peer and target; judged by what was measured, rounded for reading. */
export const judge = ({ case: name, unit, ours, peer, others, target }: Figure): BenchCase => {
  const ratio = ours === null || peer === null || peer === 0 ? null : ours / peer;
  const judged = target?.of === 'ratio' ? ratio : ours;
  return {
    case: name,
    unit,
    ours: round(ours, 3),
    peer: round(peer, 3),
    ...(others && Object.keys(others).length > 0
      ? {
          others: Object.fromEntries(Object.entries(others).map(([who, value]) => [who, round(value, 3)])),
        }
      : {}),
    ratio: round(ratio, 2),
    target: target ? textOf(target) : null,
    met: target && judged !== null ? holds(judged, target) : null,
  };
};

/** The line for programs: the last one on standard output. */
export const lineOf = (name: string, cases: readonly BenchCase[]): string => JSON.stringify({ name, cases });

const HEADINGS = ['case', 'unit', 'ours', 'peer', 'ratio', 'target', 'met'] as const;

const cell = (value: string | number | boolean | null): string =>
  value === null ? '-' : typeof value === 'boolean' ? (value ? 'yes' : 'NO') : String(value);

/** The same for people: columns in a plain text. */
export const tableOf = (cases: readonly BenchCase[]): string => {
  const others = Object.keys(cases[0]?.others ?? {});
  const rows = [
    [...HEADINGS, ...others],
    ...cases.map((one) => [
      ...HEADINGS.map((heading) => cell(one[heading])),
      ...others.map((who) => cell(one.others?.[who] ?? null)),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};
