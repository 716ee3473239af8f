import type { RandomGenerator } from '../../engine/stats/randomGenerator.ts';
import type { RegionPath } from '../../report/report.ts';

/** Two different samples, as indices of their set. */
export interface SamplePair {
  readonly from: number;
  readonly to: number;
  readonly kind: NonNullable<RegionPath['kind']>;
}

/**
 * At most `count` distinct unordered pairs out of `rows` samples. With labels one within a class and one between two classes in turn, as
 * far as there are such; else any two. Both ends are uniform over the samples they can be; the same generator state gives the same pairs.
 */
export function samplePairs(
  rows: number,
  labels: Int32Array | undefined,
  count: number,
  rng: RandomGenerator,
): SamplePair[] {
  const draws = labels ? labelledDraws(labels) : randomDraws(rows);
  const pairs = new Map<string, SamplePair>();
  // In a small set the same pair comes up again: then there are fewer.
  for (let i = 0; draws.length > 0 && i < count; i++) {
    const pair = draws[i % draws.length](rng);
    const [low, high] = [Math.min(pair.from, pair.to), Math.max(pair.from, pair.to)];
    const key = `${String(low)}-${String(high)}`;
    if (!pairs.has(key)) pairs.set(key, pair);
  }
  return [...pairs.values()];
}

type Draw = (rng: RandomGenerator) => SamplePair;

function randomDraws(rows: number): Draw[] {
  if (rows < 2) return [];
  return [
    (rng) => {
      const from = rng.integer(rows);
      return { from, to: (from + 1 + rng.integer(rows - 1)) % rows, kind: 'random' };
    },
  ];
}

/** Samples sorted by class, so that a class and all the others are runs of indices. */
function labelledDraws(labels: Int32Array): Draw[] {
  const order = Array.from(labels.keys()).sort((a, b) => labels[a] - labels[b] || a - b);
  const classes = runsOf(order.map((row) => labels[row]));
  const shared = classes.filter(({ size }) => size > 1);
  const inShared = shared.flatMap(({ start, size }) => order.slice(start, start + size));
  const runOfLabel = new Map(classes.map((run) => [labels[order[run.start]], run]));
  const runOf = (row: number) => runOfLabel.get(labels[row])!;
  const within: Draw = (rng) => {
    const from = inShared[rng.integer(inShared.length)];
    const { start, size } = runOf(from);
    const place = order.indexOf(from, start) - start;
    const to = order[start + ((place + 1 + rng.integer(size - 1)) % size)];
    return { from, to, kind: 'same-class' };
  };
  const between: Draw = (rng) => {
    const from = order[rng.integer(order.length)];
    const { start, size } = runOf(from);
    const place = start + size + rng.integer(order.length - size);
    return { from, to: order[place % order.length], kind: 'different-class' };
  };
  return [...(shared.length > 0 ? [within] : []), ...(classes.length > 1 ? [between] : [])];
}

interface Run {
  readonly start: number;
  readonly size: number;
}

/** Runs of equal values in a sorted list. */
function runsOf(values: readonly number[]): Run[] {
  const starts = values.flatMap((value, i) => (i === 0 || value !== values[i - 1] ? [i] : []));
  return starts.map((start, i) => ({ start, size: (starts[i + 1] ?? values.length) - start }));
}
