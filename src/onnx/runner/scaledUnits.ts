import { type GraphFragment } from './graphFragment.ts';

/** factor · value + shift for a value of rows × units × height × width, as a convolution, which leaves it in its blocked layout. */
export function scaledUnits(
  fragment: GraphFragment,
  value: string,
  factor: number,
  units: number,
  shift = 0,
): string {
  const all = (dims: readonly number[], number: number) =>
    fragment.floats(dims, new Float32Array(units).fill(number));
  const inputs = [value, all([units, 1, 1, 1], factor)];
  if (shift !== 0) inputs.push(all([units], shift));
  return fragment.op('Conv', inputs, { group: units, kernel_shape: [1, 1] });
}
