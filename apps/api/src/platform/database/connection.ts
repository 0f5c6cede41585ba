import type { Pool, PoolClient } from 'pg';

const lost = (): void => undefined;

/** After a failure: takes back what a connection has begun; one that cannot even do that is of no more use. */
const rollBack = (client: PoolClient): Promise<Error | undefined> =>
  client.query('ROLLBACK').then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Error(String(error))),
  );

/**
 * Works on one connection and gives it back; what was begun there is taken back when the work fails. When the line breaks,
 * the statement that runs, or else the next, fails with it: without a listener besides, the process would end.
 */
export const withConnection = async <Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect();
  client.on('error', lost);
  let fault: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    fault = await rollBack(client);
    throw error;
  } finally {
    client.off('error', lost);
    client.release(fault);
  }
};
