import type { Preprocess } from './dataset.ts';
import { elementCount } from './shapeText.ts';

/** Where the channel axis has to go: one sample seen as a channels-last (channels-first) array becomes channels-first (-last). */
export type ChannelMove = 'none' | 'first' | 'last';

/** How one stored sample becomes one sample of the model's input. */
export interface ShapeMatch {
  /** The shape that says what the stored numbers mean; its element order is the stored one. */
  readonly stored: readonly number[];
  /** The model's sample shape, every dimension known. */
  readonly input: readonly number[];
  readonly move: ChannelMove;
}

type Dimension = number | string;
type Layout = Preprocess['layout'];

/**
 * Matches a stored sample to the model's (without batch axis). In this order: the same shape; channels moved from last
 * to first or back, where the shapes (or `layout`, of the data) tell; axes merged, split or of length 1, in order.
 * `undefined` when none applies: a permutation that had to be guessed is never made.
 */
export function matchShapes(
  stored: readonly number[],
  wanted: readonly Dimension[],
  layout: Layout,
): ShapeMatch | undefined {
  return (
    sameShape(stored, wanted, layout) ??
    movedChannels(stored, wanted, layout) ??
    regrouped(stored, wanted, layout)
  );
}

function sameShape(stored: readonly number[], wanted: readonly Dimension[], layout: Layout) {
  const input = unify(stored, wanted);
  // A cube says nothing about its channels; ONNX convolutions want them first, so a cube said to have them last is moved.
  const cube = stored.length >= 3 && new Set(stored).size === 1 && stored[0] > 1;
  if (input === undefined || (cube && layout === 'nhwc')) return undefined;
  return { stored, input, move: 'none' } as const;
}

function movedChannels(
  stored: readonly number[],
  wanted: readonly Dimension[],
  layout: Layout,
): ShapeMatch | undefined {
  // Two axes could be a table, a sequence or an image: only a layout says that one of them counts channels.
  if (stored.length < (layout === undefined ? 3 : 2)) return undefined;
  const moves = layout === undefined ? (['first', 'last'] as const) : [moveFrom(layout)];
  for (const move of moves) {
    const input = unify(movedShape(stored, move), wanted);
    // A single channel is at the front and at the end alike.
    const single = stored[move === 'first' ? stored.length - 1 : 0] === 1;
    if (input !== undefined) return { stored, input, move: single ? 'none' : move };
  }
  return undefined;
}

function moveFrom(layout: 'nchw' | 'nhwc'): 'first' | 'last' {
  return layout === 'nhwc' ? 'first' : 'last';
}

/** Channels moved from the end of `shape` to its front ("first") or from the front to the end ("last"). */
function movedShape(shape: readonly number[], move: 'first' | 'last'): number[] {
  return move === 'first'
    ? [shape[shape.length - 1], ...shape.slice(0, -1)]
    : [...shape.slice(1), shape[0]];
}

function regrouped(
  stored: readonly number[],
  wanted: readonly Dimension[],
  layout: Layout,
): ShapeMatch | undefined {
  const input = fill(elementCount(stored), stored, wanted);
  if (input === undefined || !isRegrouping(stored, input)) return undefined;
  if (squeeze(stored).length > 1 || layout === undefined) {
    const detailed = squeeze(stored).length >= squeeze(input).length ? stored : input;
    return { stored: detailed, input, move: 'none' };
  }
  return unflattened(input, layout);
}

/** A flat row of data said to be NCHW or NHWC, for an image input. */
function unflattened(input: readonly number[], layout: 'nchw' | 'nhwc'): ShapeMatch | undefined {
  const shape = squeeze(input);
  if (shape.length < 3) return { stored: input, input, move: 'none' };
  const axis = channelAxis(shape);
  if (axis === undefined) return undefined;
  if ((axis === 'first') === (layout === 'nchw')) return { stored: input, input, move: 'none' };
  const move = axis;
  return { stored: movedShape(shape, move === 'first' ? 'last' : 'first'), input, move };
}

/** Which axis of an image shape counts channels: the one that differs from the others, else the one of length 1, 3 or 4. */
function channelAxis(shape: readonly number[]): 'first' | 'last' | undefined {
  const last = shape.length - 1;
  const allEqual = (extents: readonly number[]) => new Set(extents).size === 1;
  const firstOdd = allEqual(shape.slice(1)) && shape[0] !== shape[1];
  const lastOdd = allEqual(shape.slice(0, last)) && shape[last] !== shape[0];
  if (firstOdd !== lastOdd) return firstOdd ? 'first' : 'last';
  const colours = (extent: number) => extent === 3 || extent === 4;
  if (colours(shape[0]) === colours(shape[last])) return undefined;
  return colours(shape[0]) ? 'first' : 'last';
}

/** The wanted shape with its unknown dimensions taken from `stored`, or `undefined` where a known one differs. */
function unify(stored: readonly number[], wanted: readonly Dimension[]): number[] | undefined {
  if (stored.length !== wanted.length) return undefined;
  const named = new Map<string, number>();
  for (const [axis, extent] of stored.entries()) {
    const dimension = wanted[axis];
    if (isKnown(dimension)) {
      if (dimension !== extent) return undefined;
    } else if (typeof dimension === 'string' && dimension !== '?') {
      if ((named.get(dimension) ?? extent) !== extent) return undefined;
      named.set(dimension, extent);
    }
  }
  return [...stored];
}

/** Known dimensions of the wanted shape, and its unknown ones from the element count or, singletons aside, axis by axis. */
function fill(
  count: number,
  stored: readonly number[],
  wanted: readonly Dimension[],
): number[] | undefined {
  const known = wanted.filter(isKnown);
  const rest = count / elementCount(known);
  const unknown = wanted.length - known.length;
  if (unknown === 0) return rest === 1 ? known : undefined;
  if (unknown === 1) {
    return Number.isInteger(rest) ? wanted.map((d) => (isKnown(d) ? d : rest)) : undefined;
  }
  const open = wanted.filter((dimension) => dimension !== 1);
  const filled = unify(squeeze(stored), open);
  if (filled === undefined) return undefined;
  let next = 0;
  return wanted.map((dimension) => (dimension === 1 ? 1 : filled[next++]));
}

function isKnown(dimension: Dimension): dimension is number {
  return typeof dimension === 'number' && dimension > 0;
}

function squeeze(shape: readonly number[]): readonly number[] {
  return shape.filter((extent) => extent !== 1);
}

/** True when one shape is the other with neighbouring axes merged (singletons aside), so that no number changes its place or meaning. */
function isRegrouping(a: readonly number[], b: readonly number[]): boolean {
  const boundariesA = boundaries(a);
  const boundariesB = boundaries(b);
  const [fewer, more] =
    boundariesA.size <= boundariesB.size ? [boundariesA, boundariesB] : [boundariesB, boundariesA];
  return [...fewer].every((boundary) => more.has(boundary));
}

/** Running products of the extents. */
function boundaries(shape: readonly number[]): Set<number> {
  let product = 1;
  return new Set(shape.map((extent) => (product *= extent)).filter((value) => value > 1));
}
