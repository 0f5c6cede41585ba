import { LANGUAGES } from '@relevo/contracts';
import { renderMail, renderSms } from '../index';
import type { Message } from './mail';

const LINK = 'https://support.example.org/join#AAAAAAAAAAAAAAAAAAAAAA';
const HOSTILE = 'Ana\r\nBcc: all@example.org <img src=x onerror=alert(1)>"\u202e';
const messages = (by: string): Message[] => [
  { kind: 'invite', by, about: by, link: LINK, minutes: 15 },
  { kind: 'colleague', by, about: '', link: LINK, minutes: 1 },
  { kind: 'reset', email: 'ana@example.org', link: LINK, minutes: 30 },
  { kind: 'changed', email: 'ana@example.org', at: Date.UTC(2026, 10, 27, 9, 5) },
  { kind: 'trial' },
];

describe.each(LANGUAGES)('a mail in %s', (language) => {
  const sender = { organisation: 'Acme', language, accent: null };

  it('W48 is whole: subject, text and HTML, with the link in both', () => {
    for (const message of messages('Ana Ruiz')) {
      const { subject, text, html } = renderMail(message, sender);
      expect(subject).not.toBe('');
      for (const form of [subject, text, html]) {
        expect(form).not.toMatch(/\{\{|undefined|NaN/);
        expect(form).not.toMatch(/\b(invite|colleague|reset|changed|trial)\.[a-z]/i);
      }
      if ('link' in message) for (const form of [text, html]) expect(form).toContain(LINK);
      expect(html).toContain(`<html lang="${language}">`);
    }
  });

  it('SEC-X1 is never what others make of it: no second header line, no markup, nothing that is loaded', () => {
    for (const message of messages(HOSTILE)) {
      const { subject, html } = renderMail(message, { ...sender, organisation: HOSTILE });
      expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
      expect(html).not.toContain('<img');
      expect(html).not.toMatch(/<[a-z][^>]*\s(src|on\w+|background)=|url\(|@import|<script|<link/i);
      expect(html.match(/href="[^"]*"/g) ?? []).toEqual(
        'link' in message ? [`href="${LINK}"`, `href="${LINK}"`] : [],
      );
    }
  });

  it('W11 an SMS is one line with the link', () => {
    for (const message of messages(HOSTILE)) {
      if (message.kind === 'reset' || message.kind === 'changed') {
        expect(() => renderSms(message, sender)).toThrow();
        continue;
      }
      const text = renderSms(message, sender);
      expect(text).not.toMatch(/[\r\n\u202e]/);
      if ('link' in message) expect(text).toContain(LINK);
    }
  });
});

test('a moment in a mail is in the time zone of its reader, and says which; in UTC where none is known', () => {
  const message: Message = { kind: 'changed', email: 'ana@example.org', at: Date.UTC(2026, 6, 1, 9, 5) };
  const words = (timeZone?: string | null) =>
    renderMail(message, {
      organisation: 'Norvia',
      accent: null,
      language: 'en',
      ...(timeZone !== undefined && { timeZone }),
    }).text;
  expect(words('America/New_York')).toMatch(/05:05 \(America\/New York\)/);
  expect(words(null)).toMatch(/09:05 \(UTC\)/);
  expect(words()).toMatch(/09:05 \(UTC\)/);
});
