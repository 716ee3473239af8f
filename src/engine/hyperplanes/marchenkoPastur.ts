/**
 * Edges of the squared singular values of an n × m matrix of independent entries of variance 1/n, q = m/n, as n and m grow:
 * (1 ± √q)² (D3). Throws RangeError for a negative q.
 */
export function marchenkoPasturEdges(q: number): readonly [low: number, high: number] {
  if (!(q >= 0)) throw new RangeError(`aspect ratio ${q}`);
  const root = Math.sqrt(q);
  return [(1 - root) ** 2, (1 + root) ** 2];
}

/** The largest singular value of a layer beside those of random weights, in units of the root mean square singular value. */
export interface SingularValueNull {
  /** ‖W‖₂ over the root mean square of the min(n, m) singular values; 1 for orthogonal rows of equal length. */
  readonly largest: number;
  /** Where those of independent random weights lie, 1 ∓ √(min/max); it does not fit layers whose inputs are all non-negative. */
  readonly randomEdges: readonly [low: number, high: number];
}

/** `undefined` for a zero matrix. `stableRank` is ‖W‖_F² / ‖W‖₂². */
export function singularValueNull(
  rows: number,
  columns: number,
  stableRank: number,
): SingularValueNull | undefined {
  if (stableRank <= 0) return undefined;
  const order = Math.min(rows, columns);
  const [low, high] = marchenkoPasturEdges(order / Math.max(rows, columns));
  return {
    largest: Math.sqrt(order / stableRank),
    randomEdges: [Math.sqrt(low), Math.sqrt(high)],
  };
}
