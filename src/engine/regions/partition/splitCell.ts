import { cutCell } from './cutCell.ts';
import type { Lines } from './lines.ts';
import type { Mesh } from './mesh.ts';

/** Takes the pieces of cut cells. */
export interface CellSink {
  emit(loop: number[]): void;
  /** True once a budget is spent: what is left goes in uncut. */
  isFull(): boolean;
}

/** Part of a cell, with the lines that cross it. */
interface Piece {
  readonly loop: number[];
  readonly lines: readonly number[];
}

/**
 * Cuts a convex cell by `crossing` lines, one after another (geometry-spec D17), and hands every piece to `sink`. A line travels only
 * into the pieces it crosses: for k lines in general position the work is about the number of pieces times log k.
 */
export function splitCell(
  mesh: Mesh,
  loop: number[],
  lines: Lines,
  crossing: readonly number[],
  sink: CellSink,
): void {
  const stack: Piece[] = [{ loop, lines: crossing }];
  for (let piece = stack.pop(); piece; piece = stack.pop()) {
    // A neighbour may have cut a shared edge since this piece was put aside.
    const fresh = mesh.refreshed(piece.loop);
    if (piece.lines.length === 0 || sink.isFull()) {
      sink.emit(fresh);
      continue;
    }
    const cut = cutCell(mesh, fresh, lines, piece.lines[0]);
    if (!cut) {
      stack.push({ loop: fresh, lines: piece.lines.slice(1) });
    } else {
      const sides = distribute(mesh, cut, lines, piece.lines);
      stack.push({ loop: cut.negative, lines: sides.negative });
      stack.push({ loop: cut.positive, lines: sides.positive });
    }
  }
}

/** Which of the lines behind the first, all of which cross the whole cell, cross its two sides. */
function distribute(
  mesh: Mesh,
  cut: { readonly positive: readonly number[]; readonly chord: number },
  lines: Lines,
  crossing: readonly number[],
): { positive: number[]; negative: number[] } {
  const start = mesh.startOf(2 * cut.chord);
  const end = mesh.endOf(2 * cut.chord);
  const positive: number[] = [];
  const negative: number[] = [];
  for (let i = 1; i < crossing.length; i++) {
    const line = crossing[i];
    const p = lines.atVertex(line, mesh, start);
    const q = lines.atVertex(line, mesh, end);
    if (p * q < 0) {
      positive.push(line);
      negative.push(line);
    } else if (p === 0 || q === 0) {
      // Too close to an end of the chord to tell: both sides will look for themselves.
      positive.push(line);
      negative.push(line);
    } else if (changesSign(mesh, cut.positive, lines, line, p)) {
      positive.push(line);
    } else {
      negative.push(line);
    }
  }
  return { positive, negative };
}

/** Whether a vertex of the loop lies on the other side of the line than a value of sign `side`. */
function changesSign(
  mesh: Mesh,
  loop: readonly number[],
  lines: Lines,
  line: number,
  side: number,
): boolean {
  for (let i = 0; i < loop.length; i++) {
    if (lines.atVertex(line, mesh, mesh.startOf(loop[i])) * side < 0) return true;
  }
  return false;
}
