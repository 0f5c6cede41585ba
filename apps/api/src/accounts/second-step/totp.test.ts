import { generateSync, ScureBase32Plugin } from 'otplib';
import { newTotpSecret, totpStep, totpUri } from './totp';

/** RFC 6238, appendix B: the SHA-1 key, and the last six of its eight digits. */
const RFC_SECRET = new ScureBase32Plugin().encode(Buffer.from('12345678901234567890'), { padding: false });
const RFC_CODES: [seconds: number, code: string][] = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
];
const codeAt = (secret: string, ms: number): string => generateSync({ secret, epoch: Math.floor(ms / 1000) });

describe('totpStep', () => {
  it.each(RFC_CODES)('SEC-A6 knows the code of RFC 6238 at %i s', (seconds, code) => {
    expect(totpStep(RFC_SECRET, code, seconds * 1000, 0)).toBe(Math.floor(seconds / 30));
  });

  it('SEC-A6 takes the step before and after, and none beyond', () => {
    const secret = newTotpSecret();
    const now = 1_800_000_015_000;
    const step = Math.floor(now / 30_000);
    for (const away of [-1, 0, 1])
      expect(totpStep(secret, codeAt(secret, now + away * 30_000), now, 0)).toBe(step + away);
    for (const away of [-2, 2])
      expect(totpStep(secret, codeAt(secret, now + away * 30_000), now, 0)).toBeNull();
  });

  it('SEC-A6 takes no code of the last step or of one before it', () => {
    const secret = newTotpSecret();
    const now = 1_800_000_015_000;
    const step = Math.floor(now / 30_000);
    const code = codeAt(secret, now);
    expect(totpStep(secret, code, now, step - 1)).toBe(step);
    expect(totpStep(secret, code, now, step)).toBeNull();
    expect(totpStep(secret, codeAt(secret, now - 30_000), now, step)).toBeNull();
    expect(totpStep(secret, codeAt(secret, now + 30_000), now, step)).toBe(step + 1);
  });
});

it('a secret has 160 bits, and its address names site and person', () => {
  expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
  expect(totpUri('Norvia & Co', 'ana@example.org', 'ABC')).toBe(
    'otpauth://totp/Norvia%20%26%20Co:ana%40example.org?secret=ABC&issuer=Norvia%20%26%20Co',
  );
});
