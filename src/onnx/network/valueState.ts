import { type Node } from '../model.ts';
import { type Shape } from '../shapes/shape.ts';
import { type LayerDraft } from './affineLayer.ts';
import { unitAxisAfter } from './unitAxis.ts';

/** A layer whose pre-activation, up to added terms, is this value; its units lie on `axis`. */
export interface Carrier {
  readonly layer: LayerDraft;
  readonly axis: number;
}

/** What the walk through the graph knows about a data-dependent value. */
export interface ValueState {
  /** Nonlinearities on the longest path from the input. */
  readonly depth: number;
  /** Everything before it is continuous piecewise linear. */
  readonly exact: boolean;
  /** Axis of units or channels; `undefined` where it cannot be told. */
  readonly unitAxis: number | undefined;
  /** First layers met when walking back over additions and changes of layout. */
  readonly carriers: readonly Carrier[];
}

/** State of a graph input: nothing has switched yet, and which axis holds channels is for the first layer to say. */
export const inputState: ValueState = { depth: 0, exact: true, unitAxis: undefined, carriers: [] };

/** One data-dependent input of a node. */
export interface DataInput {
  readonly index: number;
  readonly state: ValueState;
  readonly shape: Shape;
}

// Operators behind which z is still w·x + b plus terms that do not depend on the layer's weights.
const additive = new Set(['Add', 'Sub', 'Sum']);
// Rounding to steps and back gives the same values but for half a step; that it jumps is said elsewhere.
const sameValues = new Set([
  'QuantizeLinear',
  'DequantizeLinear',
  'Identity',
  'Dropout',
  'Cast',
  'Reshape',
  'Flatten',
  'Squeeze',
  'Unsqueeze',
  'Transpose',
]);

/** State behind a node that is affine in its data inputs. */
export function affineState(node: Node, inputs: readonly DataInput[], to: Shape): ValueState {
  const axes = inputs.map(({ state, shape }) =>
    state.unitAxis === undefined ? undefined : unitAxisAfter(node, state.unitAxis, shape, to),
  );
  return {
    ...mergedState(inputs),
    unitAxis: axes.find((axis) => axis !== undefined),
    carriers: metOnce(inputs.map((input) => carriersAfter(node, input, to))),
  };
}

/** A layer that comes in twice is scaled: z + z is no longer w·x + b plus other terms. */
function metOnce(byInput: readonly (readonly Carrier[])[]): Carrier[] {
  const all = byInput.flat();
  return all.filter(({ layer }) => all.filter((other) => other.layer === layer).length === 1);
}

/** Depth and exactness of a value made from `inputs` without a switch. */
export function mergedState(inputs: readonly DataInput[]): Pick<ValueState, 'depth' | 'exact'> {
  return {
    depth: Math.max(0, ...inputs.map(({ state }) => state.depth)),
    exact: inputs.every(({ state }) => state.exact),
  };
}

function carriersAfter(node: Node, { index, state, shape }: DataInput, to: Shape): Carrier[] {
  const subtracted = node.op === 'Sub' && index === 1;
  if (subtracted || !(additive.has(node.op) || sameValues.has(node.op))) return [];
  return state.carriers.flatMap(({ layer, axis }) => {
    const moved = unitAxisAfter(node, axis, shape, to);
    const units = moved === undefined ? undefined : (to?.[moved] ?? layer.units);
    const isKept = units === layer.units || typeof units === 'string';
    return moved !== undefined && isKept ? [{ layer, axis: moved }] : [];
  });
}
