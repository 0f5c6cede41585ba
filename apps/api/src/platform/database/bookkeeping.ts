/** The table that says which migrations were applied. */
export const BOOKKEEPING = 'migrations';
