import { cell, csvOf } from './csv';

const row = (text: string): string => csvOf([{ a: text }], ['a']).split('\r\n')[1] ?? '';

test('text is quoted by RFC 4180, in lines that end in CR LF, after a byte order mark', () => {
  expect(
    csvOf(
      [
        { a: 'x', b: 1 },
        { a: 'y "z", w', b: '' },
      ],
      ['a', 'b'],
    ),
  ).toBe('\uFEFFa,b\r\nx,1\r\n"y ""z"", w",\r\n');
  expect(csvOf([], ['a'])).toBe('\uFEFFa\r\n');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+34 600', "'+34 600"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\uFF1D1', "'\uFF1D1"],
])('%j is no formula', (text, expected) => {
  expect(row(text)).toBe(expected);
});

test('what follows a semicolon or a line is no formula either, and other text stays as it is', () => {
  expect(cell('a;=1')).toBe("a;'=1");
  expect(cell('a; "@x')).toBe('a; "\'@x');
  expect(cell('a\r\n\t=1')).toBe('a =1');
  expect(cell('María – 100 %; fine = good')).toBe('María – 100 %; fine = good');
});
