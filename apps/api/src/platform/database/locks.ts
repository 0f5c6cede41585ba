import type { EntityManager } from 'typeorm';

/** Advisory locks of PostgreSQL that the whole site shares: numbers of our own, each for one thing. */
export const LOCKS = {
  migrations: 7_238_640,
  setup: 7_238_641,
  accounts: 7_238_642,
  lists: 7_238_643,
  settings: 7_238_644,
  webhooks: 7_238_650,
  assigning: 7_238_651,
} as const;

/** Makes those who want this lock wait for each other, until the transaction ends. */
export const lockFor = async (manager: EntityManager, lock: keyof typeof LOCKS): Promise<void> => {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [LOCKS[lock]]);
};
