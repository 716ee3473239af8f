import type { RandomGenerator } from './randomGenerator.ts';

/** `count` distinct numbers of [0, bound), ascending, every subset equally likely (Floyd's algorithm); count ≤ bound. */
export function sampleWithoutReplacement(
  rng: RandomGenerator,
  count: number,
  bound: number,
): Int32Array {
  const chosen = new Set<number>();
  for (let last = bound - count; last < bound; last++) {
    const draw = rng.integer(last + 1);
    chosen.add(chosen.has(draw) ? last : draw);
  }
  return Int32Array.from(chosen).sort();
}
