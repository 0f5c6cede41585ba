import { mayChangeTeam, withTeam } from './team';

test('a team is changed by who has seen it as it is, and by nobody who has not', () => {
  expect(mayChangeTeam({ version: 3 }, 3)).toBeNull();
  expect(mayChangeTeam({ version: 3 }, 2)).toBe('CHANGED_MEANWHILE');
  expect(mayChangeTeam({ version: 3 }, 4)).toBe('CHANGED_MEANWHILE');
});

test('a whole team is added behind who is chosen, each once, without those who cannot be chosen', () => {
  const team = { members: ['ana', 'gone', 'luca'] };
  expect(withTeam(['sofia', 'luca'], team, ['ana', 'luca', 'sofia'])).toEqual(['sofia', 'luca', 'ana']);
  expect(withTeam([], team, [])).toEqual([]);
  expect(withTeam(['gone'], { members: [] }, ['ana'])).toEqual(['gone']);
});
