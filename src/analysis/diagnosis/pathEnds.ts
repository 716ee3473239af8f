import { randomGenerator } from '../../engine/stats/randomGenerator.ts';
import type { PathKind } from '../../report/regions/regionSections.ts';
import type { SampleSet } from '../samples.ts';
import { type SamplePair, samplePairs } from './samplePairs.ts';
import { uniformNoise } from './uniformNoise.ts';

/** Where a straight path begins and ends, as points of the model's input. */
export interface PathEnds {
  readonly kind: PathKind;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Indices of the samples; `undefined` for a path to noise. */
  readonly pair: SamplePair | undefined;
}

export interface ChosenPaths {
  readonly ends: readonly PathEnds[];
  /** Samples whose range the noise fills; `undefined` where no path leads to noise. */
  readonly noiseRows: number | undefined;
}

/** Paths between two samples for one from a sample to noise: each kind of pair then has as many. */
const pairsPerNoise = 2;

/**
 * At most `count` paths between two samples, and half as many from a sample to uniform noise, in turn, so that a budget cuts all kinds
 * alike. Random inputs have no such paths to noise: they are noise themselves. The same seed gives the same paths.
 */
export async function choosePaths(
  samples: SampleSet,
  count: number,
  seed: number,
): Promise<ChosenPaths> {
  const rng = randomGenerator(seed);
  const pairs = samplePairs(samples.rows, samples.labels, count, rng);
  if (pairs.length === 0) return { ends: [], noiseRows: undefined };
  const noise = samples.set === 'random' ? undefined : await uniformNoise(samples);
  const origins = noise
    ? pairs.slice(0, Math.ceil(count / pairsPerNoise)).map(() => rng.integer(samples.rows))
    : [];
  const points = await readPoints(samples, [
    ...pairs.flatMap(({ from, to }) => [from, to]),
    ...origins,
  ]);
  const between = pairs.map((pair): PathEnds => {
    const [start, end] = [points.get(pair.from)!, points.get(pair.to)!];
    return { kind: pair.kind, start, end, pair };
  });
  const toNoise = origins.map((origin): PathEnds => {
    const start = points.get(origin)!;
    return { kind: 'noise', start, end: noise!.draw(rng), pair: undefined };
  });
  return { ends: inTurn(between, toNoise), noiseRows: noise?.rows };
}

function inTurn(between: readonly PathEnds[], toNoise: readonly PathEnds[]): PathEnds[] {
  const groups = Math.max(Math.ceil(between.length / pairsPerNoise), toNoise.length);
  return Array.from({ length: groups }, (_, group) => [
    ...between.slice(group * pairsPerNoise, (group + 1) * pairsPerNoise),
    ...toNoise.slice(group, group + 1),
  ]).flat();
}

/** Samples by index, float64, each read once and in the order of the file. */
async function readPoints(
  samples: SampleSet,
  indices: readonly number[],
): Promise<ReadonlyMap<number, Float64Array>> {
  const rows = [...new Set(indices)].sort((a, b) => a - b);
  const points = new Map<number, Float64Array>();
  for (const row of rows) points.set(row, Float64Array.from(await samples.read(row, row + 1)));
  return points;
}
