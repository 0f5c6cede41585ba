import { type SiteSettings, siteSettings } from '@relevo/contracts';
import { DEFAULT_POLICY } from '@relevo/domain';
import type { EntityManager } from 'typeorm';
import { lockFor } from '../platform/database/locks';
import { SiteSettingsEntity } from './site-settings.entity';

const THE_ROW = 1;

/** What is stored, as it was stored; null when nothing was ever set. */
const storedSettings = async (manager: EntityManager): Promise<Record<string, unknown> | null> =>
  (await manager.findOneBy(SiteSettingsEntity, { id: THE_ROW }))?.settings ?? null;

export const storeSettings = async (
  manager: EntityManager,
  settings: SiteSettings,
  changedAt: Date,
): Promise<void> => {
  await manager.upsert(SiteSettingsEntity, { id: THE_ROW, settings: { ...settings }, changedAt }, ['id']);
};

/** Makes changes of the settings, and of what they forbid, one after the other until the transaction ends. */
export const lockSettings = (manager: EntityManager): Promise<void> => lockFor(manager, 'settings');

/** What holds: what is stored, and the defaults for the rest. */
export const readPolicy = async (manager: EntityManager): Promise<SiteSettings> =>
  siteSettings.parse({ ...DEFAULT_POLICY, ...(await storedSettings(manager)) });

/** The form of tracking codes outside the list. */
export const storedCodeForm = async (manager: EntityManager): Promise<string> =>
  (await manager.findOneBy(SiteSettingsEntity, { id: THE_ROW }))?.codeForm ?? '';

export const storeCodeForm = async (
  manager: EntityManager,
  codeForm: string,
  changedAt: Date,
): Promise<void> => {
  await manager.query(
    `INSERT INTO site_settings (id, settings, code_form, changed_at) VALUES ($1, '{}', $2, $3)
      ON CONFLICT (id) DO UPDATE SET code_form = $2, changed_at = $3`,
    [THE_ROW, codeForm, changedAt],
  );
};
