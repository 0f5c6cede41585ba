import { phoneNumber, sendInviteBody, smtpUrl, webhookUrl } from '../index';

it('reads telephone numbers as people write them, and nothing else', () => {
  expect(phoneNumber.parse(' +39 055 123-4567')).toBe('+390551234567');
  expect(phoneNumber.parse('0034 (91) 123.45.67')).toBe('+34911234567');
  for (const wrong of ['055 1234567', '+0123456789', '+39', '+39055123456789012', '+39 055 1234x', ''])
    expect(phoneNumber.safeParse(wrong).success).toBe(false);
});

it('W11 takes an address of the channel, and never a second line that would be a header', () => {
  const id = '01900000-0000-7000-8000-000000000001';
  const body = (channel: string, to: string) => ({ deliveryId: id, channel, to, language: 'it' });
  expect(sendInviteBody.parse(body('email', 'Maria@Example.org')).to).toBe('maria@example.org');
  for (const to of [
    'maria@example.org\r\nBcc: all@example.org',
    'maria@example.org, all@example.org',
    'Maria <maria@example.org>',
    '+390551234567',
  ])
    expect(sendInviteBody.safeParse(body('email', to)).success).toBe(false);
  expect(sendInviteBody.safeParse(body('sms', 'maria@example.org')).success).toBe(false);
});

it('takes addresses of servers by their schemes alone', () => {
  expect(smtpUrl.safeParse('smtps://me:secret@mail.example.org').success).toBe(true);
  expect(smtpUrl.safeParse('https://mail.example.org').success).toBe(false);
  expect(webhookUrl.safeParse('https://sms.example.org/send').success).toBe(true);
  for (const wrong of ['file:///etc/passwd', 'gopher://x', 'https://me:secret@sms.example.org', 'sms'])
    expect(webhookUrl.safeParse(wrong).success).toBe(false);
});
