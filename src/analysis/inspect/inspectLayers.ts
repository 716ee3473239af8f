import { performance } from 'node:perf_hooks';
import type { ProgressSink } from '../../engine/progress.ts';
import { structureOrLayers } from '../../onnx/analyseStructure.ts';
import { OnnxMatrixProduct } from '../../onnx/matrixProduct/onnxMatrixProduct.ts';
import { openModel } from '../../onnx/openModel.ts';
import type { InspectedLayers, InspectLayersRequest, UnreadLayer } from '../../protocol/inspect.ts';
import type { HyperplaneLayer, Limit } from '../../report/report.ts';
import { estimatedLimits, layerEntry } from '../diagnosis/hyperplanesSection.ts';
import { withNullModels } from '../diagnosis/nullModels.ts';
import { layerGeometry } from '../diagnosis/weightGeometry.ts';

/** One layer as soon as it is measured. */
export interface MeasuredLayer {
  readonly layer: HyperplaneLayer | UnreadLayer;
  readonly limits: readonly Limit[];
}

/**
 * Weight geometry of a stretch of layers; ends early when `budgetMs` is used up. A layer whose weights cannot be read is named
 * in a limit. Throws UserError as {@link openModel}.
 */
export async function inspectLayers(
  request: InspectLayersRequest,
  progress: ProgressSink,
): Promise<InspectedLayers> {
  const deadline = performance.now() + (request.budgetMs ?? Infinity);
  const measured: MeasuredLayer[] = [];
  for await (const layer of measuredLayers(request, progress)) {
    measured.push(layer);
    if (performance.now() > deadline) break;
  }
  return {
    layers: measured.map(({ layer }) => layer),
    limits: measured.flatMap(({ limits }) => limits),
  };
}

/** The layers asked for, one in memory at a time; what follows the last one taken is not read. */
export async function* measuredLayers(
  { model: path, input, threads, first, count, seed = 0 }: InspectLayersRequest,
  progress: ProgressSink,
): AsyncGenerator<MeasuredLayer> {
  const product = new OnnxMatrixProduct(threads === undefined ? {} : { threads });
  const model = await openModel(path);
  try {
    const { layers } = await structureOrLayers(model, input === undefined ? {} : { input });
    const wanted = layers.slice(first, first + count);
    for (const [index, layer] of wanted.entries()) {
      progress.report('Reading weights', index, wanted.length);
      const measured = await layerGeometry(model, layer, { seed, product, progress });
      yield 'effect' in measured
        ? { layer: { layer: layer.name, unread: true }, limits: [measured] }
        : { layer: withNullModels(layerEntry(measured)), limits: estimatedLimits([measured]) };
    }
  } finally {
    await product.close();
    await model.close();
  }
}
