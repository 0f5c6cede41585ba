import { readReportSearch } from './search';

test('an address is read as far as it can be understood', () => {
  const team = '0198b7a4-0000-7000-8000-000000000001';
  expect(readReportSearch({ of: 'all', from: '2026-03-29', to: 'soon', team, stranger: 1 })).toEqual({
    of: 'all',
    from: '2026-03-29',
    team,
  });
  expect(readReportSearch({ of: 'team', team: 'North' })).toEqual({});
});
