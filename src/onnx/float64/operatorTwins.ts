import type { Node } from '../model.ts';
import { additive, negated, scaled, summed } from './additions.ts';
import { averagePool, globalAveragePool, reducedSum } from './averages.ts';
import { convolution, transposedConvolution } from './convolution.ts';
import { batchNormalization, gemm, matMul } from './dense.ts';
import {
  absolute,
  clip,
  hardSigmoid,
  leakyRelu,
  pRelu,
  reducedAbsolute,
  relu,
  shrink,
} from './elementwiseSwitches.ts';
import { extreme, globalMaxPool, maxPool, reducedMaximum } from './maxima.ts';
import { probed } from './probedMap.ts';
import { padded, passed, resized, routed, scattered } from './routing.ts';
import type { Translate } from './translation.ts';

/** Standard-domain operators that have an exact float64 twin. */
const twins: Readonly<Record<string, Translate>> = {
  Gemm: gemm,
  MatMul: matMul,
  Conv: convolution,
  ConvTranspose: transposedConvolution,
  BatchNormalization: batchNormalization,
  AveragePool: averagePool,
  GlobalAveragePool: globalAveragePool,
  ReduceSum: reducedSum,
  ReduceMean: reducedSum,
  Add: additive,
  Sub: additive,
  Mul: scaled,
  Div: scaled,
  Sum: summed,
  Mean: summed,
  Neg: negated,
  Relu: relu,
  LeakyRelu: leakyRelu,
  PRelu: pRelu,
  Abs: absolute,
  Clip: clip,
  HardSigmoid: hardSigmoid,
  Shrink: shrink,
  MaxPool: maxPool,
  GlobalMaxPool: globalMaxPool,
  ReduceMax: reducedMaximum,
  ReduceMin: reducedMaximum,
  ReduceL1: reducedAbsolute,
  Max: extreme,
  Min: extreme,
  Identity: passed,
  Dropout: passed,
  Cast: passed,
  CastLike: passed,
  Reshape: routed,
  Flatten: routed,
  Transpose: routed,
  Squeeze: routed,
  Unsqueeze: routed,
  Slice: routed,
  Split: routed,
  Concat: routed,
  Gather: routed,
  GatherElements: routed,
  GatherND: routed,
  DepthToSpace: routed,
  SpaceToDepth: routed,
  Expand: routed,
  Tile: routed,
  ReverseSequence: routed,
  CenterCropPad: routed,
  Compress: routed,
  Where: routed,
  ScatterElements: scattered,
  ScatterND: scattered,
  Scatter: scattered,
  TensorScatter: routed,
  Pad: padded,
  Resize: resized,
  Upsample: resized,
  CumSum: probed,
  Einsum: probed,
  Trilu: probed,
  Col2Im: probed,
  DFT: probed,
  STFT: probed,
};

/** How to translate `node`, or `undefined` for an operator that is not piecewise linear or not covered. */
export function twinOf(node: Node): Translate | undefined {
  return node.domain === '' && Object.hasOwn(twins, node.op) ? twins[node.op] : undefined;
}
