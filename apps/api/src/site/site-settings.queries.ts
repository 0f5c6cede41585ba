import type { SiteSettings } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { SiteSettingsEntity } from './site-settings.entity';

const THE_ROW = 1;

/** What is stored, as it was stored; null when nothing was ever set. */
export const storedSettings = async (manager: EntityManager): Promise<Record<string, unknown> | null> =>
  (await manager.findOneBy(SiteSettingsEntity, { id: THE_ROW }))?.settings ?? null;

export const storeSettings = async (
  manager: EntityManager,
  settings: SiteSettings,
  changedAt: Date,
): Promise<void> => {
  await manager.upsert(SiteSettingsEntity, { id: THE_ROW, settings: { ...settings }, changedAt }, ['id']);
};
