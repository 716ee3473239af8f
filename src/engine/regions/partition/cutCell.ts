import type { Lines } from './lines.ts';
import type { Mesh } from './mesh.ts';

/** The two sides of a cut cell, both counter-clockwise, and the new edge between them. */
export interface CutCell {
  readonly positive: number[];
  readonly negative: number[];
  /** Runs with the positive side on its left. */
  readonly chord: number;
}

/**
 * Cuts a convex cell along the zero set of a line, at vertices where the line is zero and at new vertices on the edges where its sign
 * changes. `undefined` when it does not cross the cell.
 */
export function cutCell(
  mesh: Mesh,
  loop: readonly number[],
  lines: Lines,
  line: number,
): CutCell | undefined {
  const values: number[] = [];
  for (let i = 0; i < loop.length; i++) {
    values.push(lines.atVertex(line, mesh, mesh.startOf(loop[i])));
  }
  const enter = signChange(values, -1);
  const leave = signChange(values, 1);
  if (enter < 0 || leave < 0) return undefined;
  const boundary = lines.boundary[line];
  const cut: number[] = [];
  let start = -1;
  let end = -1;
  // One walk around the loop cuts the edges that change sign and notes where the two gates end up.
  for (let i = 0; i < loop.length; i++) {
    if (enter === 2 * i) start = cut.length;
    if (leave === 2 * i) end = cut.length;
    if (enter !== 2 * i + 1 && leave !== 2 * i + 1) {
      cut.push(loop[i]);
      continue;
    }
    const vertex = zeroPoint(mesh, loop[i], values[i], values[(i + 1) % loop.length], boundary);
    mesh.splitEdge(loop[i] >> 1, vertex);
    mesh.pushLeaves(loop[i], cut);
    if (enter === 2 * i + 1) start = cut.length - 1;
    else end = cut.length - 1;
  }
  const chord = mesh.addEdge(mesh.startOf(cut[end]), mesh.startOf(cut[start]), boundary);
  const positive = walk(cut, start, end);
  positive.push(2 * chord);
  const negative = walk(cut, end, start);
  negative.push(2 * chord + 1);
  return { positive, negative, chord };
}

/**
 * Where the sign of cyclic `values` goes from −direction… to the other: 2 · i for a zero at vertex i, 2 · i + 1 for a change inside
 * edge i, −1 for none. `direction` −1 looks for the way from minus to plus, 1 from plus to minus.
 */
function signChange(values: readonly number[], direction: number): number {
  const count = values.length;
  for (let i = 0; i < count; i++) {
    if (values[i] * direction <= 0) continue;
    // values[i] is on the side before the change: look for the next nonzero value.
    const follower = i + 1 === count ? 0 : i + 1;
    let next = follower;
    while (values[next] === 0) next = next + 1 === count ? 0 : next + 1;
    if (values[next] * direction > 0) continue;
    return values[follower] === 0 ? 2 * follower : 2 * i + 1;
  }
  return -1;
}

/** New vertex where the line is zero on an edge with values of opposite sign at its ends. */
function zeroPoint(
  mesh: Mesh,
  directed: number,
  startValue: number,
  endValue: number,
  boundary: number,
): number {
  const start = mesh.startOf(directed);
  const end = mesh.endOf(directed);
  const p = Math.abs(startValue);
  const q = Math.abs(endValue);
  const us = mesh.u.data;
  const vs = mesh.v.data;
  return mesh.addVertex(
    (us[start] * q + us[end] * p) / (p + q),
    (vs[start] * q + vs[end] * p) / (p + q),
    boundary,
  );
}

/** Entries from position `start` up to, not including, `end`, cyclic. */
function walk(loop: readonly number[], start: number, end: number): number[] {
  const entries: number[] = [];
  for (let i = start; i !== end; i = i + 1 === loop.length ? 0 : i + 1) entries.push(loop[i]);
  return entries;
}
