import type { Node } from '../model.ts';
import { AloneNode } from './aloneNode.ts';
import { lengthOf, type FlatValue } from './flatValue.ts';
import type { Translation } from './translation.ts';

/** Where the elements of one output of a routing node come from. */
export interface Route {
  readonly shape: readonly number[];
  /** Position of each output element among the elements of all moved inputs, from 1; 0 for padding. */
  readonly positions: Float32Array;
}

/** An input whose elements the node moves. */
export interface MovedInput {
  readonly index: number;
  readonly value: FlatValue;
}

/**
 * Runs `node` alone on the numbers 1, 2, 3, … in place of the inputs it moves. One route an output.
 * Throws UserError when ONNX Runtime cannot run it.
 */
export async function runOnPositions(
  translation: Translation,
  node: Node,
  moved: readonly MovedInput[],
): Promise<Route[]> {
  let next = 1;
  const positions = moved.map(({ value }) => {
    const first = next;
    next += lengthOf(value.shape);
    return Float32Array.from({ length: next - first }, (_, i) => first + i);
  });
  const fed = moved.map(({ index, value }) => ({ index, shape: value.shape }));
  const alone = await AloneNode.open(translation, node, fed);
  try {
    const outputs = await alone.run(positions);
    return outputs.map(({ shape, data }) => ({ shape, positions: data }));
  } catch (cause) {
    return translation.refuse(node, 'ONNX Runtime cannot run it alone', cause);
  } finally {
    await alone.close();
  }
}
