import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { API_PREFIX, type Language, LOGO_SIZE, type LookView, type lookBody } from '@relevo/contracts';
import type { Sender } from '@relevo/i18n';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Actor, recordChange } from '../../audit/audit.queries';
import { changesOf } from '../../audit/changes';
import { CLOCK, type Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { Notifications } from '../../platform/database/notifications';
import { Transactions } from '../../platform/database/transactions';
import { ApiError } from '../../platform/errors/api-error';
import { Mirror } from '../mirror';
import { pngSize } from './png';
import { SiteLookEntity } from './site-look.entity';

const CHANNEL = 'relevo_site_look';
const THE_ROW = 1;

interface Look {
  readonly accent: string | null;
  readonly logo: Buffer | null;
  /** Of the logo. */
  readonly name: string | null;
}
const PLAIN: Look = { accent: null, logo: null, name: null };

/** Names a picture by what it is, so that its address can be kept for ever. */
const nameOf = (logo: Buffer): string => createHash('sha256').update(logo).digest('hex').slice(0, 32);

/** How the site looks to customers, the same on every node a moment after an administrator has changed it. */
@Injectable()
export class SiteLook implements OnApplicationBootstrap {
  private readonly look: Mirror<Look>;

  constructor(
    database: Database,
    private readonly transactions: Transactions,
    notifications: Notifications,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.look = new Mirror<Look>(notifications, CHANNEL, PLAIN, () => this.stored(database.manager));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.look.read();
  }

  view(): LookView {
    const { accent, name } = this.look.current;
    return { accent, logo: name && `${API_PREFIX}/site/logo/${name}` };
  }

  /** Whoever sends a message of the site. */
  sender(organisation: string, language: Language): Sender {
    return { organisation, language, accent: this.look.current.accent };
  }

  /** The logo of this name. @throws ApiError NOT_FOUND for one that is not shown any more */
  logo(name: string): Buffer {
    const look = this.look.current;
    if (!look.logo || look.name !== name) throw new ApiError('NOT_FOUND', 'no such logo');
    return look.logo;
  }

  /** Stores how the site looks; it holds on this node when this has returned. @throws ApiError LOGO_UNUSABLE */
  async change({ accent, logo }: z.output<typeof lookBody>, actor: Actor): Promise<void> {
    const at = new Date(this.clock.now());
    const given = typeof logo === 'string' ? Buffer.from(logo, 'base64') : logo;
    if (given) this.check(given);
    await this.look.change(this.transactions, async (manager) => {
      const before = await this.stored(manager);
      const kept = given === undefined ? before.logo : given;
      await manager.upsert(SiteLookEntity, { id: THE_ROW, accent, logo: kept, changedAt: at }, ['id']);
      const facts = ({ accent, name }: Look) => ({ accent, logo: name });
      const after = await this.stored(manager);
      const subject = { id: null, name: 'look' };
      const action = 'site.look';
      await recordChange(manager, { at, actor, subject, action, ...changesOf(facts(before), facts(after)) });
    });
  }

  private check(logo: Buffer): void {
    const size = pngSize(logo);
    const fits = size && [size.width, size.height].every((side) => side > 0);
    if (!fits || size.width > LOGO_SIZE.width || size.height > LOGO_SIZE.height)
      throw new ApiError('LOGO_UNUSABLE', `a PNG of at most ${LOGO_SIZE.width} x ${LOGO_SIZE.height} pixels`);
  }

  private async stored(manager: EntityManager): Promise<Look> {
    const row = await manager.findOneBy(SiteLookEntity, { id: THE_ROW });
    return row ? { accent: row.accent, logo: row.logo, name: row.logo && nameOf(row.logo) } : PLAIN;
  }
}
