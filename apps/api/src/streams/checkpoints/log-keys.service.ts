import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type LogKey, logKeyText } from '@relevo/domain';
import { CLOCK, type Clock } from '../../platform/clock';
import { CONFIG, type Config, ConfigError } from '../../platform/config';
import { Database } from '../../platform/database/database';
import { allLogKeys, insertLogKey } from './log-keys.queries';
import { type SiteKey, siteKey } from './site-key';

const UNKNOWN =
  'LOG_KEY is not the one that signed this log before (without LOG_KEY it is SITE_SECRET that counts). ' +
  'Give the earlier one as LOG_KEY_BEFORE for one start, so that it vouches for the new one, or LOG_KEY_BEFORE=lost.';

/** The key that this server signs with, in its place among the site's keys. */
@Injectable()
export class LogKeysService implements OnModuleInit {
  readonly key: SiteKey;

  constructor(
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.key = siteKey(config.logKey);
  }

  /** @throws ConfigError when another key signed before and does not vouch for this one */
  async onModuleInit(): Promise<void> {
    const known = await this.all();
    if (known.some(({ id }) => id === this.key.id)) return;
    await insertLogKey(this.database.pool, this.introduce(known.at(-1)));
  }

  /** Every key that signed for this site, the oldest first. */
  all(): Promise<LogKey[]> {
    return allLogKeys(this.database.pool);
  }

  private introduce(last: LogKey | undefined): LogKey {
    const { id, publicKey } = this.key;
    const words = { id, publicKey, previous: last?.id ?? null, since: this.clock.now() };
    const text = logKeyText(words);
    return { ...words, signature: this.key.sign(text), vouched: last ? this.vouch(last, text) : null };
  }

  private vouch(last: LogKey, text: string): string | null {
    const { logKeyBefore } = this.config;
    if (logKeyBefore === 'lost') return null;
    const before = logKeyBefore && siteKey(logKeyBefore);
    if (!before || before.id !== last.id) throw new ConfigError([UNKNOWN]);
    return before.sign(text);
  }
}
