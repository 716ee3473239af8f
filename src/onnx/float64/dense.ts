import { numberAttribute } from '../attributes.ts';
import type { ConstantTensor } from '../constants/constantTensor.ts';
import { broadcastIndices, broadcastShapes, lengthOf } from './flatValue.ts';
import type { Translate } from './translation.ts';

/** Gemm with constant weights: alpha · x · B + beta · C, factors folded into the constants. */
export const gemm: Translate = async (translation, node) => {
  const { graph } = translation;
  const x = translation.data(node);
  const [rows, inner] = x.shape;
  if (x.shape.length !== 2 || rows !== 1 || numberAttribute(node, 'transA', 0) !== 0) {
    translation.refuse(node, 'its first input is not one row a sample');
  }
  const weights = await translation.constant(node, 1);
  const isTransposed = numberAttribute(node, 'transB', 0) !== 0;
  const units = weights.shape[isTransposed ? 0 : 1];
  const matrix = gemmMatrix(weights, isTransposed, numberAttribute(node, 'alpha', 1));
  let name = graph.op('MatMul', [x.name, graph.constant([inner, units], matrix)]);
  const bias = await translation.optional(node, 2);
  if (bias) {
    const beta = numberAttribute(node, 'beta', 1);
    const indices = broadcastIndices(bias.shape, [1, units]);
    name = graph.op('Add', [
      name,
      graph.row(Float64Array.from(indices, (index) => beta * bias.data[index])),
    ]);
  }
  translation.bind(node.outputs[0], { name, shape: [1, units] });
};

/** inner × units, times alpha. */
function gemmMatrix(weights: ConstantTensor, isTransposed: boolean, alpha: number): Float64Array {
  if (!isTransposed) return weights.data.map((weight) => alpha * weight);
  const [units, inner] = weights.shape as [number, number];
  const matrix = new Float64Array(weights.data.length);
  for (let unit = 0; unit < units; unit++) {
    for (let i = 0; i < inner; i++)
      matrix[i * units + unit] = alpha * weights.data[unit * inner + i];
  }
  return matrix;
}

/** MatMul of data with a constant on either side, stacks included. */
export const matMul: Translate = async (translation, node) => {
  const { graph } = translation;
  const dataIndex = translation.value(node.inputs[0]) ? 0 : 1;
  if (dataIndex === 0 && translation.value(node.inputs[1])) {
    translation.refuse(node, 'it multiplies values of the data');
  }
  const x = translation.data(node, dataIndex);
  const constant = await translation.constant(node, 1 - dataIndex);
  const shapes = dataIndex === 0 ? [x.shape, constant.shape] : [constant.shape, x.shape];
  const shape =
    matMulShape(shapes[0], shapes[1]) ?? translation.refuse(node, 'its shapes do not fit');
  const weights = graph.constant(constant.shape, constant.data);
  const isPlain = dataIndex === 0 && x.shape.length === 2 && x.shape[0] === 1;
  if (isPlain && constant.shape.length === 2) {
    translation.bind(node.outputs[0], { name: graph.op('MatMul', [x.name, weights]), shape });
    return;
  }
  // The sample's own axes stay behind the rows, so that a constant's stack axes meet the ones they belong to; they are spread over the
  // constant's beforehand, because a derivative taken backwards has to add up what several products read.
  const spread = [...shape.slice(0, -2), ...x.shape.slice(-2)];
  const copies = graph.gather(x.name, lengthOf(x.shape), broadcastIndices(x.shape, spread));
  const stacked = graph.reshape(copies, spread);
  const product = graph.op('MatMul', dataIndex === 0 ? [stacked, weights] : [weights, stacked]);
  translation.bind(node.outputs[0], { name: graph.reshape(product, [lengthOf(shape)]), shape });
};

function matMulShape(a: readonly number[], b: readonly number[]): readonly number[] | undefined {
  if (a.length < 2 || b.length < 2 || a.at(-1) !== b.at(-2)) return undefined;
  const stack = broadcastShapes(a.slice(0, -2), b.slice(0, -2));
  return stack && [...stack, a.at(-2)!, b.at(-1)!];
}

/** BatchNormalization in inference: y = s·x + (β − s·μ), s = γ / √(σ² + ε), per channel (geometry-spec 1.4). */
export const batchNormalization: Translate = async (translation, node) => {
  const { graph } = translation;
  if (numberAttribute(node, 'training_mode', 0) === 1) {
    translation.refuse(node, 'its statistics depend on the batch');
  }
  const x = translation.data(node);
  const [gamma, beta, mean, variance] = await Promise.all(
    [1, 2, 3, 4].map((index) => translation.constant(node, index)),
  );
  const epsilon = numberAttribute(node, 'epsilon', 1e-5);
  const scale = gamma.data.map((g, channel) => g / Math.sqrt(variance.data[channel] + epsilon));
  const shift = scale.map((s, channel) => beta.data[channel] - s * mean.data[channel]);
  const positions = lengthOf(x.shape.slice(2));
  const perElement = (values: Float64Array) =>
    graph.row(
      Float64Array.from(
        { length: lengthOf(x.shape) },
        (_, i) => values[Math.floor(i / positions) % values.length],
      ),
    );
  const product = graph.op('Mul', [x.name, perElement(scale)]);
  translation.bind(node.outputs[0], {
    name: graph.op('Add', [product, perElement(shift)]),
    shape: x.shape,
  });
};
