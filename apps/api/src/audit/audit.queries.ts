import type { AuditAction, AuditFacts } from '@relevo/contracts';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { AccountPrincipal } from '../platform/principal';
import { AuditEntryEntity } from './audit-entry.entity';

/** Who did it; null = the command line of the server. */
export type Actor = { readonly id: string; readonly name: string } | null;

/** Who is signed in, as whoever did something. */
export const actorOf = ({ accountId: id, name }: AccountPrincipal) => ({ id, name });

export interface AuditRecord {
  readonly at: Date;
  readonly actor: Actor;
  /** Whom or what it was done to; without an id it is the site. */
  readonly subject: { readonly id: string | null; readonly name: string };
  readonly action: AuditAction;
  /** What differed; never a secret. */
  readonly before?: AuditFacts;
  readonly after?: AuditFacts;
}

/** Records a change in the transaction that makes it. */
export const recordChange = async (manager: EntityManager, record: AuditRecord): Promise<void> => {
  const { at, actor, subject, action, before = null, after = null } = record;
  await manager.insert(AuditEntryEntity, {
    // Of this moment, not of `at`: such ids are in the order in which they were made, also within one millisecond.
    id: uuid(),
    at,
    actorId: actor?.id ?? null,
    actorName: actor?.name ?? null,
    subjectId: subject.id,
    subjectName: subject.name,
    action,
    before: before as never,
    after: after as never,
  });
};

/** Entries older than one of them, or the newest; the newest first. */
export const auditEntries = (
  manager: EntityManager,
  before: string | undefined,
  limit: number,
): Promise<AuditEntryEntity[]> => {
  const query = manager
    .createQueryBuilder(AuditEntryEntity, 'entry')
    .orderBy('entry.id', 'DESC')
    .limit(limit);
  return (before ? query.where('entry.id < :before', { before }) : query).getMany();
};
