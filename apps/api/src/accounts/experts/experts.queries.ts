import type { EntityManager } from 'typeorm';
import type { Horizon } from '../sign-ins.queries';
import { ExpertEntity } from './expert.entity';

const GOOD = 'expert.createdAt > :createdAfter AND expert.seenAt > :seenAfter';

const good = (manager: EntityManager, { createdAfter, seenAfter }: Horizon) =>
  manager.createQueryBuilder(ExpertEntity, 'expert').where(GOOD, { createdAfter, seenAfter });

/** The expert whose browser holds this token, while their part goes on. */
export const expertOf = (
  manager: EntityManager,
  tokenHash: Buffer,
  horizon: Horizon,
): Promise<ExpertEntity | null> =>
  good(manager, horizon).andWhere('expert.tokenHash = :tokenHash', { tokenHash }).getOne();

/** Which of these are sign-ins of experts that are good now. */
export const goodExperts = async (
  manager: EntityManager,
  ids: readonly string[],
  horizon: Horizon,
): Promise<string[]> => {
  const found = await good(manager, horizon)
    .select('expert.id')
    .andWhere('expert.id = ANY(:ids)', { ids: [...ids] })
    .getMany();
  return found.map(({ id }) => id);
};

/** The keys that experts among these, whose sign-in is good now, have shown. */
export const expertKeys = async (
  manager: EntityManager,
  ids: readonly string[],
  horizon: Horizon,
): Promise<[string, string[]][]> => {
  const found = await good(manager, horizon)
    .andWhere('expert.id = ANY(:ids)', { ids: [...ids] })
    .getMany();
  return found.map(({ id, keys }) => [id, keys]);
};

/** Notes that an expert's console showed this key; the last 20 are kept. */
export const noteExpertKey = async (
  manager: EntityManager,
  id: string,
  thumbprint: string,
): Promise<void> => {
  await manager.query(
    `UPDATE experts SET keys = (array_append(keys, $2))[greatest(1, cardinality(keys) - 18):]
      WHERE id = $1 AND NOT keys @> ARRAY[$2]`,
    [id, thumbprint],
  );
};

/** Notes that an expert is here. */
export const touchExpert = async (manager: EntityManager, id: string, seenAt: Date): Promise<void> => {
  await manager.update(ExpertEntity, { id }, { seenAt });
};

/** Forgets experts whose sign-in has run out, though nobody ended their part. */
export const forgetExperts = async (
  manager: EntityManager,
  { createdAfter, seenAfter }: Horizon,
): Promise<void> => {
  await manager
    .createQueryBuilder()
    .delete()
    .from(ExpertEntity)
    .where('created_at <= :createdAfter OR seen_at <= :seenAfter', { createdAfter, seenAfter })
    .execute();
};
