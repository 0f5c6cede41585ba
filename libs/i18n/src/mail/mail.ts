import type { Language } from '@relevo/contracts';

/** Every mail and SMS that a site sends. `link` is the one thing in it that must stay secret. */
export type Message =
  | {
      readonly kind: 'invite' | 'colleague' | 'expert';
      readonly by: string;
      /** What the session is for; may be empty. */
      readonly about: string;
      readonly link: string;
      readonly minutes: number;
    }
  | { readonly kind: 'reset'; readonly email: string; readonly link: string; readonly minutes: number }
  /** `at` in ms since the epoch. */
  | { readonly kind: 'changed'; readonly email: string; readonly at: number }
  | { readonly kind: 'trial' };

/** Who sends it, and in which language. */
export interface Sender {
  readonly organisation: string;
  readonly language: Language;
  /** `#rrggbb` in whose hue the mail is; null = the project's own. */
  readonly accent: string | null;
  /** IANA name of the reader's time zone; UTC where it is not known. */
  readonly timeZone?: string | null;
}

/** A message in words. `subject` is one line. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
