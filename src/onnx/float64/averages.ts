import { numberAttribute } from '../attributes.ts';
import type { Node } from '../model.ts';
import { lengthOf } from './flatValue.ts';
import { globalGroups, poolingGroups, reductionGroups, type ElementGroups } from './reductions.ts';
import type { Translate, Translation } from './translation.ts';

/** AveragePool, with or without padding in the count. */
export const averagePool: Translate = (translation, node) => {
  const groups = poolingGroups(node, translation.data(node).shape);
  const countsPadding = numberAttribute(node, 'count_include_pad', 0) === 1;
  if (countsPadding && numberAttribute(node, 'ceil_mode', 0) === 1) {
    translation.refuse(node, 'it counts padding in windows of rounded-up number');
  }
  addSums(translation, node, groups, countsPadding ? 'all' : 'present');
};

/** GlobalAveragePool. */
export const globalAveragePool: Translate = (translation, node) => {
  addSums(translation, node, globalGroups(translation.data(node).shape), 'present');
};

/** ReduceSum and ReduceMean. */
export const reducedSum: Translate = async (translation, node) => {
  const groups = await reductionGroups(translation, node, translation.data(node).shape);
  addSums(translation, node, groups, node.op === 'ReduceMean' ? 'present' : 'none');
};

/** Sums of groups, divided by the number of members ("present": those that are not padding). */
function addSums(
  translation: Translation,
  node: Node,
  { shape, size, members }: ElementGroups,
  divisor: 'none' | 'present' | 'all',
): void {
  const { graph } = translation;
  const x = translation.data(node);
  const groups = members.length / size;
  const gathered = graph.gatherOrZero(x.name, lengthOf(x.shape), members, [groups, size]);
  const axes = graph.integers([1], [2]);
  let name = graph.op('ReduceSum', [gathered, axes], { keepdims: 0 });
  if (divisor !== 'none') {
    const shares = Float64Array.from({ length: groups }, (_, group) => {
      const own = members.subarray(group * size, (group + 1) * size);
      return 1 / (divisor === 'all' ? size : own.filter((member) => member >= 0).length);
    });
    name = graph.op('Mul', [name, graph.row(shares)]);
  }
  translation.bind(node.outputs[0], { name, shape });
}
