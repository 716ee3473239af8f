import { addScaledInto, dot64 } from '../../linalg/dot.ts';
import { joined, type Matrix, rowOf } from '../../linalg/matrix.ts';
import type { FunctionGradients } from './differentiableMap.ts';

/** Half-spaces normal · u ≥ offset with normals of length 1, one a row. */
export interface HalfSpaces {
  readonly normals: Matrix<Float64Array>;
  readonly offsets: Float64Array;
}

/** Half-spaces from affine functions that are to be ≥ 0, given by values and gradients at `point`; none of the gradients is 0. */
export function halfSpaces(
  { values, gradients }: FunctionGradients,
  point: Float64Array,
): HalfSpaces {
  const { rows, columns } = gradients;
  const data = gradients.data.slice();
  const offsets = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const normal = data.subarray(row * columns, (row + 1) * columns);
    const length = Math.sqrt(dot64(normal, 0, normal, 0, columns));
    for (let k = 0; k < columns; k++) normal[k] /= length;
    offsets[row] = dot64(normal, 0, point, 0, columns) - values[row] / length;
  }
  return { normals: { rows, columns, data }, offsets };
}

/** Half-spaces of both lists. */
export function intersection(a: HalfSpaces, b: HalfSpaces): HalfSpaces {
  const { columns } = a.normals;
  const rows = a.normals.rows + b.normals.rows;
  return {
    normals: { rows, columns, data: joined(a.normals.data, b.normals.data) },
    offsets: joined(a.offsets, b.offsets),
  };
}

/** How much `point` has to spare in half-space `row`; negative outside. */
export function slackOf(
  { normals, offsets }: HalfSpaces,
  row: number,
  point: Float64Array,
): number {
  return dot64(normals.data, row * normals.columns, point, 0, point.length) - offsets[row];
}

/**
 * A constraint counts as met within this share of the numbers in it: some hundred times what a product of two hundred terms rounds off.
 */
const relativeViolation = 2 ** -44;
/** A normal this close to a combination of the active ones adds nothing to them. */
const dependentLength = 1e-10;

/** Constraints that hold with equality, and what they need to add new ones. */
interface ActiveSet {
  readonly rows: number[];
  readonly multipliers: number[];
  /** Orthonormal basis of the active normals, and their coordinates in it, column by column. */
  basis: Float64Array[];
  coordinates: number[][];
}

/**
 * The point of a polyhedron nearest to `start`, or `undefined` when it is empty. `equality`, if given, is the row of a half-space on
 * whose boundary the point must lie. Dual active-set method (Goldfarb & Idnani 1983) with the identity as Hessian: constraints enter
 * one at a time, the most violated first, and leave when their multiplier turns negative; finite, no start inside needed. Cost: steps ×
 * (rows · dimension + active² · dimension).
 */
export function nearestPoint(
  constraints: HalfSpaces,
  start: Float64Array,
  equality?: number,
): Float64Array | undefined {
  const point = start.slice();
  const active: ActiveSet = { rows: [], multipliers: [], basis: [], coordinates: [] };
  const most = 20 * (constraints.offsets.length + start.length);
  if (equality !== undefined && !enter(constraints, active, point, equality, true)) {
    return undefined;
  }
  for (let step = 0; step < most; step++) {
    const violated = mostViolated(constraints, active, point);
    if (violated === undefined) return point;
    if (!enter(constraints, active, point, violated, false, equality)) return undefined;
  }
  return undefined;
}

function mostViolated(
  constraints: HalfSpaces,
  { rows }: ActiveSet,
  point: Float64Array,
): number | undefined {
  const size = Math.sqrt(dot64(point, 0, point, 0, point.length));
  let worst: number | undefined;
  let least = 0;
  for (let row = 0; row < constraints.offsets.length; row++) {
    const slack = slackOf(constraints, row, point);
    const tolerance = relativeViolation * (size + Math.abs(constraints.offsets[row]));
    if (slack < -tolerance && slack < least && !rows.includes(row)) {
      worst = row;
      least = slack;
    }
  }
  return worst;
}

/** Makes `row` hold with equality, dropping others on the way; false when that cannot be. */
function enter(
  constraints: HalfSpaces,
  active: ActiveSet,
  point: Float64Array,
  row: number,
  isEquality: boolean,
  equality?: number,
): boolean {
  const normal = rowOf(constraints.normals, row);
  const gap = -slackOf(constraints, row, point);
  let done = 0;
  let multiplier = 0;
  for (;;) {
    const { direction, shares } = decompose(active, normal);
    const squared = dot64(direction, 0, direction, 0, direction.length);
    const full = squared > dependentLength ** 2 ? (gap - done) / squared : Infinity;
    const { at, step } = isEquality
      ? { at: -1, step: Infinity }
      : firstToLeave(active, shares, equality);
    const length = Math.min(full, step);
    if (length === Infinity) return false;
    shares.forEach((share, i) => (active.multipliers[i] -= length * share));
    multiplier += length;
    if (full < Infinity) {
      addScaledInto(point, 0, direction, 0, point.length, length);
      done += length * squared;
    }
    if (full <= step) {
      active.rows.push(row);
      active.multipliers.push(multiplier);
      extendBasis(active, normal, direction, Math.sqrt(squared));
      return true;
    }
    leave(constraints, active, at);
  }
}

/** The part of `normal` orthogonal to the active ones, and the coefficients of the rest in them. */
function decompose(
  { basis, coordinates }: ActiveSet,
  normal: Float64Array,
): { readonly direction: Float64Array; readonly shares: number[] } {
  const direction = normal.slice();
  const inBasis = basis.map(() => 0);
  // Twice: rounding leaves nothing to see.
  for (let pass = 0; pass < 2; pass++) {
    for (const [i, axis] of basis.entries()) {
      const share = dot64(axis, 0, direction, 0, direction.length);
      inBasis[i] += share;
      addScaledInto(direction, 0, axis, 0, direction.length, -share);
    }
  }
  const shares = basis.map(() => 0);
  for (let i = basis.length - 1; i >= 0; i--) {
    let rest = inBasis[i];
    for (let j = i + 1; j < basis.length; j++) rest -= coordinates[j][i] * shares[j];
    shares[i] = rest / coordinates[i][i];
  }
  return { direction, shares };
}

function firstToLeave(
  { rows, multipliers }: ActiveSet,
  shares: readonly number[],
  equality: number | undefined,
): { readonly at: number; readonly step: number } {
  let at = -1;
  let step = Infinity;
  for (const [i, share] of shares.entries()) {
    if (share > 0 && rows[i] !== equality && multipliers[i] / share < step) {
      at = i;
      step = multipliers[i] / share;
    }
  }
  return { at, step };
}

function extendBasis(
  active: ActiveSet,
  normal: Float64Array,
  direction: Float64Array,
  length: number,
): void {
  const column = active.basis.map((axis) => dot64(axis, 0, normal, 0, normal.length));
  active.basis.push(direction.map((value) => value / length));
  active.coordinates.push([...column, length]);
}

function leave({ normals }: HalfSpaces, active: ActiveSet, at: number): void {
  active.rows.splice(at, 1);
  active.multipliers.splice(at, 1);
  active.basis = [];
  active.coordinates = [];
  for (const row of active.rows) {
    const normal = rowOf(normals, row);
    const { direction } = decompose(active, normal);
    const length = Math.sqrt(dot64(direction, 0, direction, 0, direction.length));
    extendBasis(active, normal, direction, length);
  }
}
