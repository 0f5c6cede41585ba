/** The table that says which migrations were applied. */
export const BOOKKEEPING = 'migrations';

/** Where it stands. Its comment is the mark of the build that brought the whole schema up to date. */
export const MARKED = `public.${BOOKKEEPING}`;
