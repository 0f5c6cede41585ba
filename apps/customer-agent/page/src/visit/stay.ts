import {
  ChatDraft,
  Connection,
  createRestClient,
  DeviceLinks,
  DeviceReporter,
  newId,
  Outbox,
  SafetyMemory,
  SessionClient,
  type SigningKey,
  SocketSignals,
  type Store,
  Witness,
} from '@relevo/client';
import type { DeviceCodeView, DeviceCredential } from '@relevo/contracts';
import { devicesOf, type Grant, liveGrants, type SurveyData } from '@relevo/domain';
import { canShowScreen } from './device';
import { PageDevice } from './page-device';
import { StopWord } from './stop-word';
import { Survey } from './survey';

/** A customer's stay in one session: the line, the log, this page as a device. */
export class Stay {
  readonly line: Connection;
  readonly session: SessionClient;
  readonly device: PageDevice;
  /** What is being written in the chat, and to whom. */
  readonly draft: ChatDraft;
  /** How well it was solved. */
  readonly survey = new Survey((answer) => this.answer(answer));
  /** When the customer left here, ms since the epoch, whether anybody has heard of it or not. */
  leftAt: number | null = null;
  /** Our word that we leave is with the server. */
  private goodbye: Promise<unknown> = Promise.resolve();
  /** Whether the last wish to stop reached the customer's other devices. */
  readonly word = new StopWord();
  private readonly rest;
  private readonly links: DeviceLinks;

  constructor(
    readonly me: DeviceCredential,
    readonly key: SigningKey,
    store: Store,
  ) {
    const { sessionId, deviceId, participantId } = me;
    this.rest = createRestClient({ baseUrl: '', credential: () => me.credential });
    this.line = new Connection({ baseUrl: '', ticket: async () => (await this.rest.socketTicket()).ticket });
    this.draft = new ChatDraft(store, `relevo.draft.${participantId}`);
    const outbox = new Outbox({ wire: this.line, store, scope: deviceId });
    this.session = new SessionClient({
      wire: this.line,
      outbox,
      witness: new Witness({ store, scope: deviceId, keys: async () => (await this.rest.logKeys()).keys }),
      sessionId,
      me: { participantId },
      chat: true,
    });
    this.links = new DeviceLinks({
      session: this.session,
      deviceId,
      wire: this.line,
      port: new SocketSignals(this.line),
      key,
      iceServers: async () => (await this.rest.iceServers(sessionId)).iceServers,
    });
    this.device = new PageDevice({
      session: this.session,
      links: this.links,
      deviceId,
      memory: new SafetyMemory(store, 'relevo.safety'),
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

  /** Asks for a one-time code for the agent. Rejects with what the server says. */
  deviceCode(): Promise<DeviceCodeView> {
    return this.rest.createDeviceCode();
  }

  /** Stops grants: what this page gave at once, what another device gave by asking it. */
  stopGrants(grants: readonly Grant[]): void {
    const elsewhere = grants.filter((grant) => grant.deviceId !== this.me.deviceId).map(({ id }) => id);
    for (const grant of grants)
      if (grant.deviceId === this.me.deviceId) this.device.stop({ grantId: grant.id });
    if (elsewhere.length === 0) return;
    this.word.follow([
      this.device.askStop(elsewhere),
      ...elsewhere.map(async (grantId) => (await this.session.command('grant.stop', { grantId }).outcome).ok),
    ]);
  }

  /** The customer's computer with the agent in it, by name. */
  get machine(): string | null {
    const { session } = this.session.snapshot;
    return devicesOf(session, this.me.participantId).find((d) => d.kind === 'machine')?.name ?? null;
  }

  /** Leaves: everything ends here first; the word goes out when there is a line, however late (W45). */
  leave(): void {
    this.device.close();
    this.leftAt = Date.now();
    const goodbye = this.sayGoodbye();
    this.goodbye = goodbye;
    const roads = [this.device.askStop(null), goodbye];
    if (this.machine !== null) this.word.follow(roads);
  }

  /** Who has left is not heard any more, so what ended goes first. */
  private async sayGoodbye(): Promise<boolean> {
    await this.device.settled();
    const { ok } = await this.session.command('participant.leave', {}).outcome;
    this.close();
    return ok;
  }

  /**
   * The session is over: closes once the devices have told that what was allowed has ended, or when the server hangs up.
   * @returns the way to close at once
   */
  closeAfterLastWords(): () => void {
    const told = (): void => {
      const { session, line } = this.session.snapshot;
      const mine = liveGrants(session, Date.now()).some(
        ({ deviceId }) => session.devices[deviceId]?.participantId === this.me.participantId,
      );
      if (!mine || line.status !== 'online') close();
    };
    const release = this.session.subscribe(told);
    const close = (): void => {
      release();
      this.close();
    };
    told();
    return close;
  }

  /** By REST: the socket of somebody who has gone is over. */
  private async answer(data: SurveyData): Promise<void> {
    const { sessionId: stream } = this.me;
    // Before the server knows that we have left, it would be too early.
    if (this.session.snapshot.line.status === 'online') await this.goodbye;
    await this.rest.command({ commandId: newId(), stream, type: 'survey.answer', data });
  }

  close(): void {
    this.links.close();
    this.session.close();
    this.line.stop();
  }
}
