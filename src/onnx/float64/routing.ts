import type { Node } from '../model.ts';
import { lengthOf, type FlatValue } from './flatValue.ts';
import { runOnPositions } from './runOnPositions.ts';
import type { Translate, Translation } from './translation.ts';

/** Largest count that float32 holds exactly, and so the most elements a routing node may move. */
const maxElements = 2 ** 24;

/** Identity, Cast between floating-point types, Dropout in inference. */
export const passed: Translate = (translation, node) => {
  translation.bind(node.outputs[0]!, translation.data(node));
};

/**
 * Any operator that only moves, repeats or drops elements, in any version of the operator set: ONNX Runtime runs the node once on the
 * numbers 1, 2, 3, … instead of the data, and the result says which element goes where (0 = padding).
 */
export const routed: Translate = async (translation, node) => {
  const { graph } = translation;
  await refuseInterpolation(translation, node);
  const data = await dataInputs(translation, node);
  const lengths = data.map((operand) => lengthOf(operand.shape));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total >= maxElements) translation.refuse(node, `it moves ${total} numbers a sample`);
  const name =
    data.length === 1
      ? data[0]!.name
      : graph.op(
          'Concat',
          data.map((d) => d.name),
          { axis: 1 },
        );
  const routes = await runOnPositions(translation, node, data);
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

/** The inputs whose elements are moved; Concat also takes constants, which are repeated for every sample by adding them to zeros. */
async function dataInputs(translation: Translation, node: Node): Promise<FlatValue[]> {
  if (node.op !== 'Concat') return [translation.data(node)];
  const { graph } = translation;
  const anyData = node.inputs.map((input) => translation.value(input)).find((value) => value)!;
  const values: FlatValue[] = [];
  for (const [index, input] of node.inputs.entries()) {
    const value = translation.value(input);
    if (value) {
      values.push(value);
      continue;
    }
    const { shape, data } = await translation.constant(node, index);
    const zeros = graph.gatherOrZero(
      anyData.name,
      lengthOf(anyData.shape),
      new Int32Array(data.length).fill(-1),
    );
    values.push({ name: graph.op('Add', [zeros, graph.row(data)]), shape });
  }
  return values;
}

async function refuseInterpolation(translation: Translation, node: Node): Promise<void> {
  if (node.op === 'Resize' || node.op === 'Upsample') {
    const mode = node.attributes.get('mode');
    if (mode?.kind === 'string' && mode.value !== 'nearest') {
      translation.refuse(node, `its mode is "${mode.value}"`);
    }
  }
  if (node.op === 'Pad') {
    const attribute = node.attributes.get('value');
    const fill = (await translation.optional(node, 2))?.data[0];
    if ((attribute?.kind === 'float' && attribute.value !== 0) || (fill ?? 0) !== 0) {
      translation.refuse(node, 'it pads with a number other than 0');
    }
  }
}
