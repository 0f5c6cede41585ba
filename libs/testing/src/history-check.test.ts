import { History } from './history';
import { checkHistory, type HistoryFault, type Logged, type View } from './history-check';

/** Ana and María say three lines each, in turn; all are acknowledged. */
const talk = () => {
  const history = new History();
  const log: Logged[] = [];
  for (let n = 1; n <= 3; n += 1) {
    for (const writer of ['ana', 'maria']) {
      const text = `${writer} ${n}`;
      history.invoke(writer, text);
      log.push({ seq: log.length + 2, text });
      history.ok(text, log.length + 1);
    }
  }
  return { history, log };
};

const texts = (log: readonly Logged[]): string[] => log.map(({ text }) => text);
const short = (faults: readonly HistoryFault[]) => faults.map((f) => `${f.kind} ${f.text} (${f.where})`);
const numbered = (lines: readonly string[]): Logged[] => lines.map((text, at) => ({ seq: at + 2, text }));

const check = (change: (parts: { log: Logged[]; view: string[] }) => { log: Logged[]; view: string[] }) => {
  const { history, log } = talk();
  const changed = change({ log, view: texts(log) });
  return short(checkHistory(history.all, changed.log, [{ who: 'page', texts: changed.view }]));
};

describe('checkHistory', () => {
  it('finds nothing in a history that is whole', () => {
    expect(check((parts) => parts)).toEqual([]);
  });

  it('finds a lost message: on a page, and in the log', () => {
    expect(check(({ log, view }) => ({ log, view: view.filter((t) => t !== 'ana 2') }))).toEqual([
      'lost ana 2 (page)',
    ]);
    expect(check(({ log, view }) => ({ log, view: view.slice(0, -1) }))).toEqual(['lost maria 3 (page)']);
    expect(
      check(({ log }) => {
        const rest = log.filter(({ text }) => text !== 'ana 2');
        return { log: rest, view: texts(rest) };
      }),
    ).toEqual(['lost ana 2 (log)']);
  });

  it('finds a doubled message: on a page, and in the log', () => {
    expect(check(({ log, view }) => ({ log, view: [...view, 'maria 3'] }))).toEqual([
      'doubled maria 3 (page)',
    ]);
    expect(check(({ log, view }) => ({ log: [...log, { seq: 8, text: 'maria 3' }], view }))).toEqual([
      'doubled maria 3 (log)',
      'misplaced maria 3 (log)',
    ]);
  });

  it('finds a reordered message: on a page, and in the log', () => {
    const swapped = ['ana 1', 'ana 2', 'maria 1', 'maria 2', 'ana 3', 'maria 3'];
    expect(check(({ log }) => ({ log, view: swapped }))).toEqual(['reordered maria 1 (page)']);
    const history = new History();
    for (const text of ['ana 1', 'ana 2']) history.invoke('ana', text);
    for (const text of ['ana 1', 'ana 2']) history.ok(text);
    expect(short(checkHistory(history.all, numbered(['ana 2', 'ana 1']), []))).toEqual([
      'reordered ana 1 (log)',
    ]);
  });

  it('finds one that was acknowledged before another began and stands after it', () => {
    const history = new History();
    history.invoke('ana', 'first');
    history.ok('first');
    history.invoke('maria', 'second');
    history.ok('second');
    expect(short(checkHistory(history.all, numbered(['second', 'first']), []))).toEqual([
      'reordered first (log)',
    ]);
  });

  it('takes any order for what was under way at the same time', () => {
    const history = new History();
    history.invoke('ana', 'one');
    history.invoke('maria', 'two');
    for (const text of ['one', 'two']) history.ok(text);
    expect(checkHistory(history.all, numbered(['two', 'one']), [])).toEqual([]);
  });

  it('finds what nobody said, what was refused and stands there all the same, and a wrong place', () => {
    const history = new History();
    history.invoke('ana', 'refused');
    history.fail('refused');
    history.invoke('ana', 'placed');
    history.ok('placed', 9);
    const log = numbered(['refused', 'placed', 'from nowhere']);
    expect(short(checkHistory(history.all, log, [{ who: 'page', texts: texts(log) }]))).toEqual([
      'invented from nowhere (log)',
      'misplaced placed (log)',
      'unwanted refused (log)',
    ]);
  });

  it('lets an unanswered message be there or not', () => {
    const history = new History();
    history.invoke('ana', 'perhaps');
    expect([history.open, history.count]).toEqual([1, 1]);
    expect(checkHistory(history.all, [], [])).toEqual([]);
    expect(checkHistory(history.all, numbered(['perhaps']), [])).toEqual([]);
  });

  it('lets a page that was loaded late begin late, but then miss nothing', () => {
    const { history, log } = talk();
    const late = (shown: string[]): View[] => [{ who: 'page', texts: shown, newestOnly: true }];
    expect(checkHistory(history.all, log, late(texts(log).slice(3)))).toEqual([]);
    expect(short(checkHistory(history.all, log, late(['maria 2', 'maria 3'])))).toEqual([
      'lost ana 3 (page)',
    ]);
    expect(checkHistory(history.all, log, late([]))).toHaveLength(6);
  });
});
