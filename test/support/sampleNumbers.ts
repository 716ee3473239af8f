import type { Summary } from '../../src/engine/stats/summary.ts';

/** Seeded uniform numbers in [0,1): xorshift32. */
export function xorshift(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
}

/** The nine-number summary of a non-empty list, quantiles by the nearest rank: enough for made-up reports. */
export function summaryOf(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))];
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return {
    min: at(0),
    q05: at(0.05),
    q25: at(0.25),
    median: at(0.5),
    mean,
    q75: at(0.75),
    q95: at(0.95),
    max: at(1),
    std: Math.sqrt(variance),
  };
}
