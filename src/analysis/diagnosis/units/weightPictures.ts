import { rowOf } from '../../../engine/linalg/matrix.ts';
import { intsAttribute } from '../../../onnx/attributes.ts';
import { readLayerWeights } from '../../../onnx/layerWeights.ts';
import type { Model } from '../../../onnx/model.ts';
import type { AffineLayer } from '../../../onnx/structure.ts';
import type { Picture } from '../../../report/report.ts';
import { type ImageGrid, imageGrid } from '../../images/imageGrid.ts';
import { isPicturable, signedPicture } from '../../images/picture.ts';

/** Bytes of base64 that the weights of one layer may take in a report. */
const byteBudget = 400_000;
const mostUnits = 512;

/**
 * The weights of the first units of a layer that reads images, as images: of a dense layer over the whole sample, of a convolution
 * its kernel. Empty when they are none.
 */
export async function weightPictures(
  model: Model,
  layer: AffineLayer,
  sample: ImageGrid | undefined,
): Promise<Picture[]> {
  const grid = weightGrid(layer, sample);
  if (!isPicturable(grid)) return [];
  const { weights } = await readLayerWeights(model, layer);
  const bytes = Math.ceil((grid.height * grid.width * Math.min(3, grid.channels) * 4) / 3);
  const count = Math.min(layer.units, mostUnits, Math.floor(byteBudget / bytes));
  return Array.from({ length: count }, (_, unit) => signedPicture(grid, rowOf(weights, unit)));
}

function weightGrid(layer: AffineLayer, sample: ImageGrid | undefined): ImageGrid | undefined {
  if (!sample || layer.contraction) return undefined;
  if (layer.op === 'Gemm' || layer.op === 'MatMul') {
    return layer.fanIn === sample.height * sample.width * sample.channels ? sample : undefined;
  }
  const kernel = intsAttribute(layer.node, 'kernel_shape');
  if (layer.op !== 'Conv' || kernel?.length !== 2) return undefined;
  const channels = layer.fanIn / (kernel[0] * kernel[1]);
  return channels === sample.channels ? imageGrid([channels, ...kernel]) : undefined;
}
