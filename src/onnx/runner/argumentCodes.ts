import { TensorProto_DataType } from '../schema/onnx_pb.generated.ts';
import { type ActivationSite } from '../structure.ts';
import { type GraphFragment } from './graphFragment.ts';
import { type ProbedValues, type SwitchCodes } from './switchCodes.ts';

/**
 * Winner of a GlobalMaxPool, ReduceMax or ReduceMin: row-major offset within the reduced axes, counted from 1; 0 where the extremum is
 * zero, as in {@link windowCodes}.
 */
export function argumentCodes(
  fragment: GraphFragment,
  site: ActivationSite,
  probed: ProbedValues,
): SwitchCodes {
  const { dims, type } = probed.of(site.preActivation);
  const reduced = reducedAxes(site, dims.length, probed);
  const order = [...dims.keys()].filter((axis) => !reduced.includes(axis)).concat(reduced);
  const size = reduced.reduce((product, axis) => product * dims[axis]!, 1);
  const moved = fragment.op('Transpose', [fragment.toFloat(site.preActivation, type)], {
    perm: order,
  });
  const windows = fragment.reshape(moved, [size]);
  const arg = site.op === 'ReduceMin' ? 'ArgMin' : 'ArgMax';
  const winner = fragment.op('Cast', [fragment.op(arg, [windows], { axis: 1, keepdims: 0 })], {
    to: TensorProto_DataType.FLOAT,
  });
  const counted = fragment.op('Add', [winner, fragment.floats([], [1])]);
  const isNonZero = fragment.indicator(fragment.truth(site.output));
  return {
    value: fragment.op('Mul', [counted, fragment.reshape(isNonZero, [])]),
    levels: size + 1,
  };
}

/** The axes, not negative and ascending: an attribute, from operator set 18 on an input; all but batch and channel for a global pool. */
function reducedAxes(site: ActivationSite, rank: number, probed: ProbedValues): number[] {
  const attribute = site.node.attributes.get('axes');
  const input = site.node.inputs[1];
  let axes: readonly number[] = Array.from({ length: rank - 2 }, (_, index) => index + 2);
  if (attribute?.kind === 'ints') axes = attribute.value;
  else if (input !== undefined && input !== '') axes = Array.from(probed.of(input).data);
  return axes.map((axis) => (axis < 0 ? axis + rank : axis)).sort((a, b) => a - b);
}
