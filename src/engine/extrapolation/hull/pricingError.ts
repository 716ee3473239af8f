const unitRoundoff32 = 2 ** -24;
const unitRoundoff64 = 2 ** -53;

/**
 * Bound on |computed − true| for a float32 product ⟨x, p⟩ / ‖p‖ with ‖x‖ ≤ 1, where x was rounded to float32 and the
 * d products were summed in any order, with or without fused multiply-add: γ_n = n u / (1 − n u), n = d + 3 (Higham,
 * Accuracy and Stability of Numerical Algorithms, §3.1; one more rounding for x, two spare for its norm), plus what
 * underflow may take.
 */
export function pricingError(dimension: number): number {
  const n = dimension + 3;
  return (n * unitRoundoff32) / (1 - n * unitRoundoff32) + 2 * dimension * 2 ** -126;
}

/** The same for float64 sums of d terms over vectors of norm `size`: what a float64 margin may be off by. */
export function marginError(dimension: number, size: number): number {
  return 2 * (dimension + 4) * unitRoundoff64 * size;
}
