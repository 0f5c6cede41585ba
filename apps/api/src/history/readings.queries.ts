import type { EntityManager } from 'typeorm';
import { type Actor, recordChange } from '../audit/audit.queries';
import { AuditEntryEntity } from '../audit/audit-entry.entity';

/** A page is read by many requests: within so many ms they are one reading. */
const ONE_READING_MS = 10 * 60_000;

/** Notes in the audit list that somebody reads a session in which they had no part. */
export const recordReading = async (
  manager: EntityManager,
  actor: NonNullable<Actor>,
  subject: { readonly id: string; readonly name: string },
  at: Date,
): Promise<void> => {
  const noted = await manager
    .createQueryBuilder(AuditEntryEntity, 'entry')
    .where('entry.subjectId = :subjectId AND entry.actorId = :actorId', {
      subjectId: subject.id,
      actorId: actor.id,
    })
    .andWhere("entry.action = 'history.read' AND entry.at > :since", {
      since: new Date(at.getTime() - ONE_READING_MS),
    })
    .getExists();
  if (!noted) await recordChange(manager, { at, actor, subject, action: 'history.read' });
};
