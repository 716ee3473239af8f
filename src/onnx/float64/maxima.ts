import type { Node } from '../model.ts';
import { elementwise } from './additions.ts';
import { lengthOf } from './flatValue.ts';
import { globalGroups, poolingGroups, reductionGroups, type ElementGroups } from './reductions.ts';
import type { Translate, Translation } from './translation.ts';

/** MaxPool (its Indices output has no exact twin). */
export const maxPool: Translate = (translation, node) => {
  const hasIndices = (node.outputs[1] ?? '') !== '';
  if (hasIndices && (translation.model.graph.consumers.get(node.outputs[1]!) ?? []).length > 0) {
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
  translation.bind(node.outputs[0]!, { name, shape });
}

/** Padding never wins: it is replaced by the first element of its window, which changes no maximum. */
function withoutPadding({ size, members }: ElementGroups): Int32Array {
  return members.map((member, i) => {
    if (member >= 0) return member;
    const start = i - (i % size);
    return members.subarray(start, start + size).find((other) => other >= 0) ?? 0;
  });
}

/** Max and Min of two operands: a + relu(b − a) and a − relu(a − b); the site is the difference. */
export const extremeOfTwo: Translate = async (translation, node) => {
  const { graph } = translation;
  if (node.inputs.length > 2) translation.refuse(node, 'it compares more than two inputs');
  if (node.inputs.length === 1) {
    translation.bind(node.outputs[0]!, translation.data(node));
    return;
  }
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
  translation.bind(`${node.outputs[0]!}\0gain`, { name: gain, shape });
  const combined = { ...node, inputs: [node.inputs[0]!, `${node.outputs[0]!}\0gain`] };
  const sum = await elementwise(translation, combined, node.op === 'Max' ? 'Add' : 'Sub');
  translation.bind(node.outputs[0]!, sum);
};
