import type { Node } from '../model.ts';
import { AloneNode } from './aloneNode.ts';
import { lengthOf } from './flatValue.ts';
import type { Translate, Translation } from './translation.ts';

/** Runs × outputs of a probe: seconds at most. */
const mostProbed = 2 ** 29;
/** Terms of a sum that are still gathered; more are a matrix product. */
const mostTerms = 64;
/** Numbers in a matrix. */
const mostWeights = 2 ** 25;

/** y_j = offset_j + Σ weights · x[columns]: what a node does to one sample. */
interface SparseMap {
  readonly shape: readonly number[];
  readonly offset: Float64Array;
  /** Per output its terms, in the order of the inputs. */
  readonly columns: readonly number[][];
  readonly weights: readonly number[][];
}

/**
 * Any operator that is affine in its one data input (interpolation, CumSum, Trilu, Einsum with constants, …), in any version of the
 * operator set: ONNX Runtime runs the node alone on zeros and on each unit vector, in float32 as the model would, and the results are
 * its weights.
 */
export const probed: Translate = async (translation, node) => {
  const index = node.inputs.findIndex((input) => translation.value(input) !== undefined);
  const x = translation.data(node, Math.max(0, index));
  const map = await probe(translation, node, index, x.shape);
  const inputs = lengthOf(x.shape);
  const terms = map.columns.reduce((most, own) => Math.max(most, own.length), 1);
  const product =
    terms <= mostTerms
      ? gatheredSum(translation, x.name, inputs, map, terms)
      : matrixProduct(translation, node, x.name, inputs, map);
  const isOffset = map.offset.some((value) => value !== 0);
  const { graph } = translation;
  const name = isOffset ? graph.op('Add', [product, graph.row(map.offset)]) : product;
  translation.bind(node.outputs[0], { name, shape: map.shape });
};

async function probe(
  translation: Translation,
  node: Node,
  index: number,
  shape: readonly number[],
): Promise<SparseMap> {
  const alone = await AloneNode.open(translation, node, [{ index, shape }]);
  try {
    const vector = new Float32Array(lengthOf(shape));
    const [atZero] = await alone.run([vector]);
    const outputs = atZero.data.length;
    if (vector.length * outputs > mostProbed) {
      translation.refuse(node, `it combines ${vector.length} numbers into ${outputs}`);
    }
    const columns = Array.from({ length: outputs }, (): number[] => []);
    const weights = Array.from({ length: outputs }, (): number[] => []);
    for (let i = 0; i < vector.length; i++) {
      vector[i] = 1;
      const [found] = await alone.run([vector]);
      vector[i] = 0;
      for (let j = 0; j < outputs; j++) {
        const weight = found.data[j] - atZero.data[j];
        if (weight === 0) continue;
        columns[j].push(i);
        weights[j].push(weight);
      }
    }
    return { shape: atZero.shape, offset: Float64Array.from(atZero.data), columns, weights };
  } finally {
    await alone.close();
  }
}

/** Every output gathers its terms, the shorter ones filled up with terms of weight 0. */
function gatheredSum(
  { graph }: Translation,
  x: string,
  inputs: number,
  { columns, weights }: SparseMap,
  terms: number,
): string {
  const outputs = columns.length;
  const indices = new Int32Array(outputs * terms);
  const factors = new Float64Array(outputs * terms);
  for (const [j, own] of columns.entries()) {
    indices.set(own, j * terms);
    factors.set(weights[j], j * terms);
  }
  const product = graph.op('Mul', [graph.gather(x, inputs, indices), graph.row(factors)]);
  const grouped = graph.reshape(product, [outputs, terms]);
  return graph.op('ReduceSum', [grouped, graph.integers([1], [2])], { keepdims: 0 });
}

function matrixProduct(
  translation: Translation,
  node: Node,
  x: string,
  inputs: number,
  { columns, weights }: SparseMap,
): string {
  const outputs = columns.length;
  if (inputs * outputs > mostWeights) {
    translation.refuse(node, `it combines ${inputs} numbers into ${outputs}`);
  }
  const matrix = new Float64Array(inputs * outputs);
  for (const [j, own] of columns.entries()) {
    for (const [k, i] of own.entries()) matrix[i * outputs + j] = weights[j][k]!;
  }
  return translation.graph.op('MatMul', [x, translation.graph.constant([inputs, outputs], matrix)]);
}
