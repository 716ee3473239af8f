import type { Node } from '../model.ts';
import { broadcastIndices, broadcastShapes, lengthOf, type FlatValue } from './flatValue.ts';
import type { Translate, Translation } from './translation.ts';

/** An operand of an elementwise node: data, or numbers known in advance. */
type Operand =
  | { readonly kind: 'data'; readonly value: FlatValue }
  | { readonly kind: 'constant'; readonly shape: readonly number[]; readonly data: Float64Array };

async function operand(translation: Translation, node: Node, index: number): Promise<Operand> {
  const value = translation.value(node.inputs[index]);
  if (value) return { kind: 'data', value };
  return { kind: 'constant', ...(await translation.constant(node, index)) };
}

function shapeOf(operand: Operand): readonly number[] {
  return operand.kind === 'data' ? operand.value.shape : operand.shape;
}

/** The operand spread over `shape`, as a twin value that is rows × length or 1 × length. */
function spread({ graph }: Translation, operand: Operand, shape: readonly number[]): string {
  const indices = broadcastIndices(shapeOf(operand), shape);
  if (operand.kind === 'data') {
    return graph.gather(operand.value.name, lengthOf(operand.value.shape), indices);
  }
  return graph.row(Float64Array.from(indices, (index) => operand.data[index]));
}

/** Elementwise node of two operands, of which at least one depends on the data. */
export async function elementwise(
  translation: Translation,
  node: Node,
  type: string,
  inputs: readonly [number, number] = [0, 1],
): Promise<FlatValue> {
  const [a, b] = [
    await operand(translation, node, inputs[0]),
    await operand(translation, node, inputs[1]),
  ];
  const shape =
    broadcastShapes(shapeOf(a), shapeOf(b)) ??
    translation.refuse(node, 'its inputs do not broadcast');
  const operands = [spread(translation, a, shape), spread(translation, b, shape)];
  return { name: translation.graph.op(type, operands), shape };
}

/** Add and Sub, of data with data or with constants. */
export const additive: Translate = async (translation, node) => {
  translation.bind(node.outputs[0], await elementwise(translation, node, node.op));
};

/** Mul and Div by constants. */
export const scaled: Translate = async (translation, node) => {
  const isData = [0, 1].map((index) => translation.value(node.inputs[index]) !== undefined);
  if (isData[0] && isData[1]) translation.refuse(node, 'it multiplies values of the data');
  if (node.op === 'Div' && isData[1]) translation.refuse(node, 'it divides by values of the data');
  translation.bind(node.outputs[0], await elementwise(translation, node, node.op));
};

/** All operands of a node as twin values of rows × length of `shape`; constants are repeated for every sample. */
export async function spreadOperands(
  translation: Translation,
  node: Node,
): Promise<{ names: string[]; shape: readonly number[] }> {
  const operands = await Promise.all(
    node.inputs.map((_, index) => operand(translation, node, index)),
  );
  const shape = operands
    .map(shapeOf)
    .reduce(
      (all, next) =>
        broadcastShapes(all, next) ?? translation.refuse(node, 'its inputs do not broadcast'),
    );
  const { graph } = translation;
  const names = operands.map((each) => spread(translation, each, shape));
  const data = names.find((_, i) => operands[i].kind === 'data')!;
  const zeros = () => graph.op('Sub', [data, data]);
  return {
    names: names.map((name, i) =>
      operands[i].kind === 'data' ? name : graph.op('Add', [zeros(), name]),
    ),
    shape,
  };
}

/** Sum and Mean of any number of operands. */
export const summed: Translate = async (translation, node) => {
  const { graph } = translation;
  const { names, shape } = await spreadOperands(translation, node);
  let name = names.reduce((sum, term) => graph.op('Add', [sum, term]));
  if (node.op === 'Mean') {
    name = graph.op('Mul', [name, graph.row(Float64Array.of(1 / names.length))]);
  }
  translation.bind(node.outputs[0], { name, shape });
};

/** Neg. */
export const negated: Translate = (translation, node) => {
  const { name, shape } = translation.data(node);
  translation.bind(node.outputs[0], { name: translation.graph.op('Neg', [name]), shape });
};
