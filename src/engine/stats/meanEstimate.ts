/** A mean over independent draws, with how far it may be from the truth. */
export interface MeanEstimate {
  readonly mean: number;
  /** Sample standard deviation over √n; `null` for a single value. */
  readonly standardError: number | null;
}

/** Mean of `values` with its standard error. Throws RangeError without values. */
export function meanEstimate(values: readonly number[]): MeanEstimate {
  const count = values.length;
  if (count === 0) throw new RangeError('the mean of no values');
  // Centred on the first, so that constants give exactly themselves and 0.
  const [origin] = values;
  const mean = origin + values.reduce((sum, value) => sum + (value - origin), 0) / count;
  if (count === 1) return { mean, standardError: null };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, standardError: Math.sqrt(squares / (count - 1) / count) };
}
