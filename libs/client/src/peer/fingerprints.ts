import type { Fingerprints } from '@relevo/domain';
import type { LinkRole } from './types';

/**
 * The SHA-256 certificate fingerprint that a session description announces, lower-case hex without colons.
 * Undefined unless the description names exactly one certificate by SHA-256 and nothing weaker.
 */
export const fingerprintOf = (sdp: string | undefined): string | undefined => {
  const lines = [...(sdp ?? '').matchAll(/^a=fingerprint:(\S+)[ \t]+(\S+)[ \t]*\r?$/gm)];
  const found = new Set(lines.map(([, algorithm, value]) => `${algorithm?.toLowerCase()} ${value}`));
  const [only] = found;
  const [algorithm, value] = (found.size === 1 ? only : undefined)?.split(' ') ?? [];
  const hex = value?.replaceAll(':', '').toLowerCase();
  return algorithm === 'sha-256' && hex && /^[0-9a-f]{64}$/.test(hex) ? hex : undefined;
};

/** Fingerprints of both ends, from the descriptions that the connection runs on now. */
export const activeFingerprints = (pc: RTCPeerConnection, role: LinkRole): Fingerprints | undefined => {
  const local = fingerprintOf((pc.currentLocalDescription ?? pc.localDescription)?.sdp);
  const remote = fingerprintOf((pc.currentRemoteDescription ?? pc.remoteDescription)?.sdp);
  if (!local || !remote) return undefined;
  return role === 'csr' ? { csr: local, device: remote } : { csr: remote, device: local };
};
