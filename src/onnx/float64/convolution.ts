import type { Node } from '../model.ts';
import { lengthOf, type FlatValue } from './flatValue.ts';
import { groupsOf, slidingWindow, transposedWindow, type SlidingWindow } from './slidingWindow.ts';
import type { Translate, Translation } from './translation.ts';
import type { TwinGraph } from './twinGraph.ts';

/** Conv: weights are units × channels/group × kernel. */
export const convolution: Translate = async (translation, node) => {
  const x = translation.data(node);
  const { shape, data } = await translation.constant(node, 1);
  const window = slidingWindow(node, x.shape.slice(2), shape.slice(2));
  const [units, channels] = shape as [number, number];
  const groups = groupsOf(node);
  const weight = (unit: number, channel: number, k: number) =>
    data[(unit * channels + channel) * window.kernelLength + k];
  await addConvolution(translation, node, { x, window, groups, units, channels, weight });
};

/** ConvTranspose: weights are channels × units/group × kernel; a convolution that reads the input through a transposed window. */
export const transposedConvolution: Translate = async (translation, node) => {
  const x = translation.data(node);
  const { shape, data } = await translation.constant(node, 1);
  const window = transposedWindow(node, x.shape.slice(2), shape.slice(2));
  const [allChannels, perGroup] = shape as [number, number];
  const groups = groupsOf(node);
  const channels = allChannels / groups;
  const weight = (unit: number, channel: number, k: number) => {
    const source = Math.floor(unit / perGroup) * channels + channel;
    return data[(source * perGroup + (unit % perGroup)) * window.kernelLength + k];
  };
  const units = perGroup * groups;
  await addConvolution(translation, node, { x, window, groups, units, channels, weight });
};

interface Kernel {
  readonly x: FlatValue;
  readonly window: SlidingWindow;
  readonly groups: number;
  /** Output channels. */
  readonly units: number;
  /** Input channels of one group. */
  readonly channels: number;
  /** Weight of a unit for a channel of its group at kernel offset k. */
  weight(unit: number, channel: number, k: number): number;
}

async function addConvolution(translation: Translation, node: Node, kernel: Kernel): Promise<void> {
  const { graph } = translation;
  const { window, groups, units, channels } = kernel;
  const positions = lengthOf(window.output);
  const perGroup = units / groups;
  const inner = window.kernelLength * channels;
  const dims = groups === 1 ? [inner, perGroup] : [groups, inner, perGroup];
  const weights = graph.constant(dims, weightMatrix(kernel));
  const product = graph.op('MatMul', [patches(graph, kernel), weights]);
  const perm = groups === 1 ? [0, 2, 1] : [0, 1, 3, 2];
  const channelsFirst = graph.op('Transpose', [product], { perm });
  let name = graph.reshape(channelsFirst, [units * positions]);
  const bias = await translation.optional(node, 2);
  if (bias) {
    const row = new Float64Array(units * positions);
    for (let i = 0; i < row.length; i++) row[i] = bias.data[Math.floor(i / positions)]!;
    name = graph.op('Add', [name, graph.row(row)]);
  }
  translation.bind(node.outputs[0], { name, shape: [1, units, ...window.output] });
}

/** groups × (kernel · channels/group) × units/group. */
function weightMatrix({ window, groups, units, channels, weight }: Kernel): Float64Array {
  const perGroup = units / groups;
  const matrix = new Float64Array(units * channels * window.kernelLength);
  let at = 0;
  for (let group = 0; group < groups; group++) {
    for (let k = 0; k < window.kernelLength; k++) {
      for (let channel = 0; channel < channels; channel++) {
        for (let unit = 0; unit < perGroup; unit++) {
          matrix[at++] = weight(group * perGroup + unit, channel, k);
        }
      }
    }
  }
  return matrix;
}

/**
 * What each output position sees: rows × (groups ×) positions × (kernel · channels/group). Channels come last while patches are
 * gathered, so that whole rows of channels are copied: ten times faster than element by element.
 */
function patches(graph: TwinGraph, { x, window, groups, channels }: Kernel): string {
  const allChannels = groups * channels;
  const plane = lengthOf(x.shape.slice(2));
  const positions = lengthOf(window.output);
  const planes = graph.reshape(x.name, [allChannels, plane]);
  const channelsLast = graph.op('Transpose', [planes], { perm: [0, 2, 1] });
  const gathered = graph.gatherOrZero(channelsLast, [plane, allChannels], window.positions);
  if (groups === 1) return graph.reshape(gathered, [positions, window.kernelLength * channels]);
  const split = graph.reshape(gathered, [positions, window.kernelLength, groups, channels]);
  const byGroup = graph.op('Transpose', [split], { perm: [0, 3, 1, 2, 4] });
  return graph.reshape(byGroup, [groups, positions, window.kernelLength * channels]);
}
