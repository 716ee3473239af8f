import { numberAttribute } from '../attributes.ts';
import { nodeName } from '../graph/linkGraph.ts';
import { type Node } from '../model.ts';
import { knownProduct, type Shape } from '../shapes/shape.ts';
import { type ActivationSite, type AffineLayer } from '../structure.ts';
import { contraction } from './contraction.ts';
import { type FoldContext, foldedOutput } from './foldChain.ts';

/** A layer whose site is still to be found. */
export interface LayerDraft extends Omit<AffineLayer, 'site' | 'name' | 'leadsToScores'> {
  name: string;
  site: ActivationSite | undefined;
  /** Nonlinearities on the longest path from the input to this layer. */
  readonly depth: number;
}

type LayerGeometry = Pick<AffineLayer, 'op' | 'units' | 'fanIn' | 'unitAxis' | 'contraction'>;

/** The set of hyperplanes `node` stands for, or `undefined` when it is no layer with one constant weight matrix. */
export function affineLayer(
  context: FoldContext,
  node: Node,
  depth: number,
): LayerDraft | undefined {
  const geometry = layerGeometry(context, node);
  if (!geometry || !hasStoredWeight(context, node)) return undefined;
  const { unitAxis, units, contraction: several } = geometry;
  const axes = several
    ? several.outputAxes.map((axis, i) => ({ axis, size: several.sizes[i] }))
    : [{ axis: unitAxis, size: units }];
  const output = foldedOutput(context, node.outputs[0], axes);
  return { ...geometry, name: nodeName(node), node, output, site: undefined, depth };
}

/** Whether the weight of a Gemm, MatMul, Einsum, Conv or ConvTranspose is stored; true for every other node. */
export function hasStoredWeight(context: FoldContext, node: Node): boolean {
  if (!['Gemm', 'MatMul', 'Einsum', 'Conv', 'ConvTranspose'].includes(node.op)) return true;
  const weight = node.inputs[weightInput(node, context.isData)];
  return weight === undefined || context.isStored(weight);
}

/** Whether `node` is a MatMul or Einsum of data with constants of at least two axes. */
export function hasStackedWeight({ isData, shapeOf }: FoldContext, node: Node): boolean {
  if (node.domain !== '' || (node.op !== 'MatMul' && node.op !== 'Einsum')) return false;
  return node.inputs.some((input) => !isData(input) && (shapeOf(input)?.length ?? 0) > 1);
}

/** Which input of a layer's node holds its weight: 0 only for a MatMul with the constant in front. */
export function weightInput(node: Node, isData: (value: string) => boolean): 0 | 1 {
  return isData(node.inputs[0]) ? 1 : 0;
}

function layerGeometry(context: FoldContext, node: Node): LayerGeometry | undefined {
  if (node.domain !== '') return undefined;
  switch (node.op) {
    case 'Gemm':
      return gemm(context, node);
    case 'MatMul':
      return matMul(context, node) ?? contracted(context, node, node.op);
    case 'Einsum':
      return contracted(context, node, node.op);
    case 'Conv':
    case 'ConvTranspose':
      return convolution(context, node, node.op);
    default:
      return undefined;
  }
}

/** Y = α·A·B + β·C with a constant B: a row of hyperplanes for each column of B. */
function gemm({ isData, shapeOf }: FoldContext, node: Node): LayerGeometry | undefined {
  const weight = node.inputs[1];
  const shape = knownDims(shapeOf(weight));
  if (shape?.length !== 2 || isData(weight) || !isData(node.inputs[0])) return undefined;
  const transposed = numberAttribute(node, 'transB', 0) !== 0;
  const [fanIn, units] = transposed ? shape.toReversed() : shape;
  return { op: 'Gemm', units: units, fanIn: fanIn, unitAxis: 1 };
}

/** x·W has a unit for each column of W, on the last axis; W·x one for each row, on the last axis but one. */
function matMul(context: FoldContext, node: Node): LayerGeometry | undefined {
  const side = weightInput(node, context.isData);
  const weight = node.inputs[side];
  const shape = knownDims(context.shapeOf(weight));
  if (shape?.length !== 2 || context.isData(weight)) return undefined;
  const rank = context.shapeOf(node.outputs[0])?.length ?? 2;
  if (side === 1) {
    return { op: 'MatMul', units: shape[1], fanIn: shape[0], unitAxis: rank - 1 };
  }
  // With two axes the units would stand on the batch axis.
  if (rank < 3) return undefined;
  return { op: 'MatMul', units: shape[0], fanIn: shape[1], unitAxis: rank - 2 };
}

/** A row of hyperplanes for each combination of indices along the unit axes, the last running fastest. */
function contracted(
  { isData, shapeOf }: FoldContext,
  node: Node,
  op: 'MatMul' | 'Einsum',
): LayerGeometry | undefined {
  const side = weightInput(node, isData);
  const [data, weight] = [node.inputs[1 - side], node.inputs[side]];
  if (data === undefined || weight === undefined || node.inputs.length > 2 || isData(weight)) {
    return undefined;
  }
  const shape = knownDims(shapeOf(weight));
  const dataRank = shapeOf(data)?.length;
  if (!shape || dataRank === undefined) return undefined;
  const used = contraction(node, side, shape, dataRank);
  if (!used) return undefined;
  const units = used.sizes.reduce((product, size) => product * size, 1);
  const fanIn = used.summedAxes.reduce((product, axis) => product * shape[axis], 1);
  return { op, units, fanIn, unitAxis: used.outputAxes.at(-1)!, contraction: used };
}

function convolution(
  { isData, shapeOf }: FoldContext,
  node: Node,
  op: 'Conv' | 'ConvTranspose',
): LayerGeometry | undefined {
  const weight = node.inputs[1];
  const shape = knownDims(shapeOf(weight));
  if (!shape || shape.length < 3 || isData(weight)) return undefined;
  const groups = numberAttribute(node, 'group', 1);
  const kernel = knownProduct(shape.slice(2))!;
  const [first, second] = [shape[0], shape[1]];
  if (!(groups >= 1) || first % groups !== 0) return undefined;
  return op === 'Conv'
    ? { op, units: first, fanIn: second * kernel, unitAxis: 1 }
    : { op, units: second * groups, fanIn: (first / groups) * kernel, unitAxis: 1 };
}

function knownDims(shape: Shape): readonly number[] | undefined {
  return shape?.every((dim) => typeof dim === 'number') ? shape : undefined;
}
