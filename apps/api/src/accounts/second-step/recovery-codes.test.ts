import { secondStepCode } from '@relevo/contracts';
import { hashRecoveryCode, newRecoveryCodes, readable } from './recovery-codes';

const hash = (code: string, account = 'ana', key = 'key') =>
  hashRecoveryCode(code, account, key).toString('hex');

it('ten different codes, which people can read and type with or without dashes, in any case', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) {
    expect(readable(code)).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(secondStepCode.parse(` ${readable(code).toLowerCase()} `)).toBe(code);
  }
});

it('the hash belongs to account and site, and reads O as 0, I and L as 1', () => {
  expect(hash('O1IL00000000')).toBe(hash('011100000000'));
  expect(hash('011100000000', 'bo')).not.toBe(hash('011100000000'));
  expect(hash('011100000000', 'ana', 'other')).not.toBe(hash('011100000000'));
  expect(hash('011100000001')).not.toBe(hash('011100000000'));
});

it.each(['12345', '1234567', 'ABCD-EFGH', '', '12345a', 'ABCD-EFGH-JKMN-0'])('%p is no code', (text) => {
  expect(secondStepCode.safeParse(text).success).toBe(false);
});
