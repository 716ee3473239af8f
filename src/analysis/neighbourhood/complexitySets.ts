import { type Matrix, rowOf } from '../../engine/linalg/matrix.ts';
import { isOver, type ProgressSink } from '../../engine/progress.ts';
import { randomFrame } from '../../engine/regions/localComplexity.ts';
import { meanEstimate } from '../../engine/stats/meanEstimate.ts';
import { type RandomGenerator, randomGenerator } from '../../engine/stats/randomGenerator.ts';
import { sampleWithoutReplacement } from '../../engine/stats/sampleWithoutReplacement.ts';
import type { ModelRunner, SiteTap } from '../../onnx/runner.ts';
import type { ComplexitySet } from '../../report/regions/neighbourhoodSections.ts';
import { readPoints } from '../diagnosis/localComplexity.ts';
import { uniformNoise } from '../diagnosis/uniformNoise.ts';
import type { Sides } from '../diagnosis/openSides.ts';
import type { SampleSet } from '../samples.ts';
import { crossingsAround, unitSites } from './crossingsAround.ts';

export interface ComplexitySetsRequest {
  readonly sides: Sides;
  /** Those of the runner. */
  readonly taps: readonly SiteTap[];
  readonly runner: ModelRunner;
  readonly seed: number;
  /** Median distance to the nearest other sample, > 0. */
  readonly nearestDistance: number;
}

/** Radii as shares of the distance to the nearest other sample. */
const shares = [0.03, 0.1, 0.3, 1];
/** Points of a set, and directions of the frame around each; as many for every set, so that they compare. */
const mostPoints = 25;
const mostDirections = 10;

interface Points {
  readonly set: ComplexitySet['set'];
  readonly points: Matrix<Float64Array>;
}

/**
 * Units that switch around training samples, test samples and uniform noise, at several radii (geometry-spec D12), from the model's own
 * float32 pass: complete at the first layer, lower bounds behind it. The same frame for every set and radius. Radii that
 * the time of the run leaves no room for are left out.
 */
export async function complexitySets(
  { sides, taps, runner, seed, nearestDistance }: ComplexitySetsRequest,
  progress: ProgressSink,
): Promise<ComplexitySet[]> {
  const rng = randomGenerator(seed);
  const sites = unitSites(taps);
  const sets = await pointSets(sides, rng, runner.inputLength);
  const count = Math.min(...sets.map(({ points }) => points.rows));
  if (sites.length === 0 || !(count > 0)) return [];
  const directions = Math.min(mostDirections, runner.inputLength);
  const frame = randomFrame(runner.inputLength, directions, rng);
  const found: ComplexitySet[] = [];
  for (const [index, share] of shares.entries()) {
    if (isOver(progress)) break;
    progress.report('Looking around samples and noise', index, shares.length);
    const radius = share * nearestDistance;
    for (const { set, points } of sets) {
      progress.throwIfCancelled();
      const chosen = { ...points, rows: count };
      const counts = await crossingsAround(runner, sites, chosen, { frame, radius });
      found.push({
        set,
        radius,
        radiusOverNearest: share,
        points: count,
        total: meanEstimate(counts.map((each) => each.reduce((sum, value) => sum + value, 0))),
        layers: sites.map(({ site }, layer) => ({
          layer: site.name,
          crossings: meanEstimate(counts.map((each) => each[layer])),
        })),
        overNoise: null,
      });
    }
  }
  return found.map((each) => ({ ...each, overNoise: overNoise(each, found) }));
}

function overNoise({ set, radius, total }: ComplexitySet, all: readonly ComplexitySet[]) {
  const noise = all.find((other) => other.set === 'noise' && other.radius === radius);
  return set === 'noise' || !noise || noise.total.mean === 0 ? null : total.mean / noise.total.mean;
}

async function pointSets(
  { train, test, random }: Sides,
  rng: RandomGenerator,
  inputLength: number,
): Promise<Points[]> {
  const sets: Points[] = [];
  for (const samples of [train, test, random]) {
    if (samples) {
      sets.push({ set: samples.set, points: await somePoints(samples, rng, inputLength) });
    }
  }
  const data = train ?? test;
  if (data) {
    const noise = await uniformNoise(data);
    const rows = Math.min(mostPoints, data.rows);
    const points = { rows, columns: inputLength, data: new Float64Array(rows * inputLength) };
    for (let row = 0; row < rows; row++) rowOf(points, row).set(noise.draw(rng));
    sets.push({ set: 'noise', points });
  }
  return sets;
}

function somePoints(
  samples: SampleSet,
  rng: RandomGenerator,
  inputLength: number,
): Promise<Matrix<Float64Array>> {
  const chosen = sampleWithoutReplacement(rng, Math.min(mostPoints, samples.rows), samples.rows);
  return readPoints(samples, chosen, inputLength);
}
