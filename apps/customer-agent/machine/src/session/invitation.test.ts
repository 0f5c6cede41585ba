import { readInvitation } from './invitation';

const CODE = '482913207';
const TOKEN = 'abcdefghijklmnopqrstuv';

describe('what the customer types', () => {
  it.each([
    [[CODE], { server: 'http://localhost:3000', code: CODE }],
    [['482-913-207'], { server: 'http://localhost:3000', code: CODE }],
    [['482', '913', '207'], { server: 'http://localhost:3000', code: CODE }],
    [[CODE, '--server', 'https://help.example:8443/x'], { server: 'https://help.example:8443', code: CODE }],
    [['--server', 'https://help.example', CODE], { server: 'https://help.example', code: CODE }],
    [[`https://help.example/join#${TOKEN}`], { server: 'https://help.example', token: TOKEN }],
    [[`https://help.example/join#d=${CODE}`], { server: 'https://help.example', code: CODE }],
  ])('%j is understood', (args, expected) => {
    expect(readInvitation(args)).toEqual(expected);
  });

  it('a link carries its own server: another one on the line changes nothing', () => {
    expect(
      readInvitation([`https://help.example/join#${TOKEN}`, '--server', 'https://evil.example']),
    ).toEqual({
      server: 'https://help.example',
      token: TOKEN,
    });
  });

  it.each([
    [[]],
    [['48291320']],
    [[CODE, '--server', 'ftp://help.example']],
    [[CODE, '--server']],
    [['ftp://help.example/join#482913207']],
    [['https://help.example/join']],
    [['https://help.example/join#short']],
    [['not a link://#482913207']],
  ])('%j is not', (args) => {
    expect(readInvitation(args)).toBeNull();
  });

  it.each([['--yes'], ['--allow'], ['--accept-all'], ['--unattended'], ['--grant=input.control']])(
    'SEC-C7 knows no option that answers for the customer: %s',
    (option) => {
      expect(readInvitation([option, CODE])).toBeNull();
      expect(readInvitation([CODE, option])).toBeNull();
    },
  );
});
