import { isCommonPassword } from './password-rules';

const about = ['ana.garcia@example.org', 'Ana García', 'Northwind Support'];

describe('isCommonPassword', () => {
  it.each([
    'passwordpassword',
    '123456789012345',
    'aaaaaaaaaaaaaaaaaaaa',
    'qwertyuiopasdfgh',
    'Password1234567',
    'abcabcabcabcabc',
    'relevo-relevo-relevo',
    'ana.garcia@example.org',
    'NorthwindSupport1',
  ])('refuses %s', async (password) => {
    expect(await isCommonPassword(password, about)).toBe(true);
  });

  it.each([
    'correct horse battery staple',
    'a quiet green kettle',
    'la tetera verde y tranquila',
    'vT9#kk2Lq!fw0zPe',
  ])('accepts %s', async (password) => {
    expect(await isCommonPassword(password, about)).toBe(false);
  });
});
