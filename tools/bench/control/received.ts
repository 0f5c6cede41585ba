/** Bytes that a page was sent so far, without the wrapping of the network. */
export interface Received {
  /** By sockets and data channels together. */
  readonly all: number;
  /** By data channels for pictures; 0 where a product has none. */
  readonly picture: number;
}

/** A line of a peer connection's own statistics. */
interface ChannelReport {
  readonly type: string;
  readonly label?: string;
  readonly bytesReceived?: number;
}

declare global {
  interface Window {
    relevoBenchReceived(): Promise<Received>;
  }
}

/** Counts what a page receives. Runs there before the page's own code: it may use nothing from outside. */
export const countReceived = (): void => {
  const peers: RTCPeerConnection[] = [];
  let bySockets = 0;

  // Not by subclasses: products look at what an object's own class offers.
  window.RTCPeerConnection = new Proxy(RTCPeerConnection, {
    construct: (make, args: ConstructorParameters<typeof RTCPeerConnection>) => {
      const peer = new make(...args);
      peers.push(peer);
      return peer;
    },
  });
  window.WebSocket = new Proxy(WebSocket, {
    construct: (make, args: ConstructorParameters<typeof WebSocket>) => {
      const socket = new make(...args);
      socket.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer | Blob>) => {
        bySockets +=
          typeof data === 'string' ? data.length : data instanceof Blob ? data.size : data.byteLength;
      });
      return socket;
    },
  });

  window.relevoBenchReceived = async () => {
    let byChannels = 0;
    let picture = 0;
    for (const peer of peers)
      for (const report of (await peer.getStats()).values() as Iterable<ChannelReport>) {
        if (report.type !== 'data-channel') continue;
        byChannels += report.bytesReceived ?? 0;
        if (report.label === 'picture') picture += report.bytesReceived ?? 0;
      }
    return { all: bySockets + byChannels, picture };
  };
};
