/** QL sweeps per eigenvalue before giving up; two are usual, thirty is EISPACK's limit. */
const maxSweeps = 60;

/**
 * Eigenvalues of the symmetric tridiagonal matrix with the given diagonal (length n) and sub-diagonal (`offDiagonal[i]`
 * joins i and i + 1, length ≥ n − 1), left in `diagonal` in no order; `offDiagonal` is used up. `vectors`, an n × w matrix
 * V, becomes QᵀV, where the columns of Q are the eigenvectors in the order of their values: the identity becomes the
 * eigenvectors as rows, its first column alone their first components (whose squares are the weights of Gauss quadrature).
 * Implicit QL with Wilkinson's shift (Dubrulle, Martin & Wilkinson 1968); O(n²), and 3·n²·w for the vectors; absolute error some ε·‖T‖.
 */
export function tridiagonalEigenvaluesInto(
  diagonal: Float64Array,
  offDiagonal: Float64Array,
  vectors?: Float64Array,
): void {
  for (let low = 0; low < diagonal.length; low++) {
    for (let sweep = 0; ; sweep++) {
      const high = firstSplit(diagonal, offDiagonal, low);
      if (high === low) break;
      if (sweep === maxSweeps) throw new Error('QL iteration did not converge');
      qlSweep(diagonal, offDiagonal, { low, high }, vectors);
    }
  }
}

/** Smallest index ≥ `low` after which the matrix falls apart to working precision. */
function firstSplit(diagonal: Float64Array, offDiagonal: Float64Array, low: number): number {
  const last = diagonal.length - 1;
  let high = low;
  let largest = Math.abs(diagonal[low]);
  for (; high < last; high++) {
    const [own, next] = [Math.abs(diagonal[high]), Math.abs(diagonal[high + 1])];
    if (Math.abs(offDiagonal[high]) <= Number.EPSILON * (own + next)) break;
    largest = Math.max(largest, next);
  }
  // Where the block grows by many orders downwards, each sweep puts rounding of its largest entries into the small ones: what is
  // within it tells nothing, and would never get smaller.
  for (let i = low; i < high; i++) {
    if (Math.abs(offDiagonal[i]) <= Number.EPSILON * largest) return i;
  }
  return high;
}

/** One implicit QL step on the block [low, high]: chases the bulge from the bottom up by plane rotations. */
function qlSweep(
  d: Float64Array,
  e: Float64Array,
  { low, high }: { low: number; high: number },
  vectors: Float64Array | undefined,
): void {
  const half = (d[low + 1] - d[low]) / (2 * e[low]);
  const root = Math.hypot(half, 1);
  let bulge = d[high] - d[low] + e[low] / (half + (half < 0 ? -root : root));
  let sine = 1;
  let cosine = 1;
  let shift = 0;
  for (let i = high - 1; i >= low; i--) {
    const f = sine * e[i];
    const b = cosine * e[i];
    const radius = Math.hypot(f, bulge);
    if (i + 1 < high) e[i + 1] = radius;
    if (radius === 0) {
      // The rotation is undefined: the block has already split here.
      d[i + 1] -= shift;
      return;
    }
    sine = f / radius;
    cosine = bulge / radius;
    const base = d[i + 1] - shift;
    const turn = (d[i] - base) * sine + 2 * cosine * b;
    shift = sine * turn;
    d[i + 1] = base + shift;
    bulge = cosine * turn - b;
    if (vectors) rotateRows(vectors, vectors.length / d.length, i, cosine, sine);
  }
  d[low] -= shift;
  e[low] = bulge;
}

/** Applies a plane rotation to rows i and i + 1 of a matrix of the given width. */
function rotateRows(
  matrix: Float64Array,
  width: number,
  i: number,
  cosine: number,
  sine: number,
): void {
  for (let k = i * width; k < (i + 1) * width; k++) {
    const upper = matrix[k + width];
    matrix[k + width] = sine * matrix[k] + cosine * upper;
    matrix[k] = cosine * matrix[k] - sine * upper;
  }
}
