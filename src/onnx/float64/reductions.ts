import { intsAttribute, numberAttribute } from '../attributes.ts';
import type { Node } from '../model.ts';
import { lengthOf } from './flatValue.ts';
import { kernelShape, slidingWindow } from './slidingWindow.ts';
import type { Translation } from './translation.ts';

/** Sets of elements of a flattened value, each reduced to one number. */
export interface ElementGroups {
  /** Shape of the result. */
  readonly shape: readonly number[];
  readonly size: number;
  /** groups × size positions in the flattened input; −1 for padding. */
  readonly members: Int32Array;
}

/** Windows of a pooling node, channel by channel. */
export function poolingGroups(node: Node, shape: readonly number[]): ElementGroups {
  const kernel = kernelShape(node);
  const { output, kernelLength, positions } = slidingWindow(node, shape.slice(2), kernel);
  const plane = lengthOf(shape.slice(2));
  const planes = lengthOf(shape.slice(0, 2));
  const members = new Int32Array(planes * positions.length);
  for (let p = 0; p < planes; p++) {
    for (let i = 0; i < positions.length; i++) {
      members[p * positions.length + i] = positions[i] < 0 ? -1 : p * plane + positions[i];
    }
  }
  return { shape: [...shape.slice(0, 2), ...output], size: kernelLength, members };
}

/** Groups of a reduction over `axes` (all when empty). */
function axisGroups(
  shape: readonly number[],
  axes: readonly number[],
  keepsDimensions: boolean,
): ElementGroups {
  const rank = shape.length;
  const reduced = new Set(
    axes.length === 0 ? shape.keys() : axes.map((axis) => (axis + rank) % rank),
  );
  const kept = shape.map((size, axis) => (reduced.has(axis) ? 1 : size));
  const groups = lengthOf(kept);
  const size = lengthOf(shape) / groups;
  const members = new Int32Array(groups * size);
  const filled = new Int32Array(groups);
  for (let i = 0; i < members.length; i++) {
    const group = keptPosition(i, shape, kept);
    members[group * size + filled[group]++] = i;
  }
  const result = keepsDimensions ? kept : shape.filter((_, axis) => !reduced.has(axis));
  return { shape: result, size, members };
}

function keptPosition(index: number, shape: readonly number[], kept: readonly number[]): number {
  let rest = index;
  let position = 0;
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const coordinate = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
    if (kept[axis] !== 1) position += coordinate * stride;
    stride *= kept[axis];
  }
  return position;
}

/** Groups of a Global…Pool node: all positions of a channel. */
export function globalGroups(shape: readonly number[]): ElementGroups {
  const axes = Array.from({ length: shape.length - 2 }, (_, i) => i + 2);
  return axisGroups(shape, axes, true);
}

/** Groups of a Reduce… node; the axes are an attribute or, in newer operator sets, an input. */
export async function reductionGroups(
  translation: Translation,
  node: Node,
  shape: readonly number[],
): Promise<ElementGroups> {
  const given = intsAttribute(node, 'axes') ?? (await translation.optional(node, 1))?.data;
  return axisGroups(shape, [...(given ?? [])], numberAttribute(node, 'keepdims', 1) === 1);
}
