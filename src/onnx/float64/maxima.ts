import type { Node } from '../model.ts';
import { elementwise, spreadOperands } from './additions.ts';
import { lengthOf } from './flatValue.ts';
import { globalGroups, poolingGroups, reductionGroups, type ElementGroups } from './reductions.ts';
import type { Translate, Translation } from './translation.ts';

/** MaxPool (its Indices output has no exact twin). */
export const maxPool: Translate = (translation, node) => {
  const hasIndices = (node.outputs[1] ?? '') !== '';
  if (hasIndices && (translation.model.graph.consumers.get(node.outputs[1]) ?? []).length > 0) {
    translation.refuse(node, 'the positions of its maxima are used');
  }
  addMaximum(translation, node, poolingGroups(node, translation.data(node).shape));
};

/** GlobalMaxPool. */
export const globalMaxPool: Translate = (translation, node) => {
  addMaximum(translation, node, globalGroups(translation.data(node).shape));
};

/** ReduceMax; ReduceMin is the maximum of the negated values, negated. */
export const reducedMaximum: Translate = async (translation, node) => {
  const groups = await reductionGroups(translation, node, translation.data(node).shape);
  addMaximum(translation, node, groups, node.op === 'ReduceMin');
};

function addMaximum(
  translation: Translation,
  node: Node,
  groups: ElementGroups,
  isMinimum = false,
): void {
  const { graph } = translation;
  const x = translation.data(node);
  const width = lengthOf(x.shape);
  const z = isMinimum ? graph.op('Neg', [x.name]) : x.name;
  const { size, shape } = groups;
  const members = withoutPadding(groups);
  graph.addSite(
    {
      // A reduction that drops axes leaves no channels to name.
      ...translation.siteOf(node, shape.length === x.shape.length ? shape : []),
      op: node.op,
      width,
      switch: { kind: 'maximum', size, members },
    },
    z,
  );
  const gathered = graph.gather(z, width, members, [members.length / size, size]);
  const maximum = graph.op('ReduceMax', [gathered], { axes: [2], keepdims: 0 });
  const name = isMinimum ? graph.op('Neg', [maximum]) : maximum;
  translation.bind(node.outputs[0], { name, shape });
}

/** Padding never wins: it is replaced by the first element of its window, which changes no maximum. */
function withoutPadding({ size, members }: ElementGroups): Int32Array {
  return members.map((member, i) => {
    if (member >= 0) return member;
    const start = i - (i % size);
    return members.subarray(start, start + size).find((other) => other >= 0) ?? 0;
  });
}

/** Max and Min of any number of operands. */
export const extreme: Translate = (translation, node) => {
  if (node.inputs.length > 2) return extremeOfMany(translation, node);
  if (node.inputs.length === 2) return extremeOfTwo(translation, node);
  translation.bind(node.outputs[0], translation.data(node));
};

/** One window an element, with a member of each operand. */
const extremeOfMany: Translate = async (translation, node) => {
  const { names, shape } = await spreadOperands(translation, node);
  const length = lengthOf(shape);
  const size = names.length;
  const joined = `${node.outputs[0]}\0operands`;
  const name = translation.graph.op('Concat', names, { axis: 1 });
  translation.bind(joined, { name, shape: [size, length] });
  const members = Int32Array.from(
    { length: length * size },
    (_, i) => (i % size) * length + Math.floor(i / size),
  );
  const each = { ...node, name: translation.siteOf(node, []).name, inputs: [joined] };
  addMaximum(translation, each, { shape, size, members }, node.op === 'Min');
};

/** Max and Min of two operands: a + relu(b − a) and a − relu(a − b); the site is the difference. */
const extremeOfTwo: Translate = async (translation, node) => {
  const { graph } = translation;
  const difference = await elementwise(
    translation,
    node,
    'Sub',
    node.op === 'Max' ? [1, 0] : [0, 1],
  );
  const shape = difference.shape;
  graph.addSite(
    {
      ...translation.siteOf(node, shape),
      op: node.op,
      width: lengthOf(shape),
      switch: { kind: 'thresholds', thresholds: [0] },
    },
    difference.name,
  );
  const gain = graph.op('Relu', [difference.name]);
  translation.bind(`${node.outputs[0]}\0gain`, { name: gain, shape });
  const combined = { ...node, inputs: [node.inputs[0], `${node.outputs[0]}\0gain`] };
  const sum = await elementwise(translation, combined, node.op === 'Max' ? 'Add' : 'Sub');
  translation.bind(node.outputs[0], sum);
};
