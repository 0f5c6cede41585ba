export interface Summary {
  readonly count: number;
  readonly median: number;
  readonly p95: number;
}

/**
 * The value below which this share (0 to 1) of the values lies; the nearest rank, so always one of the values.
 * @throws RangeError for no values
 */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('no values');
  return found;
};

/** Median and 95th percentile; null when nothing was measured. */
export const summaryOf = (values: readonly number[]): Summary | null =>
  values.length === 0
    ? null
    : { count: values.length, median: quantile(values, 0.5), p95: quantile(values, 0.95) };
