import {
  hyperplaneStatistics,
  type HyperplaneStatistics,
} from '../../engine/hyperplanes/hyperplaneStatistics.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import { rowGeometry } from '../../engine/hyperplanes/rowGeometry.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { UserError } from '../../engine/userError.ts';
import { readLayerWeights } from '../../onnx/layerWeights.ts';
import type { Model } from '../../onnx/model.ts';
import type { AffineLayer } from '../../onnx/structure.ts';
import type { Limit } from '../../report/report.ts';

/** What the weights of one layer say. */
export interface WeightGeometry {
  readonly layer: AffineLayer;
  readonly statistics: HyperplaneStatistics;
  /** 1/‖w‖ by unit, 0 for a zero row. */
  readonly inverseNorms: Float64Array;
}

export interface WeightGeometryOptions {
  readonly seed: number;
  readonly product: MatrixProduct;
  readonly progress: ProgressSink;
}

/** What could be measured, in graph order, and for every other layer why it could not. */
export interface MeasuredWeights {
  readonly geometry: readonly WeightGeometry[];
  readonly limits: readonly Limit[];
}

/** Reads the layers' weights one after the other; only one layer is in memory at a time. */
export async function weightGeometry(
  model: Model,
  layers: readonly AffineLayer[],
  options: WeightGeometryOptions,
): Promise<MeasuredWeights> {
  const geometry: WeightGeometry[] = [];
  const limits: Limit[] = [];
  for (const [index, layer] of layers.entries()) {
    options.progress.report('Reading weights', index, layers.length);
    const measured = await layerGeometry(model, layer, options);
    if ('effect' in measured) limits.push(measured);
    else geometry.push(measured);
  }
  return { geometry, limits };
}

/** Reads and measures the weights of one layer; the limit that says why where they cannot be read. */
export async function layerGeometry(
  model: Model,
  layer: AffineLayer,
  { seed, product, progress }: WeightGeometryOptions,
): Promise<WeightGeometry | Limit> {
  progress.throwIfCancelled();
  try {
    const { weights, bias } = await readLayerWeights(model, layer);
    return {
      layer,
      statistics: await hyperplaneStatistics(weights, bias, { seed, product }),
      inverseNorms: rowGeometry(weights, bias).norms.map((norm) => (norm > 0 ? 1 / norm : 0)),
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { op: layer.op, node: layer.name, effect: error.message };
  }
}
