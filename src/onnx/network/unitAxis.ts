import { intsAttribute } from '../attributes.ts';
import { type Node } from '../model.ts';
import { type Dimension, knownProduct, type Shape } from '../shapes/shape.ts';

/** Operators that keep every element and every axis but may change what an axis is called. */
const relabelling = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze']);

/**
 * Where the axis of units goes when a value of shape `from` passes `node` and becomes `to`; `undefined` when units are mixed
 * with positions or lost.
 */
export function unitAxisAfter(
  node: Node,
  axis: number,
  from: Shape,
  to: Shape,
): number | undefined {
  if (node.op === 'Transpose') {
    const perm = intsAttribute(node, 'perm');
    if (perm) return nonNegative(perm.indexOf(axis));
    return from && from.length - 1 - axis;
  }
  if (relabelling.has(node.op)) return from && to && relabelledAxis(axis, from, to);
  if (!from || !to || from.length === to.length) return axis;
  const aligned = axis + to.length - from.length;
  if (to.length > from.length) return mayEqual(from[axis], to[aligned]) ? aligned : undefined;
  // Reductions and single indices drop axes: those behind the units, or those in front.
  const head = from.slice(0, axis + 1);
  if (head.every((dim, i) => dim === to[i])) return axis;
  return from[axis] === to[aligned] ? aligned : undefined;
}

function mayEqual(a: Dimension | undefined, b: Dimension | undefined): boolean {
  return a === b || typeof a === 'string' || typeof b === 'string';
}

/**
 * The axis of `to` that lists the same elements with the same stride: equal length, and as many elements behind it; where
 * those are unknown, the same dimensions in front of it.
 */
function relabelledAxis(
  axis: number,
  from: readonly Dimension[],
  to: readonly Dimension[],
): number | undefined {
  const units = from[axis];
  const behind = knownProduct(from.slice(axis + 1));
  const index = to.findIndex((dim, candidate) => {
    if (dim !== units || typeof dim !== 'number') return false;
    if (behind !== undefined) return knownProduct(to.slice(candidate + 1)) === behind;
    return candidate === axis && from.slice(1, axis).every((front, i) => front === to[i + 1]);
  });
  return nonNegative(index);
}

function nonNegative(index: number): number | undefined {
  return index < 0 ? undefined : index;
}
