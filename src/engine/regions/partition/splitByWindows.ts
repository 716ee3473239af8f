import type { CellBlock } from './cellBlocks.ts';
import { cellFrame, type CellFrame } from './cellFrame.ts';
import { cutCell } from './cutCell.ts';
import { joinPieces } from './joinPieces.ts';
import type { Lines } from './lines.ts';
import type { Mesh } from './mesh.ts';
import type { SiteRefinement } from './siteRefiner.ts';
import type { CellSink } from './splitCell.ts';
import { WindowWinners } from './windowWinners.ts';

/** A maximum over several affine functions on a cell, some of which win. */
interface WindowLines {
  readonly boundary: number;
  /** Line numbers of its members; functions that coincide on the cell are listed once. */
  readonly members: readonly number[];
}

/**
 * Cuts cells where the winner of a maximum changes. Within a cell each window is an upper envelope of affine functions: pieces are cut
 * along ties of two members that each win at a corner of the piece, until one member wins all over a piece. Stretches of those cuts
 * where a third member is higher are no boundaries: pieces with the same winners on both sides of them are joined again.
 */
export function splitByWindows(
  mesh: Mesh,
  block: CellBlock,
  z: Float64Array,
  refinement: SiteRefinement,
  lines: Lines,
  sink: CellSink,
): number {
  let flat = 0;
  const rowCount = block.vertices.length;
  const winners = new WindowWinners(z, rowCount, refinement.site, refinement.tolerances);
  for (const loop of block.loops) {
    const rows = loop.map((directed) => block.rowOf(mesh.startOf(directed)));
    // A cell once begun is finished: half-drawn ties could not be told from boundaries.
    const contested = sink.isFull() ? [] : winners.contested(rows);
    const frame =
      contested.length === 0
        ? undefined
        : cellFrame(
            mesh,
            rows.map((row) => block.vertices[row]),
          );
    if (!frame) {
      if (contested.length > 0) flat++;
      sink.emit(loop);
      continue;
    }
    lines.reset(frame);
    const windows = contested.map((window) =>
      windowLines(window, frame, rows, z, refinement, lines),
    );
    const { pieces, chords } = cutByWindows(mesh, loop, lines, windows);
    const needless = edgesWithinOneState(mesh, pieces, chords, lines, windows);
    joinPieces(mesh, pieces, needless).forEach((piece) => sink.emit(piece));
  }
  return flat;
}

function windowLines(
  window: number,
  frame: CellFrame,
  rows: readonly number[],
  z: Float64Array,
  { site, tolerances, firstBoundary }: SiteRefinement,
  lines: Lines,
): WindowLines {
  const rule = site.switch as { readonly size: number; readonly members: Int32Array };
  const members: number[] = [];
  const values: number[][] = [];
  for (const member of rule.members.subarray(window * rule.size, (window + 1) * rule.size)) {
    const own = rows.map((row) => z[row * site.width + member]);
    const isKnown = values.some((other) =>
      other.every((value, i) => Math.abs(value - own[i]) <= tolerances[member]),
    );
    if (isKnown) continue;
    values.push(own);
    const [z0, z1, z2] = frame.corners.map((corner) => own[corner]);
    // Boundary −2: ties of two members decide, never a member's own zero.
    members.push(lines.add(z0, z1, z2, 2 * tolerances[member], -2));
  }
  return { boundary: firstBoundary + window, members };
}

function cutByWindows(
  mesh: Mesh,
  loop: number[],
  lines: Lines,
  windows: readonly WindowLines[],
): { pieces: number[][]; chords: number[] } {
  const pieces: number[][] = [];
  const chords: number[] = [];
  const stack = [{ loop, windows }];
  for (let piece = stack.pop(); piece; piece = stack.pop()) {
    const fresh = mesh.refreshed(piece.loop);
    const [window, ...rest] = piece.windows;
    if (!window) {
      pieces.push(fresh);
      continue;
    }
    const rivals = rivalsOn(mesh, fresh, lines, window);
    const difference = rivals && lines.addDifference(rivals[0], rivals[1], window.boundary);
    const cut = difference === undefined ? undefined : cutCell(mesh, fresh, lines, difference);
    if (!rivals || !cut) {
      stack.push({ loop: fresh, windows: rest });
      continue;
    }
    chords.push(cut.chord);
    stack.push({ loop: cut.negative, windows: piece.windows });
    stack.push({ loop: cut.positive, windows: piece.windows });
  }
  return { pieces: pieces.map((piece) => mesh.refreshed(piece)), chords };
}

/** Two members each of which wins at a corner where the other clearly loses; `undefined` when one wins, or ties, at all corners. */
function rivalsOn(
  mesh: Mesh,
  loop: readonly number[],
  lines: Lines,
  { members }: WindowLines,
): readonly [number, number] | undefined {
  const corners = loop.map((directed) => {
    const vertex = mesh.startOf(directed);
    return winnersAt(lines, members, mesh.u.data[vertex], mesh.v.data[vertex]);
  });
  for (const [i, here] of corners.entries()) {
    for (const there of corners.slice(i + 1)) {
      const a = here.find((member) => !there.includes(member));
      const b = there.find((member) => !here.includes(member));
      if (a !== undefined && b !== undefined) return [a, b];
    }
  }
  return undefined;
}

/** Members that are the maximum at a point, or cannot be told from it. */
function winnersAt(lines: Lines, members: readonly number[], u: number, v: number): number[] {
  const values = members.map((line) => lines.at(line, u, v));
  const best = Math.max(...values);
  return members.filter((line, k) => best - values[k] <= lines.toleranceOf(line));
}

/** Leaves of the chords on both sides of which the same members win in every window. */
function edgesWithinOneState(
  mesh: Mesh,
  pieces: readonly number[][],
  chords: readonly number[],
  lines: Lines,
  windows: readonly WindowLines[],
): Set<number> {
  const leaves: number[] = [];
  for (const chord of chords) mesh.pushLeaves(2 * chord, leaves);
  const onChord = new Set(leaves.map((directed) => directed >> 1));
  const firstSide = new Map<number, string>();
  const needless = new Set<number>();
  for (const loop of pieces) {
    const state = stateOf(mesh, loop, lines, windows);
    for (const directed of loop) {
      const edge = directed >> 1;
      if (!onChord.has(edge)) continue;
      const other = firstSide.get(edge);
      if (other === undefined) firstSide.set(edge, state);
      else if (other === state) needless.add(edge);
    }
  }
  return needless;
}

/** Winners of all windows at the mean of a piece's corners. */
function stateOf(
  mesh: Mesh,
  loop: readonly number[],
  lines: Lines,
  windows: readonly WindowLines[],
): string {
  let [u, v] = [0, 0];
  for (const directed of loop) {
    u += mesh.u.data[mesh.startOf(directed)] / loop.length;
    v += mesh.v.data[mesh.startOf(directed)] / loop.length;
  }
  return windows.map(({ members }) => winnersAt(lines, members, u, v).join('=')).join();
}
