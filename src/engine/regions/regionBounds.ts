// Closed-form bounds on the number of regions of ReLU networks (D13). Counts outgrow doubles, hence bigint.

/** Σ_{k=0}^{d} C(n, k): the most cells that n hyperplanes cut R^d into, reached in general position (Zaslavsky 1975). */
export function zaslavskyBound(hyperplanes: number, dimension: number): bigint {
  return binomialSum(hyperplanes, dimension);
}

/** 2 Σ_{k<d} C(n − 1, k): the most cells that n hyperplanes through the origin cut R^d into; 1 when n = 0. */
export function centralArrangementBound(hyperplanes: number, dimension: number): bigint {
  if (hyperplanes === 0 || dimension === 0) return 1n;
  return 2n * binomialSum(hyperplanes - 1, dimension - 1);
}

/** C(n − 1, d): the most bounded cells among those of n hyperplanes in R^d. */
export function boundedCellsBound(hyperplanes: number, dimension: number): bigint {
  return hyperplanes === 0 ? 0n : (binomials(hyperplanes - 1, dimension)[dimension] ?? 0n);
}

/**
 * Upper bound on the linear regions of a ReLU network (Serra, Tjandraatmadja & Ramalingam 2018): Σ_{j∈J} Π_l C(n_l, j_l)
 * with J: 0 ≤ j_l ≤ min(n_0, n_1 − j_1, …, n_{l−1} − j_{l−1}, n_l). Summed by dynamic programming over that running
 * minimum, the largest rank the next layer's input can have: O(layers · n_0²) big-integer steps.
 */
export function serraUpperBound(inputDimension: number, widths: readonly number[]): bigint {
  let countByRank = new Map<number, bigint>([[inputDimension, 1n]]);
  for (const width of widths) {
    const choose = binomials(width, Math.min(width, inputDimension));
    const next = new Map<number, bigint>();
    for (const [rank, count] of countByRank) {
      for (let j = 0; j <= Math.min(rank, width); j++) {
        const rankAfter = Math.min(rank, width - j);
        next.set(rankAfter, (next.get(rankAfter) ?? 0n) + count * choose[j]);
      }
    }
    countByRank = next;
  }
  return [...countByRank.values()].reduce((sum, count) => sum + count, 0n);
}

/**
 * Π_{l<L} ⌊n_l / n_0⌋^{n_0} · Σ_{j≤n_0} C(n_L, j): regions that some network of these widths reaches, a lower bound on the
 * maximum (Montúfar, Pascanu, Cho & Bengio 2014). 1 without layers.
 */
export function montufarLowerBound(inputDimension: number, widths: readonly number[]): bigint {
  const last = widths.at(-1);
  if (last === undefined) return 1n;
  return widths
    .slice(0, -1)
    .reduce(
      (product, width) =>
        product * BigInt(Math.floor(width / inputDimension)) ** BigInt(inputDimension),
      binomialSum(last, inputDimension),
    );
}

/** C(n, 0) … C(n, min(n, last)). */
function binomials(n: number, last: number): bigint[] {
  const values = [1n];
  for (let k = 1; k <= Math.min(n, last); k++) {
    values.push((values[k - 1] * BigInt(n - k + 1)) / BigInt(k));
  }
  return values;
}

function binomialSum(n: number, last: number): bigint {
  return binomials(n, last).reduce((sum, value) => sum + value, 0n);
}
