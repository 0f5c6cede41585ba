import type { SessionTypeView, StartListsView, TrackingCodeView } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { lockFor } from '../../platform/database/locks';
import { storedCodeForm } from '../site-settings.queries';
import { SessionTypeEntity } from './session-type.entity';
import { TrackingCodeEntity } from './tracking-code.entity';

/** Makes changes of the lists one after the other, until the transaction ends. */
export const lockLists = (manager: EntityManager): Promise<void> => lockFor(manager, 'lists');

export const typeView = (row: SessionTypeEntity): SessionTypeView => ({
  id: row.id,
  name: row.name,
  names: row.names,
  codeRequired: row.codeRequired,
  standard: row.standard,
  archived: row.archivedAt !== null,
});

export const codeView = (row: TrackingCodeEntity): TrackingCodeView => ({
  id: row.id,
  code: row.code,
  label: row.label,
  archived: row.archivedAt !== null,
});

export const sessionTypes = (manager: EntityManager): Promise<SessionTypeEntity[]> =>
  manager.find(SessionTypeEntity, { order: { place: 'ASC', id: 'ASC' } });

/** Everything that can be chosen, and what is archived. */
export const readLists = async (manager: EntityManager): Promise<StartListsView> => {
  const types = await sessionTypes(manager);
  const codes = await manager.find(TrackingCodeEntity, { order: { code: 'ASC' } });
  return {
    types: types.map(typeView),
    codes: codes.map(codeView),
    codeForm: await storedCodeForm(manager),
  };
};
