import { addScaledInto, dot64 } from '../linalg/dot.ts';
import { type Matrix, rowOf } from '../linalg/matrix.ts';
import type { RandomGenerator } from '../stats/randomGenerator.ts';
import { bitCount } from './bitCount.ts';
import { gathered, lowestBits } from './codeFlips.ts';

// Local complexity (Humayun, Balestriero & Baraniuk 2024, D12): how many units of a site switch in a small neighbourhood of a
// point, the cross-polytope with vertices x ± r·v_p for orthonormal directions v_p.

/** `count` orthonormal directions of R^dimension as rows, uniformly distributed. Throws RangeError when count > dimension. */
export function randomFrame(
  dimension: number,
  count: number,
  rng: RandomGenerator,
): Matrix<Float64Array> {
  if (count > dimension) throw new RangeError(`${count} orthonormal directions in R^${dimension}`);
  const frame = {
    rows: count,
    columns: dimension,
    data: Float64Array.from({ length: count * dimension }, () => rng.normal()),
  };
  for (let row = 0; row < count; row++) {
    const direction = rowOf(frame, row);
    // Gram–Schmidt, twice: rounding leaves nothing to see.
    for (let step = 0; step < 2 * row; step++) {
      const earlier = rowOf(frame, step % row);
      const share = dot64(direction, 0, earlier, 0, dimension);
      addScaledInto(direction, 0, earlier, 0, dimension, -share);
    }
    const length = Math.sqrt(dot64(direction, 0, direction, 0, dimension));
    for (let k = 0; k < dimension; k++) direction[k] /= length;
  }
  return frame;
}

/** The 2P vertices x + r·v_1, x − r·v_1, x + r·v_2, … around each point: (points · 2P) × dimension. */
export function crossPolytopeVertices(
  points: Matrix<Float64Array>,
  frame: Matrix<Float64Array>,
  radius: number,
): Matrix<Float64Array> {
  const dimension = points.columns;
  const rows = points.rows * 2 * frame.rows;
  const data = new Float64Array(rows * dimension);
  for (let row = 0; row < rows; row++) {
    const point = Math.floor(row / (2 * frame.rows));
    const direction = (row >> 1) % frame.rows;
    data.set(rowOf(points, point), row * dimension);
    const step = row % 2 === 0 ? radius : -radius;
    addScaledInto(data, row * dimension, frame.data, direction * dimension, dimension, step);
  }
  return { rows, columns: dimension, data };
}

/**
 * Per group of `groupSize` consecutive rows (the vertices around one point): the number of units whose code is not the same
 * in all of them. `codes` is rows × wordsPerRow bit-packed switch codes, as {@link PatternTable} takes them. Each unit counted
 * switches inside the neighbourhood, by continuity; at the first site the count is complete, at later ones a lower bound.
 * A code has `bitsPerCode` bits, the lowest of a word first.
 */
export function switchingUnits(
  codes: ArrayLike<number>,
  wordsPerRow: number,
  groupSize: number,
  bitsPerCode = 1,
): Int32Array {
  const lowest = lowestBits(bitsPerCode);
  const groupWords = groupSize * wordsPerRow;
  if (codes.length % groupWords !== 0) {
    throw new RangeError(`${codes.length} words are not groups of ${groupSize} × ${wordsPerRow}`);
  }
  return Int32Array.from({ length: codes.length / groupWords }, (_, group) => {
    let units = 0;
    for (let word = 0; word < wordsPerRow; word++) {
      const first = codes[group * groupWords + word] | 0;
      let changed = 0;
      for (let row = 1; row < groupSize; row++) {
        changed |= first ^ codes[group * groupWords + row * wordsPerRow + word];
      }
      units += bitCount(gathered(changed, bitsPerCode) & lowest);
    }
    return units;
  });
}
