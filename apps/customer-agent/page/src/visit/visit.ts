import {
  createRestClient,
  indexedDbKeyStore,
  joinSession,
  Listeners,
  loadOrCreateKey,
  type Store,
} from '@relevo/client';
import type { ErrorCode, InvitePreview, InviteProof, Language } from '@relevo/contracts';
import { v7 as uuid } from 'uuid';
import type { Address } from './address';
import { codeOf } from './code-of';
import { describePage } from './device';
import {
  type Attempt,
  forgetAttempt,
  forgetVisit,
  loadAttempt,
  loadVisit,
  proofName,
  type SavedVisit,
  saveAttempt,
  saveVisit,
} from './saved-visit';
import { Stay } from './stay';

/** Where the customer is on the way in and out. */
export type VisitState =
  | { readonly step: 'loading' }
  | { readonly step: 'code' }
  | { readonly step: 'invite'; readonly preview: InvitePreview; readonly problem: ErrorCode | null }
  | { readonly step: 'problem'; readonly code: ErrorCode }
  | { readonly step: 'reported' }
  | { readonly step: 'here'; readonly stay: Stay; readonly saved: SavedVisit }
  | {
      readonly step: 'left';
      readonly stay: Stay;
      readonly saved: SavedVisit;
      readonly machine: string | null;
    };

/** Answers that do not say whether a join was counted. */
const UNDECIDED: readonly ErrorCode[] = ['UNAVAILABLE', 'TOO_MANY_REQUESTS', 'INTERNAL'];

/** The way of a customer through the page: an invite, a name, a stay in the session, leaving. */
export class Visit {
  private state: VisitState = { step: 'loading' };
  private readonly listeners = new Listeners<[]>();
  private readonly rest = createRestClient({ baseUrl: '' });
  private proof: InviteProof | undefined;

  constructor(
    private readonly address: Address,
    private readonly store: Store,
  ) {}

  get snapshot(): VisitState {
    return this.state;
  }

  readonly subscribe = this.listeners.add;

  /** Comes back to the session of this browser, or reads the invite. */
  async open(): Promise<void> {
    const saved = loadVisit(this.store);
    const isSame = (proof: InviteProof): boolean => saved?.proof === proofName(proof);
    if (saved && (this.address.kind === 'empty' || isSame(this.address.proof))) return this.enter(saved);
    if (this.address.kind === 'empty') return this.move({ step: 'code' });
    return this.preview(this.address.proof);
  }

  /** Goes on with a join that has no answer yet, or looks the invite up; nothing is used by looking. */
  async preview(proof: InviteProof): Promise<void> {
    this.proof = proof;
    this.move({ step: 'loading' });
    try {
      if (await this.resume(proof)) return;
      this.move({ step: 'invite', preview: await this.rest.previewInvite({ proof }), problem: null });
    } catch (error) {
      this.move({ step: 'problem', code: codeOf(error) });
    }
  }

  /** Tries again after a problem, or asks for a code when there is nothing to try again. */
  async retry(): Promise<void> {
    if (this.proof) await this.preview(this.proof);
    else this.move({ step: 'code' });
  }

  /** To the screen for a code that was read out. */
  askForCode(): void {
    this.move({ step: 'code' });
  }

  /** Uses the invite. After a problem it is the same join again, which may have been counted already. */
  async join(name: string, language: Language): Promise<void> {
    if (this.state.step !== 'invite' || !this.proof) return;
    const { preview } = this.state;
    const { csrName, organisation } = preview;
    const ids = loadAttempt(this.store, this.proof) ?? { participantId: uuid(), deviceId: uuid() };
    const proof = proofName(this.proof);
    try {
      await this.begin(this.proof, { ...ids, proof, name, language, csrName, organisation });
    } catch (error) {
      this.move({ step: 'invite', preview, problem: codeOf(error) });
    }
  }

  /** "I was called unexpectedly": ends the session and reports the call. */
  async report(): Promise<void> {
    if (!this.proof) return;
    try {
      await this.rest.reportCall({ proof: this.proof });
      this.move({ step: 'reported' });
    } catch (error) {
      this.move({ step: 'problem', code: codeOf(error) });
    }
  }

  /** Leaves at once; needs nobody and no network (W45). */
  leave(): void {
    if (this.state.step !== 'here') return;
    const { stay, saved } = this.state;
    const { machine } = stay;
    stay.leave();
    stay.draft.forget();
    forgetVisit(this.store);
    this.move({ step: 'left', stay, saved, machine });
  }

  /** The session is over, or they were not let in: the way back is not needed any more. */
  forget(): void {
    if (this.state.step === 'here') this.state.stay.draft.forget();
    forgetVisit(this.store);
  }

  /** A join that was begun before a reload may have been counted: then nobody else gets in by this invite. */
  private async resume(proof: InviteProof): Promise<boolean> {
    const attempt = loadAttempt(this.store, proof);
    if (!attempt) return false;
    try {
      await this.begin(proof, attempt);
      return true;
    } catch (error) {
      if (UNDECIDED.includes(codeOf(error))) throw error;
      return false;
    }
  }

  private async begin(proof: InviteProof, attempt: Attempt): Promise<void> {
    const { participantId, deviceId, name, language, csrName, organisation } = attempt;
    saveAttempt(this.store, attempt);
    try {
      const key = await loadOrCreateKey(indexedDbKeyStore(), deviceId);
      const device = describePage(deviceId, key.publicKey);
      const body = { proof, participantId, name, language, device };
      const credential = await joinSession(this.rest, key, body);
      const saved = { credential, proof: attempt.proof, csrName, organisation };
      saveVisit(this.store, saved);
      forgetAttempt(this.store);
      await this.enter(saved);
    } catch (error) {
      if (!UNDECIDED.includes(codeOf(error))) forgetAttempt(this.store);
      throw error;
    }
  }

  private async enter(saved: SavedVisit): Promise<void> {
    const key = await loadOrCreateKey(indexedDbKeyStore(), saved.credential.deviceId);
    this.move({ step: 'here', saved, stay: new Stay(saved.credential, key, this.store) });
  }

  private move(next: VisitState): void {
    this.state = next;
    this.listeners.emit();
  }
}
