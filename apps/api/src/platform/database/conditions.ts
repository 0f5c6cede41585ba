/** A condition with `?` for each of its values. */
export type Condition = readonly [sql: string, ...values: unknown[]];

/** Conditions as one expression with the numbers of their values, which are put behind those that there are. */
export const whereOf = (conditions: readonly Condition[], values: unknown[]): string =>
  conditions
    .map(([sql, ...given]) =>
      given.reduce<string>((text, value) => text.replace('?', () => `$${values.push(value)}`), sql),
    )
    .join(' AND ') || 'true';
