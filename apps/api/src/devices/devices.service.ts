import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type attachBody,
  attachTranscript,
  type DeviceCodeView,
  type DeviceCredential,
  type DevicePreview,
} from '@relevo/contracts';
import { isRefusal, ownerOf, type SessionState } from '@relevo/domain';
import type { z } from 'zod';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { isUniqueViolation } from '../platform/database/unique-violation';
import { ApiError, refused } from '../platform/errors/api-error';
import type { DevicePrincipal } from '../platform/principal';
import { CERTIFICATE } from '../platform/tls/certificate.provider';
import type { ServerCertificate } from '../platform/tls/server-certificate';
import { SitePolicyService } from '../site/site-policy.service';
import { LogService } from '../streams/log/log.service';
import { SessionChanges } from '../streams/log/session-changes';
import type { StreamEntry } from '../streams/log/stream-entry';
import { andAttach } from './attaching';
import { devicesProjection } from './devices.projection';
import { type CodePlace, findCode, insertCode, takeCode } from './devices.queries';
import { type Entering, EntrancesService } from './entrances.service';
import { GuessLimits } from './guess-limits';
import { hashCode, newCode } from './secrets';

const CODE_MS = 10 * 60_000;
const ATTEMPTS = 5;

type Attaching = z.output<typeof attachBody>;

/** One answer for every code that opens nothing. */
const noSuchCode = (): ApiError => new ApiError('INVITE_NOT_FOUND', 'no live code');

const isIn = (session: SessionState, participantId: string): boolean =>
  session.phase === 'open' && session.participants[participantId]?.status === 'joined';

/** Further devices of a customer: the page asks for a one-time code, the machine agent comes in with it. */
@Injectable()
export class DevicesService implements OnModuleInit {
  constructor(
    private readonly log: LogService,
    private readonly changes: SessionChanges,
    private readonly policies: SitePolicyService,
    private readonly limits: GuessLimits,
    private readonly entrances: EntrancesService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CERTIFICATE) private readonly certificate: ServerCertificate | null,
  ) {}

  onModuleInit(): void {
    this.log.addProjection(devicesProjection(this.clock));
  }

  /** A code for the agent of the participant who asks. Their older one is worth nothing from now on. */
  async createCode(who: DevicePrincipal): Promise<DeviceCodeView> {
    const session = await this.session(who.sessionId);
    if (session?.state.phase === 'ended') throw refused('SESSION_ENDED');
    if (!session || !isIn(session.state, who.participantId)) throw refused('NOT_ADMITTED');
    const now = this.clock.now();
    const expiresAt = now + CODE_MS;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const code = newCode();
      if (await insertCode(this.log.db, this.hash(code), who, now, expiresAt))
        return { code, link: `${this.config.publicUrl}/join#d=${code}`, expiresAt, certificate: this.pin };
    }
    throw new ApiError('UNAVAILABLE', 'no free code');
  }

  private get pin(): string | null {
    return this.certificate?.selfSigned ? this.certificate.fingerprint : null;
  }

  /** What the agent shows before it attaches. The code stays good. */
  async preview(code: string, address: string): Promise<DevicePreview> {
    const { session, place } = await this.place(code, address);
    const { organisation, participants } = session.state;
    return {
      organisation,
      csrName: ownerOf(session.state)?.name ?? '',
      customerName: participants[place.participantId]?.name ?? '',
    };
  }

  /** Attaches the agent to the participant whose page showed the code. The same again, after an answer that was lost, too. */
  async attach({ code, device, signature }: Attaching, address: string): Promise<DeviceCredential> {
    if (device.kind !== 'machine') throw new ApiError('BAD_REQUEST', 'a code is for a machine agent');
    const transcript = attachTranscript({ code, deviceId: device.deviceId, key: device.key });
    const entering = { device, transcript, signature };
    await this.entrances.prove(entering, address);
    const before = await this.entrances.again(entering);
    if (before) return before;
    try {
      return await this.enter(code, entering, address);
    } catch (fault) {
      // The same request may have been on its way twice.
      const meanwhile = await this.entrances.again(entering);
      if (meanwhile) return meanwhile;
      throw fault;
    }
  }

  private async enter(code: string, entering: Entering, address: string): Promise<DeviceCredential> {
    const { session, place } = await this.place(code, address);
    const { conversationId } = session.state;
    const { shown, keep } = this.entrances.first(entering, { ...place, conversationId });
    const actor = { kind: 'participant', participantId: place.participantId } as const;
    try {
      const answer = await this.changes.apply({
        entry: session,
        session,
        decide: (state) => {
          if (!isIn(state, place.participantId)) throw noSuchCode();
          const context = { now: this.clock.now(), actor, policy: this.policies.current() };
          return andAttach(state, [], place.participantId, entering.device, context);
        },
        work: async (db) => {
          if (!(await takeCode(db, this.hash(code)))) throw noSuchCode();
          await keep(db);
        },
      });
      if (isRefusal(answer)) throw refused(answer.refused);
    } catch (fault) {
      if (isUniqueViolation(fault, 'device_credentials_pk'))
        throw new ApiError('CONFLICT', 'the id is taken');
      throw fault;
    }
    return shown;
  }

  private async place(code: string, address: string): Promise<{ session: StreamEntry; place: CodePlace }> {
    const hash = this.hash(code);
    await this.limits.code(address, hash);
    const place = await findCode(this.log.db, hash, this.clock.now());
    const session = place && (await this.session(place.sessionId));
    if (!place || !session || !isIn(session.state, place.participantId)) throw noSuchCode();
    return { session, place };
  }

  private async session(id: string): Promise<StreamEntry | null> {
    const entry = await this.log.cache.get(id);
    if (entry) await this.log.catchUp(entry);
    return entry;
  }

  private hash(code: string): Buffer {
    return hashCode('device', code, this.config.siteSecret);
  }
}
