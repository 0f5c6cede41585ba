import './browser-shim';
import SimplePeer from 'simple-peer';

/** simple-peer 9.11.1 (pinned) with the private methods that its types leave out and that we replace. */
const Base = SimplePeer as unknown as new (
  options: SimplePeer.Options,
) => SimplePeer.Instance & {
  _pc: RTCPeerConnection | null;
  _createOffer(): void;
  _onConnectionStateChange(): void;
  _onIceStateChange(): void;
};

/** A peer that outlives a failed ICE connection, so that a restart can bring it back (simple-peer destroys itself). */
export class GuardedPeer extends Base {
  /** Counts our offers: an answer counts only for the newest. */
  offers = 0;

  /** The connection underneath; undefined once destroyed. */
  get connection(): RTCPeerConnection | undefined {
    return this._pc ?? undefined;
  }

  /** Initiator only: gathers anew and offers again, also while an earlier offer has not been answered. */
  restartIce(): void {
    this.connection?.restartIce();
    this.offerAgain();
  }

  /** Initiator only: offers once more; the answer to the earlier offer is lost or will be ignored. */
  offerAgain(): void {
    if (this.connection && !this.destroyed) this._createOffer();
  }

  override _createOffer(): void {
    this.offers += 1;
    super._createOffer();
  }

  override _onConnectionStateChange(): void {
    if (this.connection?.connectionState !== 'failed') super._onConnectionStateChange();
  }

  override _onIceStateChange(): void {
    if (this.connection?.iceConnectionState === 'failed') this.emit('iceStateChange', 'failed', '');
    else super._onIceStateChange();
  }

  /** Only for ends that send their candidates all at once; its timer would outlive the peer. */
  _startIceCompleteTimeout(): void {}

  /** A candidate of an earlier description that comes late fits nothing and harms nothing. */
  _addIceCandidate(candidate: RTCIceCandidateInit): void {
    this.connection?.addIceCandidate(candidate).catch(() => undefined);
  }
}
