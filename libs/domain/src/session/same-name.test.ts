import { sameName } from './same-name';

describe('SEC-W4 names that people could not tell apart', () => {
  it.each([
    ['Ana Ruiz', 'ana  ruiz'],
    ['Ana Ruiz', ' Ana Ruiz '],
    ['Ana', 'A\u200dna'],
    ['María', 'Mari\u0301a'],
    ['Ana', '\uff21na'],
  ])('%j is %j', (one, other) => expect(sameName(one, other)).toBe(true));

  it.each([
    ['Ana', 'An a'],
    ['Ana', 'Anna'],
    ['Weiß', 'Weiss'],
  ])('%j is not %j', (one, other) => expect(sameName(one, other)).toBe(false));
});
