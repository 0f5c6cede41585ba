import { linksIn } from './links';

const links = (text: string) => linksIn(text).flatMap((part) => (part.kind === 'link' ? [part] : []));

describe('links in what somebody typed', () => {
  it('W14 are whole http and https addresses, without the signs of the sentence around them', () => {
    expect(linksIn('See https://example.org/a?b=1, then (http://nas2:8080/x).')).toEqual([
      { kind: 'words', text: 'See ' },
      {
        kind: 'link',
        href: 'https://example.org/a?b=1',
        shown: 'https://example.org/a?b=1',
        host: 'example.org',
      },
      { kind: 'words', text: ', then (' },
      { kind: 'link', href: 'http://nas2:8080/x', shown: 'http://nas2:8080/x', host: 'nas2:8080' },
      { kind: 'words', text: ').' },
    ]);
    for (const typed of ['https://example.org/', 'https://example.org', 'https://example.org/a/#b'])
      expect(links(typed).map(({ shown }) => shown)).toEqual([typed]);
    expect(links('https://Example.ORG/A')[0]?.shown).toBe('https://example.org/A');
  });

  it('W14 SEC-X1 nothing else is a link, whatever it looks like', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://example.org',
      '//example.org',
      'example.org',
      'https://',
      'https://bank.example@evil.example/',
      'https://user:secret@example.org',
      'https://[half',
    ])
      expect([text, links(text)]).toEqual([text, []]);
  });

  it('W14 SEC-X1 show where they lead: no sign that turns or hides text, no letter of another script in the host, no end out of sight', () => {
    expect(links('https://good.example/\u202Egpj.exe').map(({ href }) => href)).toEqual([
      'https://good.example/',
    ]);
    expect(links('https://exa\u200Bmple.org/a')[0]?.host).toBe('exa');
    expect(links('https://аpple.com/')[0]).toMatchObject({ host: 'xn--pple-43d.com' });
    expect(links('https://аpple.com/')[0]?.shown).toMatch(/^https:\/\/xn--pple-43d\.com/);
    const long = links(`https://example.org/${'a'.repeat(500)}`)[0];
    expect(long?.shown.length).toBe(80);
    expect(long?.shown).toMatch(/^https:\/\/example\.org\/a+…$/);
    expect(long?.href.length).toBe(520);
    expect(links('https://example.org/\u0130<b>')[0]?.href).toBe('https://example.org/%C4%B0');
  });
});
