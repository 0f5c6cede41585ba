import { type LinkToDevice, linkTranscript } from '@relevo/contracts';
import type { Fingerprints } from '@relevo/domain';
import { bytesToBase64url } from '../keys/encoding';
import { type SigningKey, verifySignature } from '../keys/key';
import { thumbprintOf } from '../keys/thumbprint';
import type { LinkAlarm, LinkRole } from './types';

export type Hello = Extract<LinkToDevice, { type: 'link.hello' }>;

/** What both ends must agree on before a link counts. */
export interface HelloContext {
  readonly sessionId: string;
  readonly epoch: number;
  /** As this end sees them. */
  readonly fingerprints: Fingerprints;
}

/** Introduces this end: its key, and a signature that ties it to this very connection. */
export const makeHello = async (key: SigningKey, role: LinkRole, context: HelloContext): Promise<Hello> => {
  const nonce = bytesToBase64url(crypto.getRandomValues(new Uint8Array(16)));
  const signature = await key.sign(linkTranscript({ role, nonce, ...context }));
  return { type: 'link.hello', key: key.publicKey, nonce, signature, fingerprints: context.fingerprints };
};

/** Checks the far end's introduction against our own view; the key itself is compared with the log by the caller. */
export const checkHello = async (
  hello: Hello,
  farRole: LinkRole,
  context: HelloContext,
): Promise<{ alarm: LinkAlarm } | { thumbprint: string }> => {
  const { device, csr } = context.fingerprints;
  if (hello.fingerprints.device !== device || hello.fingerprints.csr !== csr) {
    return { alarm: 'swapped-fingerprints' };
  }
  const transcript = linkTranscript({ role: farRole, nonce: hello.nonce, ...context });
  if (!(await verifySignature(hello.key, transcript, hello.signature))) return { alarm: 'wrong-signature' };
  return { thumbprint: thumbprintOf(hello.key) };
};
