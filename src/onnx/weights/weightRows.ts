import { numberAttribute } from '../attributes.ts';
import { type ConstantTensor } from '../constants/constantTensor.ts';
import { type Contraction } from '../network/contraction.ts';
import { type AffineLayer } from '../structure.ts';
import { elementCount } from '../tensor/storedTensor.ts';

/**
 * A layer's weight tensor as units × fanIn, row-major; `input` is its place among the node's inputs. The result may be the
 * tensor's own array.
 */
export function weightRows(layer: AffineLayer, weight: ConstantTensor, input: 0 | 1): Float64Array {
  if (layer.contraction) return contractedRows(layer.contraction, weight);
  switch (layer.op) {
    case 'Conv':
      return weight.data;
    case 'ConvTranspose':
      return transposedConvolutionRows(layer, weight);
    case 'Gemm':
      return numberAttribute(layer.node, 'transB', 0) !== 0
        ? weight.data
        : transposed(layer, weight);
    case 'MatMul':
    case 'Einsum':
      return input === 0 ? weight.data : transposed(layer, weight);
  }
}

/** Unit axes to the front, summed ones behind. */
function contractedRows(
  { unitAxes, summedAxes }: Contraction,
  { shape, data }: ConstantTensor,
): Float64Array {
  const rows = new Float64Array(data.length);
  const order = [...unitAxes, ...summedAxes];
  const strides = order.map((axis) => elementCount(shape.slice(axis + 1)));
  const sizes = order.map((axis) => shape[axis]);
  const index = new Array<number>(order.length).fill(0);
  for (let at = 0, from = 0; at < rows.length; at++) {
    rows[at] = data[from]!;
    for (let axis = order.length - 1; axis >= 0; axis--) {
      index[axis]++;
      from += strides[axis];
      if (index[axis] < sizes[axis]) break;
      from -= strides[axis] * sizes[axis];
      index[axis] = 0;
    }
  }
  return rows;
}

/** From fanIn × units. */
function transposed({ units, fanIn }: AffineLayer, { data }: ConstantTensor): Float64Array {
  const rows = new Float64Array(units * fanIn);
  for (let unit = 0, at = 0; unit < units; unit++) {
    for (let i = 0; i < fanIn; i++) rows[at++] = data[i * units + unit]!;
  }
  return rows;
}

/** From c_in × (c_out/group) × kernel: output channel j of group g meets the input channels of group g only. */
function transposedConvolutionRows(
  { node, units, fanIn }: AffineLayer,
  { shape, data }: ConstantTensor,
): Float64Array {
  const unitsPerGroup = shape[1];
  const channelsPerGroup = shape[0] / numberAttribute(node, 'group', 1);
  const kernel = fanIn / channelsPerGroup;
  const rows = new Float64Array(units * fanIn);
  for (let unit = 0, at = 0; unit < units; unit++) {
    const group = Math.floor(unit / unitsPerGroup);
    for (let c = 0; c < channelsPerGroup; c++, at += kernel) {
      const channel = group * channelsPerGroup + c;
      const from = (channel * unitsPerGroup + (unit % unitsPerGroup)) * kernel;
      rows.set(data.subarray(from, from + kernel), at);
    }
  }
  return rows;
}
