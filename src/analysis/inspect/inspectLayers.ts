import { performance } from 'node:perf_hooks';
import type { ProgressSink } from '../../engine/progress.ts';
import { analyseStructure } from '../../onnx/analyseStructure.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import type { Model } from '../../onnx/model.ts';
import { openModel } from '../../onnx/openModel.ts';
import type { AffineLayer } from '../../onnx/structure.ts';
import type { InspectedLayers, InspectLayersRequest, UnreadLayer } from '../../protocol/inspect.ts';
import type { HyperplaneLayer, Limit } from '../../report/report.ts';
import { estimatedLimits, layerEntry } from '../diagnosis/hyperplanesSection.ts';
import { layerGeometry, type WeightGeometryOptions } from '../diagnosis/weightGeometry.ts';

/**
 * Weight geometry of a stretch of layers, one layer in memory at a time; ends early when `budgetMs` is used up. A layer whose
 * weights cannot be read is named in a limit. Throws UserError as {@link openModel} and {@link analyseStructure}.
 */
export async function inspectLayers(
  request: InspectLayersRequest,
  progress: ProgressSink,
): Promise<InspectedLayers> {
  const { input, threads, first, count, seed = 0 } = request;
  const product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
  const model = await openModel(request.model);
  try {
    const { layers } = await analyseStructure(model, input === undefined ? {} : { input });
    const wanted = layers.slice(first, first + count);
    const deadline = performance.now() + (request.budgetMs ?? Infinity);
    return await measured(model, wanted, { seed, product, progress }, deadline);
  } finally {
    await product.close();
    await model.close();
  }
}

async function measured(
  model: Model,
  layers: readonly AffineLayer[],
  options: WeightGeometryOptions,
  deadline: number,
): Promise<InspectedLayers> {
  const entries: (HyperplaneLayer | UnreadLayer)[] = [];
  const limits: Limit[] = [];
  for (const layer of layers) {
    options.progress.report('Reading weights', entries.length, layers.length);
    const measured = await layerGeometry(model, layer, options);
    const isUnread = 'effect' in measured;
    entries.push(isUnread ? { layer: layer.name, unread: true } : layerEntry(measured));
    limits.push(...(isUnread ? [measured] : estimatedLimits([measured])));
    if (performance.now() > deadline) break;
  }
  return { layers: entries, limits };
}
