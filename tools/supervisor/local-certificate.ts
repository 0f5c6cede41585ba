import 'reflect-metadata';
import { randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY = 86_400_000;
/** Browsers refuse certificates that are good for longer than 398 days. */
const VALID_DAYS = 390;
/** A new one is made so long before the end. */
const RENEW_DAYS = 30;

export interface LocalCertificate {
  /** Paths of the PEM files. */
  readonly cert: string;
  readonly key: string;
  /** SHA-256 of the certificate, as browsers show it: pairs of digits with colons. */
  readonly fingerprint: string;
}

/**
 * Makes a key and a certificate for these names that vouches for itself only: it can make no other certificates.
 * @param names host names and IP addresses
 * @param now ms since the epoch
 */
export const makeCertificate = async (
  names: readonly string[],
  now: number,
): Promise<{ cert: string; key: string }> => {
  x509.cryptoProvider.set(webcrypto as Crypto);
  const keys = await webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `00${randomBytes(16).toString('hex')}`,
    name: 'CN=Relevo on this network',
    // Clocks of phones may be a little behind.
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + VALID_DAYS * DAY),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
    ],
  });
  const secret = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(secret, 'PRIVATE KEY') };
};

const readKept = (file: string): X509Certificate | null => {
  try {
    return new X509Certificate(readFileSync(file));
  } catch {
    return null;
  }
};

const covers = (certificate: X509Certificate, names: readonly string[], now: number): boolean =>
  Date.parse(certificate.validTo) - now > RENEW_DAYS * DAY &&
  names.every((name) => (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)));

/** Writes a file so that nobody ever reads half of it. */
const put = (file: string, text: string): void => {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/**
 * The certificate of this machine, kept in `folder`; made anew when it is near its end or lacks one of the names.
 * @param now ms since the epoch
 */
export const localCertificate = async (
  folder: string,
  names: readonly string[],
  now: number,
): Promise<LocalCertificate> => {
  const files = { cert: join(folder, 'lan-certificate.pem'), key: join(folder, 'lan-key.pem') };
  const kept = readKept(files.cert);
  if (kept && covers(kept, names, now)) return { ...files, fingerprint: kept.fingerprint256 };
  const { cert, key } = await makeCertificate(names, now);
  put(files.key, key);
  put(files.cert, cert);
  return { ...files, fingerprint: new X509Certificate(cert).fingerprint256 };
};
