import type { Matrix } from '../linalg/matrix.ts';
import type { HullVerdict } from './hull/hullVerdict.ts';

/** Weights down to −1.5e-8 count as non-negative; a residual up to 1.5e-8 of the data's size as zero (geometry-spec 1.11). */
const tolerance = 1.5e-8;
/** A bound may be claimed this much too sharply: the order of float64 sums is free. */
const sumTolerance = 1e-9;

/**
 * Checks verdicts about conv(rows) in plain float64 loops that share nothing with the solver. Cost: 2 N d once,
 * then N d for each outside verdict.
 */
export function certificateChecker(
  rows: Matrix,
): (query: ArrayLike<number>, verdict: HullVerdict) => string | undefined {
  const size = dataSize(rows);
  return (query, verdict) => verifyCertificate(rows, size, query, verdict);
}

/** Why the verdict's certificate does not hold, in a phrase; `undefined` when it holds. An undecided verdict claims nothing. */
function verifyCertificate(
  rows: Matrix,
  size: number,
  query: ArrayLike<number>,
  { certificate, lower, upper }: HullVerdict,
): string | undefined {
  if (certificate.verdict === 'undecided') return undefined;
  if (certificate.verdict === 'inside') {
    const distance = combinationDistance(rows, certificate.combination, query);
    return distance <= tolerance * size ? undefined : `its weights miss the query by ${distance}`;
  }
  const { direction, margin, nearest } = certificate;
  let length = 0;
  for (const value of direction) length += value * value;
  length = Math.sqrt(length);
  const least = smallestMargin(rows, direction, query);
  if (!(least > 0)) return `a training row has margin ${least}`;
  if (!(margin > 0 && margin <= least * (1 + sumTolerance))) {
    return `its margin is ${least}, not ${margin}`;
  }
  if (!(lower <= (least / length) * (1 + sumTolerance)))
    return `its lower bound ${lower} is not proved`;
  if (!nearest) return undefined;
  const distance = combinationDistance(rows, nearest, query);
  return distance <= upper * (1 + sumTolerance)
    ? undefined
    : `its nearest point is ${distance} away, not ${upper}`;
}

/** ‖Σ weights · (row − query)‖; Infinity when the weights are not those of a convex combination of at most d + 1 rows. */
function combinationDistance(
  { rows, columns, data }: Matrix,
  combination: { readonly rows: ArrayLike<number>; readonly weights: ArrayLike<number> },
  query: ArrayLike<number>,
): number {
  const count = combination.rows.length;
  if (count === 0 || count > columns + 1 || combination.weights.length !== count) return Infinity;
  const rest = new Float64Array(columns);
  let total = 0;
  for (let i = 0; i < count; i++) {
    const row = combination.rows[i];
    const weight = combination.weights[i];
    if (!(Number.isInteger(row) && row >= 0 && row < rows && weight >= -tolerance)) return Infinity;
    total += weight;
    for (let k = 0; k < columns; k++) rest[k] += weight * (data[row * columns + k] - query[k]);
  }
  if (!(Math.abs(total - 1) <= tolerance)) return Infinity;
  let squared = 0;
  for (const value of rest) squared += value * value;
  return Math.sqrt(squared);
}

/** min over all rows of ⟨direction, row − query⟩. */
function smallestMargin(
  { rows, columns, data }: Matrix,
  direction: Float64Array,
  query: ArrayLike<number>,
): number {
  let least = Infinity;
  for (let i = 0; i < rows; i++) {
    let margin = 0;
    for (let k = 0; k < columns; k++) margin += direction[k] * (data[i * columns + k] - query[k]);
    if (!(margin >= least)) least = margin;
  }
  return least;
}

/** Largest distance of a row from the mean row, at most the diameter; at least 2⁻²⁴ of the mean row's length. */
function dataSize({ rows, columns, data }: Matrix): number {
  const mean = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) mean[k] += data[i * columns + k] / rows;
  }
  let largest = 0;
  for (const value of mean) largest += (value * 2 ** -24) ** 2;
  for (let i = 0; i < rows; i++) {
    let squared = 0;
    for (let k = 0; k < columns; k++) squared += (data[i * columns + k] - mean[k]) ** 2;
    largest = Math.max(largest, squared);
  }
  return Math.sqrt(largest);
}
