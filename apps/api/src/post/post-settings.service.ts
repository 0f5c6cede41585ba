import { Inject, Injectable } from '@nestjs/common';
import type { AuditAction, PostChannels, PostSettingsView } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { type Actor, recordChange } from '../audit/audit.queries';
import { CLOCK, type Clock } from '../platform/clock';
import { CONFIG, type Config } from '../platform/config';
import { Database } from '../platform/database/database';
import { Transactions } from '../platform/database/transactions';
import { ApiError } from '../platform/errors/api-error';
import { seal, unseal } from '../platform/sealed';
import type { MailServer } from './mail-sender';
import { PostSettingsEntity } from './post-settings.entity';
import type { SmsAccount } from './sms-provider';

const THE_ROW = 1;
type Secret = 'smtp' | 'smsSecret';

/** An address of a mail server as people may see it. */
const withoutPassword = (address: string): string => {
  const url = new URL(address);
  url.password = '';
  return url.href.replace(/\/$/, '');
};

/** How mails and SMS leave this site: by the environment, else as administrators have set it. Read when it is needed, so it holds at once on every node. */
@Injectable()
export class PostSettings {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** null = no mail leaves this site. */
  async mail(): Promise<MailServer | null> {
    return this.config.mail ?? this.mailOf(await this.stored());
  }

  /** null = no SMS leaves this site. */
  async sms(): Promise<SmsAccount | null> {
    return this.config.sms ?? this.smsOf(await this.stored());
  }

  async channels(): Promise<PostChannels> {
    const row = this.config.mail && this.config.sms ? null : await this.stored();
    return {
      email: this.config.mail !== null || this.mailOf(row) !== null,
      sms: this.config.sms !== null || this.smsOf(row) !== null,
    };
  }

  async view(): Promise<PostSettingsView> {
    const row = await this.stored();
    const [mail, sms] = [this.config.mail ?? this.mailOf(row), this.config.sms ?? this.smsOf(row)];
    const source = (set: unknown, found: unknown) => (set ? 'environment' : found ? 'settings' : null);
    return {
      mail: {
        source: source(this.config.mail, mail),
        from: mail?.from ?? '',
        server: mail ? withoutPassword(mail.url) : '',
      },
      sms: { source: source(this.config.sms, sms), url: sms ? new URL(sms.url).origin : '' },
      changedAt: row?.changedAt.getTime() ?? null,
    };
  }

  /** `smtp` undefined = the server of before. @throws ApiError BAD_REQUEST when there was none */
  async changeMail(mail: { from: string; smtp?: string } | null, actor: Actor): Promise<void> {
    await this.change('site.mail', actor, (row) => {
      const smtp = mail?.smtp === undefined ? row.smtp : this.sealed('smtp', mail.smtp);
      if (mail && !smtp) throw new ApiError('BAD_REQUEST', 'there is no mail server to keep');
      return { mailFrom: mail?.from ?? null, smtp: mail && smtp };
    });
  }

  /** `secret` undefined = the secret of before. @throws ApiError BAD_REQUEST when there was none */
  async changeSms(sms: { url: string; secret?: string } | null, actor: Actor): Promise<void> {
    await this.change('site.sms', actor, (row) => {
      const secret = sms?.secret === undefined ? row.smsSecret : this.sealed('smsSecret', sms.secret);
      if (sms && !secret) throw new ApiError('BAD_REQUEST', 'there is no secret to keep');
      return { smsUrl: sms?.url ?? null, smsSecret: sms && secret };
    });
  }

  private async change(
    action: AuditAction,
    actor: Actor,
    work: (row: PostSettingsEntity) => Partial<PostSettingsEntity>,
  ): Promise<void> {
    const at = new Date(this.clock.now());
    await this.transactions.run(async ({ manager }) => {
      const before = (await this.stored(manager)) ?? {
        id: THE_ROW,
        mailFrom: null,
        smtp: null,
        smsUrl: null,
        smsSecret: null,
        changedAt: at,
      };
      const after = Object.assign(new PostSettingsEntity(), before, work(before), { changedAt: at });
      await manager.upsert(PostSettingsEntity, after, ['id']);
      const facts = (row: PostSettingsEntity) => this.factsOf(action, row);
      const subject = { id: null, name: action === 'site.mail' ? 'mail' : 'SMS' };
      await recordChange(manager, {
        at,
        actor,
        subject,
        action,
        before: facts(before),
        after: facts(after),
      });
    });
  }

  /** What the audit says: never a secret. */
  private factsOf(action: AuditAction, row: PostSettingsEntity): Record<string, string | null> {
    if (action === 'site.sms') return { url: row.smsUrl && new URL(row.smsUrl).origin };
    const mail = this.mailOf(row);
    return { from: row.mailFrom, server: mail && withoutPassword(mail.url) };
  }

  private stored(manager: EntityManager = this.database.manager): Promise<PostSettingsEntity | null> {
    return manager.findOneBy(PostSettingsEntity, { id: THE_ROW });
  }

  private mailOf(row: PostSettingsEntity | null): MailServer | null {
    if (!row?.mailFrom || !row.smtp) return null;
    const url = this.opened('smtp', row.smtp);
    return url === null ? null : { url, from: row.mailFrom };
  }

  private smsOf(row: PostSettingsEntity | null): SmsAccount | null {
    if (!row?.smsUrl || !row.smsSecret) return null;
    const secret = this.opened('smsSecret', row.smsSecret);
    return secret === null ? null : { url: row.smsUrl, secret };
  }

  private sealed(row: Secret, text: string): Buffer {
    return seal(text, { purpose: 'mail settings', row, siteSecret: this.config.siteSecret });
  }

  /** null = sealed with another site secret: it is set anew. */
  private opened(row: Secret, sealed: Buffer): string | null {
    try {
      return unseal(sealed, { purpose: 'mail settings', row, siteSecret: this.config.siteSecret });
    } catch {
      return null;
    }
  }
}
