import { generateSecret, generateURI, verifySync } from 'otplib';

/** Clocks of telephones may differ by one step of 30 s (RFC 6238, 5.2). */
const TOLERANCE_SECONDS = 30;

/** A new shared secret: 160 random bits, base32 (RFC 4226, R6). */
export const newTotpSecret = (): string => generateSecret();

/** What an authenticator scans. */
export const totpUri = (issuer: string, label: string, secret: string): string =>
  generateURI({ issuer, label, secret });

/**
 * The time step whose code this is; null = none of now that is later than `lastStep`.
 * @param code six digits
 * @param now ms since the epoch
 * @param lastStep the step of the last code that was taken: it and those before are worth nothing (RFC 6238, 5.2)
 */
export const totpStep = (secret: string, code: string, now: number, lastStep: number): number | null => {
  const epoch = Math.floor(now / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: TOLERANCE_SECONDS });
  return result.valid && 'timeStep' in result && result.timeStep > lastStep ? result.timeStep : null;
};
