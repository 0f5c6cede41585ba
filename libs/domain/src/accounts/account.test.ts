import { type Account, type AccountChange, accountStateOf, mayChangeAccount } from './account';

const ana: Account = { id: 'ana', role: 'administrator', state: 'active' };
const bo: Account = { id: 'bo', role: 'csr', state: 'active' };
const CHANGES: AccountChange[] = [
  { kind: 'disable' },
  { kind: 'enable' },
  { kind: 'reset' },
  { kind: 'role', role: 'supervisor' },
  { kind: 'role', role: 'administrator' },
];

describe('mayChangeAccount', () => {
  it.each(CHANGES)(
    'SEC-A4 nobody does %j to their own account, and an administrator does it to others',
    (change) => {
      expect(mayChangeAccount('ana', ana, change, 2)).toBe('NOT_YOURSELF');
      expect(mayChangeAccount('ana', bo, change, 1)).toBeNull();
    },
  );

  it('SEC-A1 the last active administrator stays in charge, whoever asks', () => {
    const verdicts = (by: string | null, account: Account, count: number) =>
      CHANGES.map((change) => mayChangeAccount(by, account, change, count));
    const last = 'LAST_ADMINISTRATOR';
    expect(verdicts(null, ana, 1)).toEqual([last, null, last, last, null]);
    expect(verdicts(null, ana, 2)).toEqual([null, null, null, null, null]);
    expect(verdicts('cy', { ...ana, state: 'disabled' }, 1)).toEqual([null, null, null, null, null]);
    expect(verdicts('cy', { ...ana, state: 'invited' }, 1)).toEqual([null, null, null, null, null]);
  });
});

it('an account without a password is invited; a disabled one is disabled, with or without', () => {
  expect(accountStateOf(false, true)).toBe('active');
  expect(accountStateOf(false, false)).toBe('invited');
  expect(accountStateOf(true, true)).toBe('disabled');
  expect(accountStateOf(true, false)).toBe('disabled');
});
