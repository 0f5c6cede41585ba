import { generateSync } from 'otplib';
import { type Caller, CSR_PASSWORD } from './people';

/** Turns a person's second step on. Returns the recovery codes, each of which stands in for the authenticator once. */
export const withSecondStep = async (who: Caller, password = CSR_PASSWORD): Promise<string[]> => {
  const { secret } = await who.must<{ secret: string }>('POST', '/me/second-step/begin', { password });
  const code = generateSync({ secret });
  return (await who.must<{ codes: string[] }>('POST', '/me/second-step/confirm', { code })).codes;
};
