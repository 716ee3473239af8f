import { dot64 } from '../../engine/linalg/dot.ts';
import { rowOf } from '../../engine/linalg/matrix.ts';
import { decisionPath } from '../../engine/regions/neighbourhood/decisionPath.ts';
import type {
  DistanceNorm,
  FunctionGradients,
} from '../../engine/regions/neighbourhood/differentiableMap.ts';
import { localMap } from '../../engine/regions/neighbourhood/localMap.ts';
import { placeOf } from '../../engine/regions/partition/piecewiseLinearMap.ts';
import type { Float64Network } from '../../onnx/float64/float64Network.ts';
import type { FacetSection } from '../../protocol/neighbourhood.ts';

/** One decision on the way to a prediction (geometry-spec D47). */
export interface DecisionSection extends FacetSection {
  /** z minus the threshold, or what the winner of a window leads by: above 0 on this side of the hyperplane. */
  readonly margin: number;
  /** The hyperplane in input coordinates, normal · x = offset within the sample's region; absent where they are too many numbers. */
  readonly hyperplane?: { readonly normal: readonly number[]; readonly offset: number };
}

/** f(x) = A x + b in a sample's region (geometry-spec D5, D10). */
export interface AffineMapSection {
  /** A: a row a class score. */
  readonly gradients: readonly (readonly number[])[];
  /** b. */
  readonly offsets: readonly number[];
  readonly frobeniusNorm: number;
  /** `null` where it costs too much. */
  readonly spectralNorm: number | null;
  readonly rank: number | null;
}

/** Numbers of normals that a sample's path may carry. */
const mostNumbers = 2e6;

/** The half-spaces that lead to a sample's prediction, in the network's order, with their hyperplanes where those are few numbers. */
export async function decisionSections(
  network: Float64Network,
  point: Float64Array,
  norm: DistanceNorm,
): Promise<DecisionSection[]> {
  const map = network.linearised();
  const path = decisionPath(network.sites, await map.slopes(point, norm));
  const functions =
    path.units.length * point.length <= mostNumbers ? await map.gradients(point) : undefined;
  return Array.from(path.units, (unit, row): DecisionSection => {
    const site = network.sites[path.sites[row]];
    const { channel, position } = placeOf(site, unit);
    const isWindow = path.rivals[row] >= 0;
    const entry =
      site.switch.kind === 'maximum' ? unit * site.switch.size + path.rivals[row] : unit;
    const normal = functions && rowOf(functions[path.sites[row]].gradients, entry);
    const margin = path.margins[row];
    return {
      layer: site.name,
      op: site.op,
      unit: channel,
      position,
      threshold: isWindow ? null : path.thresholds[row],
      rival: isWindow ? path.rivals[row] : null,
      distance: path.distances[row],
      margin,
      ...(normal && {
        hyperplane: {
          normal: [...normal],
          offset: dot64(normal, 0, point, 0, point.length) - margin,
        },
      }),
    };
  });
}

/** The affine map from the class scores and their gradients at a point of the region. */
export function affineMapSection(scores: FunctionGradients, point: Float64Array): AffineMapSection {
  const { gradients, offsets, frobeniusNorm, spectralNorm, rank } = localMap(scores, point);
  return {
    gradients: Array.from({ length: gradients.rows }, (_, k) => [...rowOf(gradients, k)]),
    offsets: [...offsets],
    frobeniusNorm,
    spectralNorm: spectralNorm ?? null,
    rank: rank ?? null,
  };
}
