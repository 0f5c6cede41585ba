import { readWallSearch } from './search';

it('an address of the wall-board may name a team; whatever else it says is left out', () => {
  const team = '0198b7a4-0000-7000-8000-000000000001';
  expect(readWallSearch({ team, stranger: 1 })).toEqual({ team });
  expect(readWallSearch({ team: 'ours' })).toEqual({});
  expect(readWallSearch({})).toEqual({});
});
