// Products with rows that lie at given offsets of one array. Four rows at a time: each number of the vector is
// loaded (and stored) once for four, which is what bounds these loops.

/** ⟨row, vector⟩ for the row at each offset. */
export function rowProducts(
  rows: Float64Array,
  offsets: readonly number[],
  vector: Float64Array,
): Float64Array {
  const products = new Float64Array(4 * Math.ceil(offsets.length / 4));
  for (let i = 0; i < offsets.length; i += 4) {
    // The last block repeats its last row; the surplus sums are not stored.
    const a = offsets[i];
    const b = offsets[Math.min(i + 1, offsets.length - 1)];
    const c = offsets[Math.min(i + 2, offsets.length - 1)];
    const d = offsets[Math.min(i + 3, offsets.length - 1)];
    let sumA = 0;
    let sumB = 0;
    let sumC = 0;
    let sumD = 0;
    for (let k = 0; k < vector.length; k++) {
      const value = vector[k];
      sumA += rows[a + k] * value;
      sumB += rows[b + k] * value;
      sumC += rows[c + k] * value;
      sumD += rows[d + k] * value;
    }
    products[i] = sumA;
    products[i + 1] = sumB;
    products[i + 2] = sumC;
    products[i + 3] = sumD;
  }
  return products.subarray(0, offsets.length);
}

/** target += Σ weights[i] · the row at offsets[i]. */
export function addRowsInto(
  target: Float64Array,
  rows: Float64Array,
  offsets: readonly number[],
  weights: ArrayLike<number>,
): void {
  const last = offsets.length - 1;
  for (let i = 0; i <= last; i += 4) {
    const a = offsets[i];
    const b = offsets[Math.min(i + 1, last)];
    const c = offsets[Math.min(i + 2, last)];
    const d = offsets[Math.min(i + 3, last)];
    const weightA = weights[i];
    const weightB = i + 1 <= last ? weights[i + 1] : 0;
    const weightC = i + 2 <= last ? weights[i + 2] : 0;
    const weightD = i + 3 <= last ? weights[i + 3] : 0;
    for (let k = 0; k < target.length; k++) {
      target[k] +=
        weightA * rows[a + k] +
        weightB * rows[b + k] +
        (weightC * rows[c + k] + weightD * rows[d + k]);
    }
  }
}
