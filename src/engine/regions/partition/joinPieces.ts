import type { Mesh } from './mesh.ts';

/** Joins pieces of a cell across the edges in `removed`; each group of joined pieces is convex and becomes one loop. */
export function joinPieces(
  mesh: Mesh,
  pieces: readonly number[][],
  removed: ReadonlySet<number>,
): number[][] {
  const fresh = pieces.map((loop) => mesh.refreshed(loop));
  if (removed.size === 0) return fresh;
  const group = groups(fresh, removed);
  const outlines = new Map<number, Map<number, number>>();
  for (const [piece, loop] of fresh.entries()) {
    const outline = outlines.get(group[piece]) ?? new Map<number, number>();
    outlines.set(group[piece], outline);
    for (const directed of loop) {
      if (!removed.has(directed >> 1)) outline.set(mesh.startOf(directed), directed);
    }
  }
  return [...outlines.values()].map((outline) => walkOutline(mesh, outline));
}

/** Per piece: the lowest piece it is joined with, directly or not. */
function groups(loops: readonly number[][], removed: ReadonlySet<number>): number[] {
  const group = loops.map((_, piece) => piece);
  const root = (piece: number): number => {
    while (group[piece] !== piece) piece = group[piece];
    return piece;
  };
  const seen = new Map<number, number>();
  for (const [piece, loop] of loops.entries()) {
    for (const directed of loop) {
      const edge = directed >> 1;
      if (!removed.has(edge)) continue;
      const other = seen.get(edge);
      if (other === undefined) seen.set(edge, piece);
      else group[Math.max(root(piece), root(other))] = Math.min(root(piece), root(other));
    }
  }
  return group.map((_, piece) => root(piece));
}

/** The edges of an outline (by their start) in walking order. */
function walkOutline(mesh: Mesh, outline: ReadonlyMap<number, number>): number[] {
  const [first] = outline.values();
  const loop: number[] = [];
  for (let directed = first; loop.length < outline.size;) {
    loop.push(directed);
    const next = outline.get(mesh.endOf(directed));
    if (next === undefined || next === first) break;
    directed = next;
  }
  return loop;
}
