import type { Float64Network } from '../../onnx/float64/float64Network.ts';
import type { RegionSubject } from '../exploration/path/pathSubject.ts';
import { predictedClasses } from '../predictions.ts';

/** Samples looked through, and numbers held of them: 32 MB of inputs, or of the values that enter one site's switches. */
const mostSamples = 256;
const mostNumbers = 2 ** 22;

/** Samples as points of a network's input. */
export interface PointSource {
  readonly rows: number;
  read(start: number, end: number): Promise<ArrayLike<number>>;
}

/** The samples of a subject as the network takes them: through the part of the model before a layer's space, if that is looked at. */
export function pointsOf({ rows, through }: Pick<RegionSubject, 'rows' | 'through'>): PointSource {
  return {
    rows: rows?.rows ?? 0,
    read: async (start, end) => {
      const block = await rows!.read(start, end);
      return through ? through(block, end - start) : block;
    },
  };
}

/**
 * The first sample of every class that the model gives to the first samples: where a search for the decision boundary may head when the
 * scores around its own sample are constant.
 */
export async function classTargets(
  network: Float64Network,
  source: PointSource,
): Promise<Float64Array[]> {
  const { inputLength, sites, outputWidth } = network;
  const widest = Math.max(inputLength, ...sites.map(({ width }) => width));
  const count = Math.min(source.rows, mostSamples, Math.max(1, Math.floor(mostNumbers / widest)));
  const points = Float64Array.from(await source.read(0, count));
  const scores = await network.evaluate(points, count, sites.length);
  const firsts = new Map<number, Float64Array>();
  for (const [row, predicted] of predictedClasses(scores, outputWidth).entries()) {
    if (firsts.has(predicted)) continue;
    firsts.set(predicted, points.slice(row * inputLength, (row + 1) * inputLength));
  }
  return [...firsts.values()];
}
