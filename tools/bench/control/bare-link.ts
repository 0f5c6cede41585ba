import wrtc from '@roamhq/wrtc';
import type { Page } from 'playwright-core';
import { pause, WARM_UP } from './latency';
import type { Surroundings } from './subject';
import { openViewer } from './viewer';

const PATIENCE_MS = 10_000;

declare global {
  interface Window {
    /** When the browser had each key, wall clock in ms. */
    bareKeys: number[];
  }
}

/** Everything that a peer has to say is in its description once this is over. */
const gathered = (peer: RTCPeerConnection): Promise<void> =>
  new Promise((resolve) => {
    const look = (): void => {
      if (peer.iceGatheringState === 'complete') resolve();
    };
    peer.onicegatheringstatechange = look;
    look();
  });

/** A page that sends a word for each key, and does nothing else. It may use nothing from outside. */
const answer = async (offer: RTCSessionDescriptionInit): Promise<RTCSessionDescriptionInit> => {
  const peer = new RTCPeerConnection();
  window.bareKeys = [];
  peer.ondatachannel = ({ channel }) => {
    window.addEventListener('keydown', (event) => {
      channel.send(event.code);
      window.bareKeys.push(performance.timeOrigin + event.timeStamp);
    });
    channel.send('ready');
  };
  await peer.setRemoteDescription(offer);
  await peer.setLocalDescription(await peer.createAnswer());
  while (peer.iceGatheringState !== 'complete')
    await new Promise((resolve) => peer.addEventListener('icegatheringstatechange', resolve, { once: true }));
  return { type: 'answer', sdp: peer.localDescription?.sdp ?? '' };
};

const connect = async (page: Page, peer: RTCPeerConnection): Promise<RTCDataChannel> => {
  const channel = peer.createDataChannel('keys');
  const ready = new Promise<void>((resolve) => {
    channel.onmessage = () => resolve();
  });
  await peer.setLocalDescription(await peer.createOffer());
  await gathered(peer);
  const offer = { type: 'offer' as const, sdp: peer.localDescription?.sdp ?? '' };
  await peer.setRemoteDescription(await page.evaluate(answer, offer));
  await ready;
  return channel;
};

/**
 * What the machine takes for a key's way whatever the product is: from an empty page by a data channel to a program that looks
 * at nothing, and does nothing on any desktop.
 * @returns ms of each key, from the browser's time stamp until the program has it
 */
export const measureBareLink = async (surroundings: Surroundings, samples: number): Promise<number[]> => {
  const { page } = await openViewer(surroundings, 'bare', { width: 640, height: 360 });
  const peer: RTCPeerConnection = new wrtc.RTCPeerConnection();
  surroundings.cleanup.add(async () => peer.close());
  const channel = await connect(page, peer);
  const arrived: number[] = [];
  for (let i = 0; i < samples + WARM_UP; i++) {
    const came = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('a key did not come by the bare link')), PATIENCE_MS);
      channel.onmessage = () => {
        arrived.push(performance.timeOrigin + performance.now());
        clearTimeout(timer);
        resolve();
      };
    });
    await page.keyboard.press('a');
    await came;
    await pause();
  }
  const pressed = await page.evaluate(() => window.bareKeys);
  peer.close();
  await page.context().close();
  return arrived.map((at, index) => at - (pressed[index] ?? at)).slice(WARM_UP);
};
