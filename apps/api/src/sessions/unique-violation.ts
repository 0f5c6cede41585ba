/** Whether the database refused a row because this unique index has one like it. */
export const isUniqueViolation = (fault: unknown, index: string): boolean =>
  fault instanceof Error &&
  'code' in fault &&
  fault.code === '23505' &&
  'constraint' in fault &&
  fault.constraint === index;
