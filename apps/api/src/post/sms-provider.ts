/** One SMS. */
export interface Sms {
  /** The same for every attempt: whoever has it may drop the next one. */
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly text: string;
}

/** Sends SMS. A provider of another kind implements this and is provided under `SMS_PROVIDER`. */
export interface SmsProvider {
  /** Resolves when the provider has taken it. @throws PostProblem */
  send(account: SmsAccount, sms: Sms, signal: AbortSignal): Promise<void>;
}

/** Where SMS go, as the settings say. */
export interface SmsAccount {
  readonly url: string;
  readonly secret: string;
}

/** `@Inject(SMS_PROVIDER) provider: SmsProvider` */
export const SMS_PROVIDER = Symbol('SmsProvider');
