import type { Ways } from './check-verdict';

/** Looking for ways ends by itself; a server that is not there would keep it for much longer, ms. */
const LOOK_MS = 8000;

/** Looks which STUN and TURN servers can be reached from here. The sign-in is none: a relay that is there refuses it. */
export const findWays = async (urls: readonly string[]): Promise<Ways> => {
  const kinds = new Set<string>();
  const errors: { url: string; code: number }[] = [];
  const tells = 'onicecandidateerror' in RTCPeerConnection.prototype;
  if (urls.length === 0) return { kinds: [], errors, tells };
  const iceServers = urls.map((url) => ({ urls: url, username: 'check', credential: 'check' }));
  const connection = new RTCPeerConnection({ iceServers });
  try {
    const found = new Promise<void>((done) => {
      connection.onicecandidate = ({ candidate }) => {
        if (!candidate) done();
        else if (candidate.type) kinds.add(candidate.type);
      };
      connection.onicecandidateerror = ({ url, errorCode }) => errors.push({ url, code: errorCode });
      setTimeout(done, LOOK_MS);
    });
    connection.createDataChannel('check');
    await connection.setLocalDescription();
    await found;
    return { kinds: [...kinds], errors, tells };
  } finally {
    connection.close();
  }
};

/** Whether two peer connections of this very browser find each other: some settings and add-ons forbid all of them. */
export const meetsItself = async (): Promise<boolean> => {
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
  try {
    const channel = one.createDataChannel('check');
    const open = new Promise<boolean>((done) => {
      channel.onopen = () => done(true);
      setTimeout(() => done(false), LOOK_MS);
    });
    one.onicecandidate = ({ candidate }) => void other.addIceCandidate(candidate ?? undefined);
    other.onicecandidate = ({ candidate }) => void one.addIceCandidate(candidate ?? undefined);
    await one.setLocalDescription();
    await other.setRemoteDescription(one.localDescription as RTCSessionDescription);
    await other.setLocalDescription();
    await one.setRemoteDescription(other.localDescription as RTCSessionDescription);
    return await open;
  } finally {
    one.close();
    other.close();
  }
};
