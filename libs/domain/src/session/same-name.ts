/** A name as people see it: without case, spaces more or less, and what cannot be seen. */
const seenName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();

/** Whether two people could not be told apart by their names. */
export const sameName = (one: string, other: string): boolean => seenName(one) === seenName(other);
