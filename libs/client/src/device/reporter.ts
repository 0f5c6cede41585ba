import { type DeviceReportText, deviceReportText, type ErrorBody } from '@relevo/contracts';
import type { DeviceReportData, DeviceReportType, SignedReport } from '@relevo/domain';
import type { SigningKey } from '../keys/key';
import { Listeners } from '../listeners';
import { newId } from '../new-id';
import type { Outbox } from '../sync/outbox';
import type { CommandOutcome } from '../sync/types';

const GAP_PAUSE_MS = 1000;

export interface DeviceReporterOptions {
  readonly outbox: Pick<Outbox, 'send'>;
  readonly key: SigningKey;
  readonly sessionId: string;
  readonly deviceId: string;
  /** Number of this device's last report that the log shows. */
  readonly reported: () => number;
  /** Device time, ms since the epoch. */
  readonly now?: () => number;
}

interface Written {
  readonly commandId: string;
  readonly seq: number;
  readonly text: string;
}

/**
 * A device's facts on their way into the log: numbered without gaps, signed, sent one after the other, kept while the
 * server is away. A fact that was reported is never taken back.
 */
export class DeviceReporter {
  private readonly written: Written[] = [];
  /** How many of `written` the server has. */
  private delivered = 0;
  /** Why the server would not take the next fact; it is tried again with the one after. */
  refusal: ErrorBody | undefined;
  private readonly start: number;
  private sending = false;
  private readonly idle = new Listeners<[]>();

  constructor(private readonly options: DeviceReporterOptions) {
    this.start = options.reported();
  }

  /** Everything that this device reported since it started, signed, whether the server has it or not. */
  readonly signed = (): Promise<SignedReport[]> => {
    const { deviceId, key } = this.options;
    return Promise.all(
      this.written.map(async ({ seq, text }) => ({ deviceId, seq, text, signature: await key.sign(text) })),
    );
  };

  /** Facts that the server does not have yet. */
  get pending(): number {
    return this.written.length - this.delivered;
  }

  /** Puts a fact at the end of the line, with the device's time of now. Throws when it does not fit its contract. */
  readonly report = <Type extends DeviceReportType>(type: Type, data: DeviceReportData[Type]): void => {
    const { sessionId, deviceId, now = Date.now } = this.options;
    const seq = this.start + this.written.length + 1;
    const fact = { v: 1, sessionId, deviceId, seq, at: now(), type, data } as DeviceReportText;
    const text = JSON.stringify(deviceReportText.parse(fact));
    this.written.push({ commandId: newId(), seq, text });
    void this.deliver();
  };

  /** Resolves when the server has every fact that was reported until then, or would not take one. */
  readonly settled = (): Promise<void> =>
    this.pending === 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          const release = this.idle.add(() => {
            release();
            resolve();
          });
        });

  private async deliver(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    for (let next = this.written[this.delivered]; next; next = this.written[this.delivered]) {
      const outcome = await this.send(next);
      if (outcome.ok) {
        this.delivered += 1;
        continue;
      }
      const known = Math.max(0, this.options.reported() - this.start);
      const gap = outcome.error.code === 'DEVICE_REPORT_GAP' && known < this.delivered;
      this.refusal = gap ? undefined : outcome.error;
      if (!gap) break;
      // The log lacks earlier ones: again from the first that it does not have, without haste.
      this.delivered = known;
      await new Promise((resolve) => setTimeout(resolve, GAP_PAUSE_MS));
    }
    this.sending = false;
    this.idle.emit();
  }

  private async send({ commandId, seq, text }: Written): Promise<CommandOutcome> {
    const { deviceId, key, outbox, sessionId } = this.options;
    const report = { deviceId, seq, text, signature: await key.sign(text) };
    return outbox.send(sessionId, 'device.report', { report }, commandId).outcome;
  }
}
