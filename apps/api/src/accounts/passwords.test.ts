import * as argon2 from '@node-rs/argon2';
import { checkPassword, hashPassword } from './passwords';

jest.mock('@node-rs/argon2', () => {
  const real = jest.requireActual('@node-rs/argon2');
  return { ...real, verify: jest.fn(real.verify) };
});
const verify = jest.mocked(argon2.verify);

const COST = /^\$argon2id\$v=19\$m=65536,t=3,p=1\$/;

describe('SEC-A5 passwords', () => {
  it('are kept as Argon2id with 64 MiB and three passes, each with a salt of its own', async () => {
    const [one, other] = await Promise.all([hashPassword('the same'), hashPassword('the same')]);
    expect(one).toMatch(COST);
    expect(one).not.toBe(other);
    expect(await checkPassword(one, 'the same')).toBe(true);
    expect(await checkPassword(one, 'the Same')).toBe(false);
  });

  it('SEC-A5 of accounts that do not exist are never right, and cost the same work', async () => {
    verify.mockClear();
    expect(await checkPassword(null, 'anything')).toBe(false);
    expect(verify).toHaveBeenCalledTimes(1);
    expect(verify.mock.calls[0]?.[0]).toMatch(COST);
  });
});
