import { Readable } from 'node:stream';
import { type Options, stringify } from 'csv-stringify';
import { stringify as stringifyNow } from 'csv-stringify/sync';

/** A row as a file has it; '' = there is nothing. */
export type CsvRow = Readonly<Record<string, string | number>>;

/** A duration, given in ms, as a cell has it: whole seconds. */
export const seconds = (ms: number | null): number | '' => (ms === null ? '' : Math.round(ms / 1000));

/** RFC 4180, with a byte order mark, without which spreadsheets take UTF-8 for something else, and no formulas. */
const FORM = {
  header: true,
  record_delimiter: 'windows',
  escape_formulas: true,
  bom: true,
} as const satisfies Options;

/** As files of this form call themselves (RFC 4180, RFC 7111). */
export const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

/**
 * Text for one cell. One line, so that no program sees another row in it; and what follows a semicolon is no formula either for a
 * spreadsheet that takes semicolons for the ends of cells, as in Spain and Italy. What begins like one is csv-stringify's care.
 */
export const cell = (text: string): string =>
  text
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(/;(["'\s]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g, ";$1'");

const cells = (row: CsvRow): CsvRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? cell(value) : value]),
  );

/** Some rows as CSV that no spreadsheet takes for formulas. */
export const csvOf = (rows: readonly CsvRow[], columns: readonly string[]): string =>
  stringifyNow(rows.map(cells), { ...FORM, columns: [...columns] });

/** The same, written as the rows come. */
export const writeCsv = (rows: AsyncIterable<CsvRow>, columns: readonly string[]): Readable => {
  const csv = stringify({ ...FORM, columns: [...columns] });
  const source = Readable.from(
    (async function* () {
      for await (const row of rows) yield cells(row);
    })(),
  );
  source.on('error', (fault) => csv.destroy(fault));
  csv.on('close', () => source.destroy());
  return source.pipe(csv);
};
