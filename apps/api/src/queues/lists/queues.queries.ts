import type { AuditFacts, QueueView } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { namesOf } from '../../audit/names.queries';
import { QueueEntity } from './queue.entity';

export const queueView = ({ archivedAt, ...row }: QueueEntity): QueueView => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  names: row.names,
  hours: row.hours,
  fields: row.fields,
  servedBy: row.servedBy,
  assignment: row.assignment,
  escalateSeconds: row.escalateSeconds,
  callBacks: row.callBacks,
  wrapUpSeconds: row.wrapUpSeconds,
  typeId: row.typeId,
  code: row.code,
  archived: archivedAt !== null,
});

/** Every queue by its name, archived ones too. */
export const readQueues = async (manager: EntityManager): Promise<QueueView[]> =>
  (await manager.find(QueueEntity, { order: { name: 'ASC', id: 'ASC' } })).map(queueView);

/** What of a queue the record of changes shows, with people and types by name; nobody in particular serves it = ''. */
export const queueFacts = async (manager: EntityManager, queue: QueueView): Promise<AuditFacts> => {
  const { id: _, names, hours, fields, servedBy, typeId, ...rest } = queue;
  const [type = ''] = await namesOf(manager, 'sessionType', typeId ? [typeId] : []);
  const people = await namesOf(manager, 'account', servedBy ?? []);
  return {
    ...rest,
    names: Object.values(names).join(', '),
    hours: [hours.zone, ...hours.spans.map(({ day, from, to }) => `${day} ${from}-${to}`)].join(', '),
    fields: fields.map(({ label, required }) => (required ? `${label} *` : label)).join(', '),
    servedBy: people.join(', '),
    typeId: type,
  };
};
