/** How the link of an invite reaches somebody. */
export const DELIVERY_CHANNELS = ['email', 'sms'] as const;
export type DeliveryChannel = (typeof DELIVERY_CHANNELS)[number];

/** Why a link did not reach an address. */
export const DELIVERY_FAILURES = [
  /** The mail server or the provider cannot be reached. */
  'unreachable',
  /** It does not let us in: a wrong name or password. */
  'credentials',
  /** It refuses this address. */
  'address',
  /** It refuses what we send. */
  'refused',
  /** Nothing is configured any more. */
  'unconfigured',
  /** It was asked for too long ago. */
  'late',
  /** The invite was used or withdrawn, or ran out, before it could be sent. */
  'over',
  'internal',
] as const;
export type DeliveryFailure = (typeof DELIVERY_FAILURES)[number];

/** Most sendings of one invite, so that nobody makes a mail cannon of it. */
export const MAX_DELIVERIES = 10;

/** One sending of an invite's link to an address. */
export interface InviteDelivery {
  readonly id: string;
  readonly channel: DeliveryChannel;
  /** An e-mail address or a telephone number: personal data. */
  readonly to: string;
  readonly at: number;
  readonly status: 'queued' | 'sent' | 'failed';
  readonly failure?: DeliveryFailure;
}
