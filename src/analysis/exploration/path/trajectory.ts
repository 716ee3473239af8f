import { dot64 } from '../../../engine/linalg/dot.ts';
import type { ProgressSink } from '../../../engine/progress.ts';
import type { ExactPath } from '../../../engine/regions/path/exactPath.ts';
import { greatCircle } from '../../../engine/regions/path/greatCircle.ts';
import { trajectoryLengths } from '../../../engine/regions/path/trajectoryLengths.ts';
import type { PiecewiseLinearMap } from '../../../engine/regions/partition/piecewiseLinearMap.ts';
import type { Float64Network } from '../../../onnx/float64/float64Network.ts';
import type { TrajectoryJson } from '../../../protocol/path.ts';

/** Points of the first polygon in the circle, and of the last. */
const [firstPoints, mostPoints] = [129, 8193];
/** Every length moves by less than this share when the points are doubled. */
const settled = 1e-3;

/**
 * How much each layer stretches the straight line between two samples, and the arc between them about the origin (geometry-spec D21).
 * The line's lengths are exact (`path` has all its knots), the arc's those of a polygon with as many corners as it takes to settle.
 */
export async function trajectory(
  network: Float64Network,
  line: PiecewiseLinearMap,
  path: ExactPath,
  ends: readonly [Float64Array, Float64Array],
  progress: ProgressSink,
): Promise<TrajectoryJson> {
  const knots = Float64Array.from(path.knots, ({ t }) => t);
  const step = ends[1].map((value, i) => value - ends[0][i]!);
  const length = Math.sqrt(dot64(step, 0, step, 0, step.length));
  progress.report('lengths of the line', 0, 1);
  const lengths = await trajectoryLengths(line, knots);
  return {
    line: { exactness: 'exact', length, layers: layersOf(network, lengths, length) },
    circle: await circleOf(network, ends, progress),
  };
}

async function circleOf(
  network: Float64Network,
  ends: readonly [Float64Array, Float64Array],
  progress: ProgressSink,
): Promise<TrajectoryJson['circle']> {
  const circle = greatCircle(...ends);
  if (!circle) return null;
  const plane = await network.restrict(new Float64Array(network.inputLength), ends);
  try {
    let points = circle.points(firstPoints);
    let lengths = await trajectoryLengths(plane, points);
    let lastChange = Infinity;
    for (let count = firstPoints; lastChange > settled && count < mostPoints;) {
      progress.throwIfCancelled();
      progress.report('lengths of the circle', count, mostPoints);
      count = 2 * count - 1;
      points = circle.points(count);
      const finer = await trajectoryLengths(plane, points);
      lastChange = Math.max(
        ...finer.map((value, i) => (value === 0 ? 0 : 1 - lengths[i]! / value)),
      );
      lengths = finer;
    }
    const length = circle.length(points);
    return {
      exactness: 'estimate',
      length,
      angle: circle.angle,
      points: points.length / 2,
      lastChange,
      layers: layersOf(network, lengths, length),
    };
  } finally {
    await plane.close();
  }
}

function layersOf(
  { sites }: Float64Network,
  lengths: Float64Array,
  input: number,
): TrajectoryJson['line']['layers'] {
  const names = [...sites.map(({ name }) => name), 'scores'];
  return names.map((layer, i) => ({
    layer,
    length: lengths[i]!,
    ratio: input === 0 ? null : lengths[i]! / input,
  }));
}
