const unitRoundoff32 = 2 ** -24;
const unitRoundoff64 = 2 ** -53;

/**
 * Bound on |computed − true| / ‖p‖ for a product ⟨x, p⟩ with ‖x‖ ≤ 1, where x and p were rounded to float32 and the d
 * products summed in float32 in any order, with or without fused multiply-add: γ_n = n u / (1 − n u), n = d + 4 (Higham,
 * Accuracy and Stability of Numerical Algorithms, §3.1: d for the sum, one each for x and p, two spare for their
 * norms), plus what underflow may take.
 */
export function pricingError(dimension: number): number {
  const n = dimension + 4;
  return (n * unitRoundoff32) / (1 - n * unitRoundoff32) + 2 * dimension * 2 ** -126;
}

/** The same for float64 sums of d terms over vectors of norm `size`: what a float64 margin may be off by. */
export function marginError(dimension: number, size: number): number {
  return 2 * (dimension + 4) * unitRoundoff64 * size;
}
