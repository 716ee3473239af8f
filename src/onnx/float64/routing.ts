import type { Node } from '../model.ts';
import { numberAttribute, stringAttribute } from '../attributes.ts';
import { lengthOf } from './flatValue.ts';
import { probed } from './probedMap.ts';
import { type MovedInput, runOnPositions } from './runOnPositions.ts';
import type { Translate, Translation } from './translation.ts';

/** Largest count that float32 holds exactly, and so the most elements a routing node may move. */
const maxElements = 2 ** 24;

/** Identity, Cast between floating-point types, Dropout in inference. */
export const passed: Translate = (translation, node) => {
  translation.bind(node.outputs[0], translation.data(node));
};

/**
 * Any operator that only moves, repeats or drops elements, in any version of the operator set: ONNX Runtime runs the node once on the
 * numbers 1, 2, 3, … instead of the data, and the result says which element goes where (0 = padding).
 */
export const routed: Translate = async (translation, node) => {
  const { graph } = translation;
  const moved = await movedInputs(translation, node);
  const total = moved.reduce((sum, { value }) => sum + lengthOf(value.shape), 0);
  if (total >= maxElements) translation.refuse(node, `it moves ${total} numbers a sample`);
  const names = moved.map(({ value }) => value.name);
  const name = names.length === 1 ? names[0] : graph.op('Concat', names, { axis: 1 });
  const routes = await runOnPositions(translation, node, moved);
  for (const [index, output] of node.outputs.entries()) {
    const route = routes[index];
    if (output === '' || !route) continue;
    const indices = Int32Array.from(route.positions, (position) => position - 1);
    translation.bind(output, {
      name: graph.gatherOrZero(name, total, indices),
      shape: route.shape,
    });
  }
};

/** ScatterElements and ScatterND: routing where updates replace what was there. */
export const scattered: Translate = async (translation, node) => {
  if (stringAttribute(node, 'reduction', 'none') !== 'none') {
    translation.refuse(node, 'it combines several numbers in one place');
  }
  await routed(translation, node);
};

/** Resize and Upsample: routing to the nearest, else sums of neighbours with fixed weights. */
export const resized: Translate = (translation, node) => {
  const isNearest = stringAttribute(node, 'mode', 'nearest') === 'nearest';
  return (isNearest ? routed : probed)(translation, node);
};

/** Pad: routing when what it adds is 0 or comes from the data. */
export const padded: Translate = async (translation, node) => {
  const fill = (await translation.optional(node, 2))?.data[0] ?? numberAttribute(node, 'value', 0);
  return (fill === 0 ? routed : probed)(translation, node);
};

/** The inputs whose elements are moved. A constant among them is repeated for every sample by adding it to zeros. */
async function movedInputs(translation: Translation, node: Node): Promise<MovedInput[]> {
  const indices = movedIndices(node);
  const data = indices.map((index) => translation.value(node.inputs[index]));
  const anyData = data.find((value) => value) ?? translation.data(node, indices[0]);
  const { graph } = translation;
  const moved: MovedInput[] = [];
  for (const [i, index] of indices.entries()) {
    const value = data[i];
    if (value) {
      moved.push({ index, value });
      continue;
    }
    const { shape, data: numbers } = await translation.constant(node, index);
    const none = new Int32Array(numbers.length).fill(-1);
    const zeros = graph.gatherOrZero(anyData.name, lengthOf(anyData.shape), none);
    moved.push({ index, value: { name: graph.op('Add', [zeros, graph.row(numbers)]), shape } });
  }
  return moved;
}

function movedIndices({ op, inputs }: Node): number[] {
  if (op === 'Concat') return [...inputs.keys()];
  if (op === 'Where') return [1, 2];
  if (op === 'TensorScatter') return [0, 1];
  return op.startsWith('Scatter') ? [0, 2] : [0];
}
