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

/** A chord drawn where two members tie, and what decides whether one of them is the maximum there. */
interface Tie {
  readonly edge: number;
  readonly window: WindowLines;
  readonly member: number;
}

/**
 * Cuts cells where the winner of a maximum changes. Within a cell each window is an upper envelope of affine functions: pieces are cut
 * along ties of two members that each win at a corner of the piece, until one member wins all over a piece; stretches of those cuts
 * where a third member is higher are no boundaries, and the pieces on their two sides are joined again.
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
    const { pieces, ties } = cutByWindows(mesh, loop, lines, windows);
    joinPieces(mesh, pieces, phantomEdges(mesh, lines, ties)).forEach((piece) => sink.emit(piece));
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
): { pieces: number[][]; ties: Tie[] } {
  const pieces: number[][] = [];
  const ties: Tie[] = [];
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
    ties.push({ edge: cut.chord, window, member: rivals[0] });
    stack.push({ loop: cut.negative, windows: piece.windows });
    stack.push({ loop: cut.positive, windows: piece.windows });
  }
  return { pieces, ties };
}

/** Two members each of which wins at a corner where the other clearly loses; `undefined` when one wins all over the piece. */
function rivalsOn(
  mesh: Mesh,
  loop: readonly number[],
  lines: Lines,
  { members }: WindowLines,
): readonly [number, number] | undefined {
  const vertices = loop.map((directed) => mesh.startOf(directed));
  const value = (line: number, vertex: number) =>
    lines.at(line, mesh.u.data[vertex], mesh.v.data[vertex]);
  const winner = (vertex: number) =>
    members.reduce((best, line) => (value(line, vertex) > value(best, vertex) ? line : best));
  const clearlyAbove = (a: number, b: number, vertex: number) =>
    value(a, vertex) - value(b, vertex) > Math.max(lines.toleranceOf(a), lines.toleranceOf(b));
  const winners = vertices.map(winner);
  for (const [i, a] of winners.entries()) {
    for (let j = i + 1; j < winners.length; j++) {
      const b = winners[j];
      if (a !== b && clearlyAbove(a, b, vertices[i]) && clearlyAbove(b, a, vertices[j])) {
        return [a, b];
      }
    }
  }
  return undefined;
}

/** Leaves of tie chords at whose middle another member is higher. */
function phantomEdges(mesh: Mesh, lines: Lines, ties: readonly Tie[]): Set<number> {
  const phantoms = new Set<number>();
  for (const { edge, window, member } of ties) {
    const leaves: number[] = [];
    mesh.pushLeaves(2 * edge, leaves);
    for (const directed of leaves) {
      const [start, end] = [mesh.startOf(directed), mesh.endOf(directed)];
      const u = (mesh.u.data[start] + mesh.u.data[end]) / 2;
      const v = (mesh.v.data[start] + mesh.v.data[end]) / 2;
      const own = lines.at(member, u, v);
      const tolerance = lines.toleranceOf(member);
      if (window.members.some((other) => lines.at(other, u, v) - own > tolerance)) {
        phantoms.add(directed >> 1);
      }
    }
  }
  return phantoms;
}
