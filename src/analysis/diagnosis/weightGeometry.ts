import {
  hyperplaneStatistics,
  type HyperplaneStatistics,
} from '../../engine/hyperplanes/hyperplaneStatistics.ts';
import type { Matrix } from '../../engine/linalg/matrix.ts';
import type { MatrixProduct } from '../../engine/linalg/matrixProduct.ts';
import { rowGeometry } from '../../engine/hyperplanes/rowGeometry.ts';
import type { ProgressSink } from '../../engine/progress.ts';
import { readLayerWeights } from '../../onnx/layerWeights.ts';
import type { Model } from '../../onnx/model.ts';
import type { AffineLayer } from '../../onnx/structure.ts';

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

/** Reads the layers' weights one after the other; only one layer is in memory at a time. */
export async function weightGeometry(
  model: Model,
  layers: readonly AffineLayer[],
  options: WeightGeometryOptions,
): Promise<WeightGeometry[]> {
  const result: WeightGeometry[] = [];
  for (const layer of layers) {
    options.progress.report('Reading weights', result.length, layers.length);
    result.push(await layerGeometry(model, layer, options));
  }
  return result;
}

/** Reads and measures the weights of one layer. Throws UserError as {@link readLayerWeights}. */
export async function layerGeometry(
  model: Model,
  layer: AffineLayer,
  { seed, product, progress }: WeightGeometryOptions,
): Promise<WeightGeometry> {
  progress.throwIfCancelled();
  const gram = (a: Matrix<Float64Array>) => product.project(a, new Float64Array(a.columns), a);
  const { weights, bias } = await readLayerWeights(model, layer);
  return {
    layer,
    statistics: await hyperplaneStatistics(weights, bias, { seed, gram }),
    inverseNorms: rowGeometry(weights, bias).norms.map((norm) => (norm > 0 ? 1 / norm : 0)),
  };
}
