import { createDeviceKey } from '@relevo/client';
import { v7 as uuid } from 'uuid';
import type { Csr, Guest } from './people';

const HASH = 'a'.repeat(64);

/** A grant of María's agent for a key that a browser has shown. */
export const grantTo = async (
  csr: Csr,
  agent: Guest,
  session: { id: string; participantId: string },
): Promise<string> => {
  const { publicKey: key, thumbprint } = await createDeviceKey();
  await csr.mustCommand(session.id, 'csr.presentKey', { key, thumbprint });
  const grantId = uuid();
  const answer = await agent.report('grant.given', {
    grantId,
    requestId: uuid(),
    capability: 'screen.view',
    csrId: session.participantId,
    csrKey: thumbprint,
    fingerprints: { device: HASH, csr: HASH },
    until: null,
    wordsHash: HASH,
    words: 'yes',
    nonce: 'n',
  });
  if (answer.status !== 200) throw new Error(`grant.given: ${answer.status}`);
  return grantId;
};
