import type { Said } from './history';

/** A message as it stands in the log of the database. */
export interface Logged {
  readonly seq: number;
  readonly text: string;
}

/** What a client or a page shows, from its top. */
export interface View {
  readonly who: string;
  readonly texts: readonly string[];
  /** It shows the log from some message on, as after a reload; otherwise from the first. */
  readonly newestOnly?: boolean;
}

/**
 * lost = acknowledged, or shown before and after, and not there; invented = nobody said it; unwanted = its writer was told
 * that it failed; misplaced = not where its acknowledgement says; reordered = after something that was said later.
 */
export type HistoryFaultKind = 'lost' | 'doubled' | 'reordered' | 'invented' | 'unwanted' | 'misplaced';

export interface HistoryFault {
  readonly where: string;
  readonly kind: HistoryFaultKind;
  readonly text: string;
}

const doubled = (texts: readonly string[]): string[] =>
  texts.filter((text, at) => texts.indexOf(text) < at && texts.lastIndexOf(text) === at);

/** Texts that stand after one that should come later; each compared with the latest before it. */
const reordered = (texts: readonly string[], rank: (text: string) => number | undefined): string[] => {
  let most = Number.NEGATIVE_INFINITY;
  return texts.filter((text) => {
    const own = rank(text) ?? most;
    const late = own < most;
    most = Math.max(most, own);
    return late;
  });
};

/** The log against what everybody said and was told. */
const checkLog = (said: readonly Said[], log: readonly Logged[]): HistoryFault[] => {
  const texts = log.map(({ text }) => text);
  const known = new Map(said.map((one) => [one.text, one]));
  const places = new Map(log.map(({ text, seq }) => [text, seq]));
  const fault = (kind: HistoryFaultKind) => (text: string) => ({ where: 'log', kind, text });
  const of = (fate: Said['fate']) => said.filter((one) => one.fate === fate);
  const writers = [...new Set(said.map(({ writer }) => writer))];
  // Real time: what was acknowledged before another was begun stands before it.
  let begun = 0;
  const overtaken = texts.filter((text) => {
    const one = known.get(text);
    const late = (one?.ended ?? Number.POSITIVE_INFINITY) < begun;
    begun = Math.max(begun, one?.invoked ?? 0);
    return late;
  });
  const misordered = writers.flatMap((writer) =>
    reordered(
      texts.filter((text) => known.get(text)?.writer === writer),
      (text) => known.get(text)?.invoked,
    ),
  );
  return [
    ...doubled(texts).map(fault('doubled')),
    ...texts.filter((text) => !known.has(text)).map(fault('invented')),
    ...of('ok').flatMap(({ text, seq }) => {
      const place = places.get(text);
      if (place === undefined) return [fault('lost')(text)];
      return seq === undefined || seq === place ? [] : [fault('misplaced')(text)];
    }),
    ...of('fail').flatMap(({ text }) => (places.has(text) ? [fault('unwanted')(text)] : [])),
    ...[...new Set([...misordered, ...overtaken])].map(fault('reordered')),
  ];
};

/** What one client or page shows against the log. */
const checkView = ({ who, texts, newestOnly }: View, log: readonly Logged[]): HistoryFault[] => {
  const places = new Map(log.map(({ text }, at) => [text, at]));
  const first = newestOnly ? (places.get(texts[0] ?? '') ?? 0) : 0;
  const shown = new Set(texts);
  const fault = (kind: HistoryFaultKind) => (text: string) => ({ where: who, kind, text });
  return [
    ...log
      .slice(first)
      .filter(({ text }) => !shown.has(text))
      .map(({ text }) => fault('lost')(text)),
    ...doubled(texts).map(fault('doubled')),
    ...texts.filter((text) => !places.has(text)).map(fault('invented')),
    ...reordered(texts, (text) => places.get(text)).map(fault('reordered')),
  ];
};

/**
 * Compares what was said, what the log of the database holds, and what everybody shows in the end.
 * @param said of one conversation, when nothing is on its way any more
 * @param log in the order of the stream
 * @returns every fault; empty = nothing was lost, doubled or reordered anywhere
 */
export const checkHistory = (
  said: readonly Said[],
  log: readonly Logged[],
  views: readonly View[],
): HistoryFault[] => [...checkLog(said, log), ...views.flatMap((view) => checkView(view, log))];
