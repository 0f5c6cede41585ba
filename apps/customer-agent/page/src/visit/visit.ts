import { ApiFailure, createRestClient, indexedDbKeyStore, loadOrCreateKey, type Store } from '@relevo/client';
import type { ErrorCode, InvitePreview, InviteProof, Language } from '@relevo/contracts';
import { v7 as uuid } from 'uuid';
import type { Address } from './address';
import { describePage } from './device';
import { forgetVisit, loadVisit, proofName, type SavedVisit, saveVisit } from './saved-visit';
import { Stay } from './stay';

/** Where the customer is on the way in and out. */
export type VisitState =
  | { readonly step: 'loading' }
  | { readonly step: 'code' }
  | { readonly step: 'invite'; readonly preview: InvitePreview; readonly problem: ErrorCode | null }
  | { readonly step: 'problem'; readonly code: ErrorCode }
  | { readonly step: 'reported' }
  | { readonly step: 'here'; readonly stay: Stay; readonly saved: SavedVisit }
  | { readonly step: 'left'; readonly csrName: string };

const codeOf = (error: unknown): ErrorCode => (error instanceof ApiFailure ? error.code : 'UNAVAILABLE');

/** The way of a customer through the page: an invite, a name, a stay in the session, leaving. */
export class Visit {
  private state: VisitState = { step: 'loading' };
  private readonly listeners = new Set<() => void>();
  private readonly rest = createRestClient({ baseUrl: '' });
  private proof: InviteProof | undefined;

  constructor(
    private readonly address: Address,
    private readonly store: Store,
  ) {}

  get snapshot(): VisitState {
    return this.state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Comes back to the session of this browser, or reads the invite. */
  async open(): Promise<void> {
    const saved = loadVisit(this.store);
    const isSame = (proof: InviteProof): boolean => saved?.proof === proofName(proof);
    if (saved && (this.address.kind === 'empty' || isSame(this.address.proof))) return this.enter(saved);
    if (this.address.kind === 'empty') return this.move({ step: 'code' });
    return this.preview(this.address.proof);
  }

  /** Looks an invite up; nothing is used by looking. */
  async preview(proof: InviteProof): Promise<void> {
    this.proof = proof;
    this.move({ step: 'loading' });
    try {
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

  /** Uses the invite. */
  async join(name: string, language: Language): Promise<void> {
    if (this.state.step !== 'invite' || !this.proof) return;
    const { preview } = this.state;
    const deviceId = uuid();
    try {
      const key = await loadOrCreateKey(indexedDbKeyStore(), deviceId);
      const credential = await this.rest.join({
        proof: this.proof,
        participantId: uuid(),
        name,
        language,
        device: describePage(deviceId, key.publicKey),
      });
      const saved = {
        credential,
        proof: proofName(this.proof),
        csrName: preview.csrName,
        organisation: preview.organisation,
      };
      saveVisit(this.store, saved);
      await this.enter(saved);
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
    stay.leave();
    forgetVisit(this.store);
    this.move({ step: 'left', csrName: saved.csrName });
  }

  /** The session is over, or they were not let in: the way back is not needed any more. */
  forget(): void {
    forgetVisit(this.store);
  }

  private async enter(saved: SavedVisit): Promise<void> {
    const key = await loadOrCreateKey(indexedDbKeyStore(), saved.credential.deviceId);
    this.move({ step: 'here', saved, stay: new Stay(saved.credential, key, this.store) });
  }

  private move(next: VisitState): void {
    this.state = next;
    for (const listener of this.listeners) listener();
  }
}
