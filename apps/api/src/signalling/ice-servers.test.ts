import { iceServersFor } from './ice-servers';

describe('SEC-N2 sign-ins to TURN', () => {
  it('SEC-N2 end after ten minutes and name the participant', () => {
    const { iceServers } = iceServersFor(
      'p1',
      ['stun:s:3478', 'turn:t:3478'],
      'secret-secret-secret',
      1_000_000,
    );
    expect(iceServers).toEqual([
      { urls: ['stun:s:3478'] },
      // printf '1600:p1' | openssl dgst -sha1 -hmac secret-secret-secret -binary | base64
      {
        urls: ['turn:t:3478'],
        username: '1600:p1',
        credential: expect.stringMatching(/^[A-Za-z0-9+/]{27}=$/),
      },
    ]);
    const other = iceServersFor('p2', ['turn:t:3478'], 'secret-secret-secret', 1_000_000);
    expect(other.iceServers[0]?.credential).not.toBe(iceServers[1]?.credential);
  });

  it('are not made without a secret', () => {
    expect(iceServersFor('p1', ['turn:t:3478'], null, 0).iceServers).toEqual([{ urls: ['turn:t:3478'] }]);
  });
});
