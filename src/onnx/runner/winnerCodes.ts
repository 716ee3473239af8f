import { type ActivationSite } from '../structure.ts';
import { type GraphFragment } from './graphFragment.ts';
import { type ProbedValues, type SwitchCodes } from './switchCodes.ts';

/**
 * Index of the input that wins a Max or Min, the first of equals; inputs may broadcast. Written as arithmetic on 0/1 values,
 * because Where and Equal on floats came with later operator sets.
 */
export function winnerCodes(
  fragment: GraphFragment,
  site: ActivationSite,
  probed: ProbedValues,
): SwitchCodes {
  const asFloat = (name: string) => fragment.toFloat(name, probed.of(name).type);
  const inputs = site.node.inputs;
  const winner = asFloat(site.output);
  // Zeros of the output's shape: nothing is greater than itself, infinity included.
  let codes = fragment.isGreater(winner, winner);
  for (let index = inputs.length - 1; index >= 0; index--) {
    const input = asFloat(inputs[index]!);
    const order = site.op === 'Min' ? [input, winner] : [winner, input];
    const loses = fragment.op('Greater', order);
    const wins = fragment.indicator(fragment.op('Not', [loses]));
    const step = fragment.op('Sub', [fragment.floats([], [index]), codes]);
    codes = fragment.op('Add', [codes, fragment.op('Mul', [wins, step])]);
  }
  return { value: codes, levels: inputs.length };
}
