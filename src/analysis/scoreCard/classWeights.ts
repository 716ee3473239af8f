/** Weight of each class in a convex combination of training rows, heaviest first. */
export function classWeights(
  { rows, weights }: { readonly rows: Int32Array; readonly weights: Float64Array },
  labels: Int32Array,
): readonly (readonly [label: number, weight: number])[] {
  const total = new Map<number, number>();
  rows.forEach((row, i) => total.set(labels[row], (total.get(labels[row]) ?? 0) + weights[i]));
  return [...total].sort((a, b) => b[1] - a[1]);
}
