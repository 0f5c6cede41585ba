import type { Ledger, SafetyStanding } from '@relevo/domain';

/** The safety code with one CSR. */
export interface SafetyOf {
  /** Six digits; null while there is none. */
  readonly code: string | null;
  readonly standing: SafetyStanding;
}

/** What the agent knows besides its ledger, as far as people see it. */
export interface AgentModel {
  readonly stage: 'connect' | 'connecting' | 'waiting' | 'attached' | 'ended';
  /** This computer's name. */
  readonly machine: string;
  /** Host (and port) of the server. */
  readonly server: string;
  /** How it is reached: protected, on this very computer, or open to everybody on the way. */
  readonly address: 'https' | 'local' | 'plain';
  readonly organisation: string;
  /** The CSR who is responsible; '' before that is known. */
  readonly csrId: string;
  readonly csrName: string;
  /** Whom the session helps; '' before that is known. */
  readonly customerName: string;
  readonly serverAway: boolean;
  /** The server shows another past than before. */
  readonly logFault: boolean;
  readonly ledger: Ledger;
  /** By CSR. */
  readonly safety: Readonly<Record<string, SafetyOf>>;
  /** How it ended: a key of the catalogue's `ended.` or a refusal's sentence. */
  readonly end: { readonly heading: 'left' | 'over' | 'failed' | 'replaced'; readonly detail: string };
  /** The duration row of the open question. */
  readonly choosing: boolean;
  readonly minutes: number | null;
}

export interface Fact {
  readonly icon: string;
  readonly text: string;
  /** Words of a link behind the text; '' = none. */
  readonly change: string;
}

export interface GrantLine {
  readonly grantId: string;
  readonly icon: string;
  readonly title: string;
  readonly detail: string;
  readonly stop: string;
  readonly label: string;
}

export interface Notice {
  readonly kind: 'alarm' | 'away';
  readonly text: string;
}

/** Everything that the window shows; the same for every kind of window. */
export interface AgentView {
  readonly screen: 'connect' | 'idle' | 'prompt' | 'granted' | 'ended';
  readonly control: boolean;
  readonly title: string;
  readonly canMinimise: boolean;
  readonly minimiseLabel: string;
  readonly initials: string;
  readonly person: string;
  readonly organisation: string;
  /** How far the name above can be trusted. */
  readonly standing: string;
  /** Both ends said that the codes match. */
  readonly checked: boolean;
  /** The code to compare, with both answers; null when there is nothing to compare. */
  readonly safety: {
    readonly csrId: string;
    readonly code: string;
    readonly text: string;
    /** '' = answered here already. */
    readonly no: string;
    readonly yes: string;
  } | null;
  readonly heading: string;
  readonly words: string;
  readonly facts: readonly Fact[];
  readonly choices: readonly {
    readonly minutes: number | null;
    readonly label: string;
    readonly chosen: boolean;
  }[];
  readonly grants: readonly GrantLine[];
  readonly notices: readonly Notice[];
  /** The open question; null when nothing is asked. `left` goes from 1 to 0. */
  readonly prompt: { readonly requestId: string; readonly seconds: string; readonly left: number } | null;
  readonly no: string;
  readonly yes: string;
  readonly stopAll: string;
  readonly below: string;
  readonly footer: string;
  readonly leave: string;
}
