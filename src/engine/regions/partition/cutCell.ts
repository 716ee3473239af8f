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
  const values = loop.map((directed) => lines.atVertex(line, mesh, mesh.startOf(directed)));
  const enter = signChange(values, -1);
  const leave = signChange(values, 1);
  if (enter < 0 || leave < 0) return undefined;
  const boundary = lines.boundary[line];
  const cut: number[] = [];
  const positions: number[] = [];
  // Walk the loop once, cutting the edges that change sign; remember where the two gates end up.
  const gates = [enter, leave].map((value) => value >> 1);
  const inside = [enter, leave].map((value) => (value & 1) === 1);
  for (let i = 0; i < loop.length; i++) {
    for (let gate = 0; gate < 2; gate++) {
      if (gates[gate] === i && !inside[gate]) positions[gate] = cut.length;
    }
    const gate = gates[0] === i && inside[0] ? 0 : gates[1] === i && inside[1] ? 1 : -1;
    if (gate < 0) {
      cut.push(loop[i]);
      continue;
    }
    const vertex = zeroPoint(mesh, loop[i], values[i], values[(i + 1) % loop.length], boundary);
    mesh.splitEdge(loop[i] >> 1, vertex);
    mesh.pushLeaves(loop[i], cut);
    positions[gate] = cut.length - 1;
  }
  const [start, end] = positions;
  const chord = mesh.addEdge(mesh.startOf(cut[end]), mesh.startOf(cut[start]), boundary);
  return {
    positive: [...walk(cut, start, end), 2 * chord],
    negative: [...walk(cut, end, start), 2 * chord + 1],
    chord,
  };
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
    let next = (i + 1) % count;
    while (values[next] === 0) next = (next + 1) % count;
    if (values[next] * direction > 0) continue;
    const follower = (i + 1) % count;
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
  const [start, end] = [mesh.startOf(directed), mesh.endOf(directed)];
  const [p, q] = [Math.abs(startValue), Math.abs(endValue)];
  const [us, vs] = [mesh.u.data, mesh.v.data];
  return mesh.addVertex(
    (us[start] * q + us[end] * p) / (p + q),
    (vs[start] * q + vs[end] * p) / (p + q),
    boundary,
  );
}

/** Entries from position `start` up to, not including, `end`, cyclic. */
function walk(loop: readonly number[], start: number, end: number): number[] {
  return start < end ? loop.slice(start, end) : [...loop.slice(start), ...loop.slice(0, end)];
}
