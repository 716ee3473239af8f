import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { randomFrame } from '../../engine/regions/localComplexity.ts';
import { quantileOfSorted, sortedCopy } from '../../engine/stats/quantile.ts';
import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../engine/stats/sampleWithoutReplacement.ts';
import { summarise } from '../../engine/stats/summarise.ts';
import { cutsToWholeNumbers } from '../../onnx/rewriting/realInput.ts';
import type { ModelRunner, SiteTap } from '../../onnx/runner.ts';
import type { RegionsSection } from '../../report/report.ts';
import { crossingsAround, type UnitSite, unitSites } from '../neighbourhood/crossingsAround.ts';
import type { SampleSet } from '../samples.ts';
import type { Subject } from './subject.ts';
import { unlessRefused } from './unlessRefused.ts';

export interface LocalComplexityRequest {
  readonly subject: Subject;
  readonly samples: SampleSet;
  /** Those of the runner. */
  readonly taps: readonly SiteTap[];
  readonly runner: ModelRunner;
  readonly seed: number;
  /** Radius as a share of the median distance to the nearest other sample; default 0.1. */
  readonly share?: number;
}

const mostPoints = 50;
const mostDirections = 10;
const defaultShare = 0.1;
/** Samples among which nearest neighbours are looked for: this many, fewer where they are long. */
const mostNeighbours = 1000;
const mostProducts = 5e7;

/**
 * Units that switch within a small cross-polytope around seeded samples (geometry-spec D12), layer by layer, from the model's own
 * float32 pass: complete at the first layer, a lower bound at later ones. Pooling and maxima of several values are left out.
 * `undefined` where there is none other, for inputs of whole numbers, with samples too few for a frame, and where most samples have
 * an equal one; also, with a sentence among the subject's limits, where the model gives no numbers around its samples.
 */
export async function localComplexity(
  request: LocalComplexityRequest,
  progress: ProgressSink,
): Promise<LocalComplexity | undefined> {
  const { subject, samples, taps, runner } = request;
  const sites = unitSites(taps);
  const directions = Math.min(mostDirections, runner.inputLength);
  // No more vertices than samples: the frames cost at most another pass.
  const points = Math.min(mostPoints, Math.floor(samples.rows / (2 * directions)));
  if (sites.length === 0 || points === 0 || !isReal(subject)) return undefined;
  return unlessRefused(subject.limits, 'the units that switch near a sample were not counted', () =>
    measure(request, { sites, directions, points }, progress),
  );
}

type LocalComplexity = NonNullable<RegionsSection['localComplexity']>;

interface Plan {
  readonly sites: readonly UnitSite[];
  readonly directions: number;
  readonly points: number;
}

async function measure(
  { samples, runner, seed, share = defaultShare }: LocalComplexityRequest,
  { sites, directions, points: count }: Plan,
  progress: ProgressSink,
): Promise<LocalComplexity | undefined> {
  const rng = randomGenerator(seed);
  const chosen = sampleWithoutReplacement(rng, count, samples.rows);
  const points = await readPoints(samples, chosen, runner.inputLength);
  const nearestDistance = await medianNearestDistance(samples, chosen, points);
  if (!(nearestDistance > 0)) return undefined;
  const radius = share * nearestDistance;
  const frame = randomFrame(runner.inputLength, directions, rng);
  progress.throwIfCancelled();
  const crossings = await crossingsAround(runner, sites, points, { frame, radius });
  const layers = sites.map(({ site }, layer) => ({
    layer: site.name,
    crossings: summarise(crossings.map((ofPoint) => ofPoint[layer])),
  }));
  return { radius, points: count, directions, nearestDistance, layers };
}

function isReal({ model, input }: Subject): boolean {
  const isFloat = input.type === 'float32' || input.type === 'float64' || input.type === 'float16';
  return isFloat && !cutsToWholeNumbers(model, input.name);
}

/** Samples by index, float64. */
export async function readPoints(
  samples: SampleSet,
  chosen: Int32Array,
  columns: number,
): Promise<Matrix<Float64Array>> {
  const data = new Float64Array(chosen.length * columns);
  for (const [row, sample] of chosen.entries()) {
    data.set(await samples.read(sample, sample + 1), row * columns);
  }
  return { rows: chosen.length, columns, data };
}

/** Median over `points` (samples `chosen`) of the distance to the nearest other one among the first samples. */
async function medianNearestDistance(
  samples: SampleSet,
  chosen: Int32Array,
  points: Matrix<Float64Array>,
): Promise<number> {
  const affordable = Math.floor(mostProducts / (points.rows * points.columns));
  const rows = Math.min(samples.rows, mostNeighbours, Math.max(2, affordable));
  const others = await samples.read(0, rows);
  const nearest = Array.from(chosen, (sample, row) => {
    let least = Infinity;
    for (let other = 0; other < rows; other++) {
      if (other === sample) continue;
      least = Math.min(least, squaredDistance(rowOf(points, row), others, other));
    }
    return Math.sqrt(least);
  });
  return quantileOfSorted(sortedCopy(nearest), 0.5);
}

function squaredDistance(point: Float64Array, others: Float32Array, other: number): number {
  let sum = 0;
  const start = other * point.length;
  for (let i = 0; i < point.length; i++) {
    const difference = point[i] - others[start + i];
    sum += difference * difference;
  }
  return sum;
}
