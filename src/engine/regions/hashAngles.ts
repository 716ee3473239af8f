// Activation patterns as locality-sensitive hashes (D9): a random hyperplane through the origin parts two points with probability
// θ/π, θ the angle between them (Goemans & Williamson 1995), so that the share of units that differ estimates the angle.

/**
 * Angle between (a, c) and (b, c), in [0, π]: with c = σ_b/σ_w, the ratio of the deviations of biases and weights, hyperplanes with
 * random offsets are hyperplanes through the origin of one dimension more; c = 0 gives the angle between a and b. `undefined` where one of
 * the two is zero. By Kahan's formula, accurate for small and for nearly flat angles.
 */
export function hashAngle(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  c: number,
): number | undefined {
  let [squaresA, squaresB] = [c * c, c * c];
  for (let i = 0; i < a.length; i++) {
    squaresA += a[i] * a[i];
    squaresB += b[i] * b[i];
  }
  if (squaresA === 0 || squaresB === 0) return undefined;
  const [lengthA, lengthB] = [Math.sqrt(squaresA), Math.sqrt(squaresB)];
  let difference = (c / lengthA - c / lengthB) ** 2;
  let sum = (c / lengthA + c / lengthB) ** 2;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] / lengthA, b[i] / lengthB];
    difference += (x - y) ** 2;
    sum += (x + y) ** 2;
  }
  return 2 * Math.atan2(Math.sqrt(difference), Math.sqrt(sum));
}

/** How the units of a layer that differ between two inputs depend on the angle between these. */
export interface HashFit {
  /** Least-squares factor s of share = s · θ/π: 1 for random hyperplanes, below where training made the layer blind to angles. */
  readonly slope: number;
  /** Root mean square of share − θ/π. */
  readonly departure: number;
}

/** Fits pairs of angles and shares of differing units. `undefined` when no angle is above 0. */
export function fitHash(angles: readonly number[], shares: readonly number[]): HashFit | undefined {
  let [products, squares, departures] = [0, 0, 0];
  for (const [i, angle] of angles.entries()) {
    const expected = angle / Math.PI;
    products += expected * shares[i];
    squares += expected * expected;
    departures += (shares[i] - expected) ** 2;
  }
  if (squares === 0) return undefined;
  return { slope: products / squares, departure: Math.sqrt(departures / angles.length) };
}
