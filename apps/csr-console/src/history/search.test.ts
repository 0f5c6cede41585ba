import { hasFilters, readHistorySearch } from './search';

test('an address is read as far as it can be understood', () => {
  expect(
    readHistorySearch({
      of: 'all',
      from: '2026-03-29',
      text: 482913207,
      state: 'over',
      stranger: 1,
      code: '',
    }),
  ).toEqual({ of: 'all', from: '2026-03-29', text: '482913207' });
  expect(readHistorySearch({ from: '2026-02-30', to: 'soon', csr: 'me', of: 'team' })).toEqual({});
});

test('whose sessions is no filter', () => {
  expect(hasFilters({ of: 'all' })).toBe(false);
  expect(hasFilters({ of: 'all', state: 'ended' })).toBe(true);
});
