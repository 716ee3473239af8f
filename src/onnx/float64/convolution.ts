import type { ConstantTensor } from '../constants/constantTensor.ts';
import type { Node } from '../model.ts';
import { lengthOf, type FlatValue } from './flatValue.ts';
import { groupsOf, slidingWindow, transposedWindow, type SlidingWindow } from './slidingWindow.ts';
import type { Translate, Translation } from './translation.ts';

/** Conv: weights are units × channels/group × kernel. */
export const convolution: Translate = async (translation, node) => {
  const x = translation.data(node);
  const weights = await translation.constant(node, 1);
  const window = slidingWindow(node, x.shape.slice(2), weights.shape.slice(2));
  const units = weights.shape[0]!;
  const perGroup = units / groupsOf(node);
  const inner = weights.shape[1]! * window.kernelLength;
  // groups × inner × units/group, so that patches times this are the group's outputs.
  const matrix = new Float64Array(weights.data.length);
  for (let unit = 0; unit < units; unit++) {
    const group = Math.floor(unit / perGroup);
    for (let i = 0; i < inner; i++) {
      matrix[(group * inner + i) * perGroup + (unit % perGroup)] = weights.data[unit * inner + i]!;
    }
  }
  await addConvolution(translation, node, { x, window, matrix, units });
};

/** ConvTranspose: weights are channels × units/group × kernel; a convolution that reads the input through a transposed window. */
export const transposedConvolution: Translate = async (translation, node) => {
  const x = translation.data(node);
  const weights = await translation.constant(node, 1);
  const window = transposedWindow(node, x.shape.slice(2), weights.shape.slice(2));
  const groups = groupsOf(node);
  const perGroup = weights.shape[1]!;
  const matrix = transposedMatrix(weights, window.kernelLength);
  await addConvolution(translation, node, { x, window, matrix, units: perGroup * groups });
};

/** channels × units/group × kernel → (channels × kernel) × units/group; channels of one group are neighbours already. */
function transposedMatrix(weights: ConstantTensor, kernelLength: number): Float64Array {
  const [channels, units] = weights.shape as [number, number];
  const matrix = new Float64Array(weights.data.length);
  let from = 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let unit = 0; unit < units; unit++) {
      for (let k = 0; k < kernelLength; k++) {
        matrix[(channel * kernelLength + k) * units + unit] = weights.data[from++]!;
      }
    }
  }
  return matrix;
}

interface Kernel {
  readonly x: FlatValue;
  readonly window: SlidingWindow;
  /** groups × (channels/group · kernel) × units/group. */
  readonly matrix: Float64Array;
  readonly units: number;
}

async function addConvolution(
  translation: Translation,
  node: Node,
  { x, window, matrix, units }: Kernel,
): Promise<void> {
  const { graph } = translation;
  const groups = groupsOf(node);
  const channels = x.shape[1]! / groups;
  const inner = channels * window.kernelLength;
  const positions = lengthOf(window.output);
  const perGroup = units / groups;
  const indices = patchIndices(window, x.shape, groups);
  const patches = graph.gatherOrZero(x.name, lengthOf(x.shape), indices, [
    ...(groups === 1 ? [] : [groups]),
    positions,
    inner,
  ]);
  const dims = groups === 1 ? [inner, perGroup] : [groups, inner, perGroup];
  const product = graph.op('MatMul', [patches, graph.constant(dims, matrix)]);
  const perm = groups === 1 ? [0, 2, 1] : [0, 1, 3, 2];
  const channelsFirst = graph.op('Transpose', [product], { perm });
  let name = graph.reshape(channelsFirst, [units * positions]);
  const bias = await translation.optional(node, 2);
  if (bias) {
    const row = new Float64Array(units * positions);
    for (let i = 0; i < row.length; i++) row[i] = bias.data[Math.floor(i / positions)]!;
    name = graph.op('Add', [name, graph.row(row)]);
  }
  translation.bind(node.outputs[0]!, { name, shape: [1, units, ...window.output] });
}

/** groups × positions × (channels/group · kernel) positions in the flattened input. */
function patchIndices(
  { positions, kernelLength }: SlidingWindow,
  shape: readonly number[],
  groups: number,
): Int32Array {
  const plane = lengthOf(shape.slice(2));
  const channels = shape[1]! / groups;
  const count = positions.length / kernelLength;
  const indices = new Int32Array(groups * channels * positions.length);
  let at = 0;
  for (let group = 0; group < groups; group++) {
    for (let position = 0; position < count; position++) {
      for (let channel = 0; channel < channels; channel++) {
        const base = (group * channels + channel) * plane;
        for (let k = 0; k < kernelLength; k++) {
          const inPlane = positions[position * kernelLength + k]!;
          indices[at++] = inPlane < 0 ? -1 : base + inPlane;
        }
      }
    }
  }
  return indices;
}
