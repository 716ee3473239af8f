import type { ProgressSink } from '../../engine/progress.ts';
import type { CertificateSet, StoredCertificate } from '../certificates/certificateFile.ts';
import { MinimumMargins } from './minimumMargins.ts';

/** Rows of a space in float64, read again from the data for the check. */
export interface SpaceRows {
  readonly rows: number;
  readonly dimension: number;
  /** Row-major, (end − start) × dimension. */
  read(start: number, end: number): Promise<Float64Array>;
}

/** A certificate that does not hold, and why. */
export interface BrokenCertificate {
  readonly index: number;
  readonly reason: string;
}

/** λ_i ≥ −1.5e-8 and a residual of 1.5e-8 of the data's diameter: √(unit round-off), geometry-spec 1.11. */
const weightTolerance = 1.5e-8;
/** A stated number may differ from the recomputed one by this share: the order of sums is not fixed. */
const statedTolerance = 1e-6;

/** Rows in memory at once, in float64. */
const rowsPerBlock = 512;

type Inside = Extract<StoredCertificate, { verdict: 'inside' }>;
type Outside = Extract<StoredCertificate, { verdict: 'outside' }>;

/**
 * Re-checks every certificate of a set in float64 against the data. Returns the broken ones by ascending index.
 * Two passes over the training rows; cost rows × dimension × (outside verdicts + 1) multiply-adds.
 */
export async function checkSet(
  set: CertificateSet,
  train: SpaceRows,
  test: SpaceRows,
  progress: ProgressSink,
): Promise<BrokenCertificate[]> {
  const broken: BrokenCertificate[] = [];
  const sound = set.certificates.filter((certificate) => {
    const reason = malformed(certificate, train, test);
    if (reason) broken.push({ index: certificate.index, reason });
    return reason === undefined;
  });
  const queries = await test.read(0, test.rows);
  const query = (index: number): Float64Array =>
    queries.subarray(index * train.dimension, (index + 1) * train.dimension);
  const scan = await scanTrainingRows(sound, train, set.name, progress);
  for (const certificate of sound) {
    const reason = check(certificate, query(certificate.index), scan);
    if (reason) broken.push({ index: certificate.index, reason });
  }
  return broken.sort((a, b) => a.index - b.index);
}

/** Errors of form: what would make the arithmetic below meaningless. */
function malformed(
  certificate: StoredCertificate,
  train: SpaceRows,
  test: SpaceRows,
): string | undefined {
  if (!(
    Number.isInteger(certificate.index) &&
    certificate.index >= 0 &&
    certificate.index < test.rows
  )) {
    return `there is no test row ${certificate.index}`;
  }
  if (certificate.verdict === 'undecided') {
    const { lower, upper } = certificate;
    return lower >= 0 && lower <= upper ? undefined : 'its bounds are not 0 ≤ lower ≤ upper';
  }
  if (certificate.verdict === 'inside') return malformedCombination(certificate, train);
  if (certificate.direction.length !== train.dimension) {
    return `its direction has ${certificate.direction.length} entries, not ${train.dimension}`;
  }
  if (!certificate.direction.every(Number.isFinite))
    return 'its direction has an entry that is no number';
  return certificate.nearest && malformedCombination(certificate.nearest, train);
}

function malformedCombination(
  { rows, weights }: { readonly rows: readonly number[]; readonly weights: readonly number[] },
  train: SpaceRows,
): string | undefined {
  if (rows.length === 0 || rows.length !== weights.length) {
    return `it has ${rows.length} rows and ${weights.length} weights`;
  }
  const stranger = rows.find((row) => !(Number.isInteger(row) && row >= 0 && row < train.rows));
  if (stranger !== undefined) return `there is no training row ${stranger}`;
  if (!weights.every((weight) => weight >= -weightTolerance)) return 'a weight is negative';
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return Math.abs(sum - 1) <= weightTolerance * Math.max(1, weights.length)
    ? undefined
    : `its weights sum to ${sum}, not 1`;
}

interface TrainingScan {
  /** Size of the training set: the largest distance from the mean row, which is at most the diameter. */
  readonly size: number;
  readonly largestNorm: number;
  /** Smallest ⟨w, x⟩ by outside certificate. */
  readonly minima: ReadonlyMap<Outside, number>;
  /** Training rows that combinations name. */
  readonly named: ReadonlyMap<number, Float64Array>;
}

async function scanTrainingRows(
  certificates: readonly StoredCertificate[],
  train: SpaceRows,
  name: string,
  progress: ProgressSink,
): Promise<TrainingScan> {
  const outside = certificates.filter((entry): entry is Outside => entry.verdict === 'outside');
  const d = train.dimension;
  const directions = new Float64Array(outside.length * d);
  outside.forEach((certificate, k) => directions.set(certificate.direction, k * d));
  const margins = new MinimumMargins(directions, outside.length, d);
  const wanted = namedRows(certificates);
  const named = new Map<number, Float64Array>();
  const mean = await meanRow(train);
  // Rows that are all equal still differ from their float32 originals by this much.
  let size = 2 ** -24 * norm(mean);
  let largestNorm = 0;
  const step = rowsPerBlock;
  for (let start = 0; start < train.rows; start += step) {
    progress.throwIfCancelled();
    progress.report(`Checking ${name}`, start, train.rows);
    const end = Math.min(start + step, train.rows);
    const block = await train.read(start, end);
    margins.add(block, end - start);
    for (let row = 0; row < end - start; row++) {
      const x = block.subarray(row * d, (row + 1) * d);
      size = Math.max(size, distance(x, mean));
      largestNorm = Math.max(largestNorm, norm(x));
      if (wanted.has(start + row)) named.set(start + row, x.slice());
    }
  }
  const minima = new Map(outside.map((certificate, k) => [certificate, margins.minima[k]]));
  return { size, largestNorm, minima, named };
}

async function meanRow(train: SpaceRows): Promise<Float64Array> {
  const mean = new Float64Array(train.dimension);
  for (let start = 0; start < train.rows; start += rowsPerBlock) {
    const block = await train.read(start, Math.min(start + rowsPerBlock, train.rows));
    for (let at = 0; at < block.length; at++) mean[at % train.dimension] += block[at];
  }
  return mean.map((sum) => sum / train.rows);
}

function namedRows(certificates: readonly StoredCertificate[]): Set<number> {
  return new Set(
    certificates.flatMap((entry) => {
      if (entry.verdict === 'inside') return entry.rows;
      return entry.verdict === 'outside' ? (entry.nearest?.rows ?? []) : [];
    }),
  );
}

function check(
  certificate: StoredCertificate,
  query: Float64Array,
  scan: TrainingScan,
): string | undefined {
  if (certificate.verdict === 'inside') return checkInside(certificate, query, scan);
  return certificate.verdict === 'outside' ? checkOutside(certificate, query, scan) : undefined;
}

function checkInside(
  certificate: Inside,
  query: Float64Array,
  scan: TrainingScan,
): string | undefined {
  const residual = distance(combination(certificate, scan.named, query.length), query);
  // Rounding of the coordinates themselves is not the certificate's fault.
  const allowed = weightTolerance * scan.size + rounding(query.length, scan.largestNorm);
  return residual <= allowed
    ? undefined
    : `its weights give a point ${residual.toExponential(3)} away, more than ${allowed.toExponential(3)}`;
}

function checkOutside(
  certificate: Outside,
  query: Float64Array,
  scan: TrainingScan,
): string | undefined {
  const { direction, margin, nearest, lower, upper } = certificate;
  const recomputed = scan.minima.get(certificate)! - dot(direction, query);
  const length = norm(direction);
  const doubt = rounding(query.length, (scan.largestNorm + norm(query)) * length);
  if (!(recomputed > doubt))
    return `its direction does not separate the sample (margin ${recomputed})`;
  if (differs(recomputed, margin, doubt)) return `its margin is ${recomputed}, not ${margin}`;
  if (lower !== undefined && lower > ((recomputed + doubt) / length) * (1 + statedTolerance)) {
    return `its lower bound ${lower} is more than margin / ‖direction‖ = ${recomputed / length}`;
  }
  if (nearest === undefined || upper === undefined) return undefined;
  const reached = distance(combination(nearest, scan.named, query.length), query);
  return reached <= upper * (1 + statedTolerance) + rounding(query.length, scan.largestNorm)
    ? undefined
    : `its nearest point is ${reached} away, more than its upper bound ${upper}`;
}

function differs(recomputed: number, stated: number, doubt: number): boolean {
  return !(Math.abs(recomputed - stated) <= statedTolerance * Math.abs(recomputed) + doubt);
}

/** Bound on the rounding error of a float64 sum of `terms` products of magnitude `scale` in all. */
function rounding(terms: number, scale: number): number {
  return (terms + 2) * Number.EPSILON * scale;
}

function combination(
  { rows, weights }: { readonly rows: readonly number[]; readonly weights: readonly number[] },
  named: ReadonlyMap<number, Float64Array>,
  dimension: number,
): Float64Array {
  const point = new Float64Array(dimension);
  rows.forEach((row, k) => {
    const x = named.get(row)!;
    for (let j = 0; j < dimension; j++) point[j] += weights[k] * x[j];
  });
  return point;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[j]) ** 2;
  return Math.sqrt(sum);
}
