import {
  Connection,
  createRestClient,
  DeviceLinks,
  DeviceReporter,
  Outbox,
  SessionClient,
  type SigningKey,
  SocketSignals,
  type Store,
} from '@relevo/client';
import type { DeviceCodeView, DeviceCredential } from '@relevo/contracts';
import type { Grant } from '@relevo/domain';
import { canShowScreen } from './device';
import { PageDevice } from './page-device';

/** A customer's stay in one session: the line, the log, this page as a device. */
export class Stay {
  readonly line: Connection;
  readonly session: SessionClient;
  readonly device: PageDevice;
  private readonly rest;
  private readonly links: DeviceLinks;

  constructor(
    readonly me: DeviceCredential,
    key: SigningKey,
    store: Store,
  ) {
    const { sessionId, deviceId, participantId } = me;
    this.rest = createRestClient({ baseUrl: '', credential: () => me.credential });
    this.line = new Connection({ baseUrl: '', ticket: async () => (await this.rest.socketTicket()).ticket });
    const outbox = new Outbox({ wire: this.line, store, scope: deviceId });
    this.session = new SessionClient({
      wire: this.line,
      outbox,
      sessionId,
      me: { participantId },
    });
    this.links = new DeviceLinks({
      session: this.session,
      wire: this.line,
      port: new SocketSignals(this.line),
      key,
      iceServers: async () => (await this.rest.iceServers()).iceServers,
    });
    this.device = new PageDevice({
      session: this.session,
      links: this.links,
      deviceId,
      can: canShowScreen() ? ['screen.view'] : [],
      reporter: () =>
        new DeviceReporter({
          outbox,
          key,
          sessionId,
          deviceId,
          reported: () => this.session.snapshot.session.devices[deviceId]?.reportSeq ?? 0,
        }),
    });
    this.line.start();
  }

  /** Asks for a one-time code for the agent; null when that is not possible now. */
  async deviceCode(): Promise<DeviceCodeView | null> {
    try {
      return await this.rest.createDeviceCode();
    } catch {
      return null;
    }
  }

  /** Stops grants: what this page gave at once, what another device gave by asking it. */
  stopGrants(grants: readonly Grant[]): void {
    for (const grant of grants) {
      if (grant.deviceId === this.me.deviceId) this.device.stop({ grantId: grant.id });
      else this.session.command('grant.stop', { grantId: grant.id });
    }
  }

  /** Leaves: everything ends here first; the word goes out when there is a line, however late (W45). */
  leave(): void {
    this.device.close();
    void this.sayGoodbye();
  }

  /** Who has left is not heard any more, so what ended goes first. */
  private async sayGoodbye(): Promise<void> {
    await this.device.settled();
    await this.session.command('participant.leave', {}).outcome;
    this.close();
  }

  close(): void {
    this.links.close();
    this.session.close();
    this.line.stop();
  }
}
