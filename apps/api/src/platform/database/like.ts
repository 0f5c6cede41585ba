/** A pattern of LIKE that finds this text anywhere, to the letter. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
