import type { Partition } from '../partition/assemblePartition.ts';
import { type CellPolygon, clipToWinner } from './clipToWinner.ts';
import { edgeLength } from './cellShapes.ts';
import { twoClassScores } from '../twoClassScores.ts';
import type { ScoredPartition } from './scoredPartition.ts';

/** A straight piece of the decision boundary inside one cell or along an edge. */
export interface DecisionSegment {
  /** u and v of its ends. */
  readonly start: readonly [number, number];
  readonly end: readonly [number, number];
  /** The classes on its two sides, ascending. */
  readonly classes: readonly [number, number];
}

/** The part of a cell with the boundary in it that one class wins: convex, counter-clockwise. */
export interface ClassPiece {
  readonly winner: number;
  readonly corners: readonly (readonly [number, number])[];
}

/** The decision boundary in a slice (geometry-spec D18): where the two largest scores tie. */
export interface DecisionBoundary {
  readonly segments: readonly DecisionSegment[];
  readonly length: number;
  /** Area in which each class wins; ties count for the lower class. */
  readonly classArea: Float64Array;
  /** Area on which two or more classes tie for the first place: a fat boundary. */
  readonly tieArea: number;
  /** Class that wins all over a cell; −1 where the boundary runs through it. */
  readonly cellClass: Int32Array;
  /** What the classes win of the other cells. */
  readonly pieces: readonly ClassPiece[];
}

/**
 * Exact: scores are affine in a cell, so every class wins on a convex piece of it and the pieces meet in segments. Of a single score
 * class 1 wins above 0.
 */
export function decisionBoundary(raw: ScoredPartition, area: Float64Array): DecisionBoundary {
  const scored =
    raw.classes === 1 ? { ...raw, classes: 2, scores: twoClassScores(raw.scores) } : raw;
  const cellClass = new Int32Array(area.length).fill(-1);
  const classArea = new Float64Array(scored.classes);
  const segments: DecisionSegment[] = [];
  const pieces: ClassPiece[] = [];
  let tieArea = 0;
  for (let cell = 0; cell < area.length; cell++) {
    const winners = commonWinners(scored, cell);
    if (winners.length === 0) {
      addPieces(cellPolygon(scored, cell), scored.classes, classArea, segments, pieces);
      continue;
    }
    cellClass[cell] = winners[0];
    classArea[winners[0]] += area[cell];
    if (winners.length > 1) tieArea += area[cell];
  }
  addBoundaryEdges(scored.partition, cellClass, segments);
  const length = segments.reduce(
    (sum, { start, end }) => sum + Math.hypot(end[0] - start[0], end[1] - start[1]),
    0,
  );
  return { segments, length, classArea, tieArea, cellClass, pieces };
}

/** Classes that are largest, or tie, at every corner, ascending. */
function commonWinners(scored: ScoredPartition, cell: number): number[] {
  const { partition, classes, scores, tolerance } = scored;
  const corners = partition.cellVertices.subarray(
    partition.cellStart[cell],
    partition.cellStart[cell + 1],
  );
  let candidates = Array.from({ length: classes }, (_, k) => k);
  for (const corner of corners) {
    const at = corner * classes;
    let best = -Infinity;
    for (let k = 0; k < classes; k++) best = Math.max(best, scores[at + k]);
    candidates = candidates.filter((k) => best - scores[at + k] <= tolerance);
    if (candidates.length === 0) break;
  }
  return candidates;
}

function cellPolygon({ partition, classes, scores }: ScoredPartition, cell: number): CellPolygon {
  const { cellStart, cellVertices, vertices } = partition;
  const corners = Array.from(cellVertices.subarray(cellStart[cell], cellStart[cell + 1]));
  return corners.map((corner) => ({
    u: vertices[2 * corner],
    v: vertices[2 * corner + 1],
    scores: scores.subarray(corner * classes, (corner + 1) * classes),
    rival: -1,
  }));
}

function addPieces(
  polygon: CellPolygon,
  classes: number,
  classArea: Float64Array,
  segments: DecisionSegment[],
  pieces: ClassPiece[],
): void {
  for (let winner = 0; winner < classes; winner++) {
    const piece = clipToWinner(polygon, winner);
    if (piece.length === 0) continue;
    classArea[winner] += areaOf(piece);
    pieces.push({ winner, corners: piece.map(({ u, v }) => [u, v]) });
    for (const [i, { u, v, rival }] of piece.entries()) {
      const next = piece[(i + 1) % piece.length];
      if (rival <= winner || (u === next.u && v === next.v)) continue;
      segments.push({ start: [u, v], end: [next.u, next.v], classes: [winner, rival] });
    }
  }
}

function areaOf(polygon: CellPolygon): number {
  let twice = 0;
  for (let i = 1; i + 1 < polygon.length; i++) {
    const [o, a, b] = [polygon[0], polygon[i], polygon[i + 1]];
    twice += (a.u - o.u) * (b.v - o.v) - (b.u - o.u) * (a.v - o.v);
  }
  return twice / 2;
}

/** Edges between two cells that different classes win: there the boundary runs along the edge. */
function addBoundaryEdges(
  partition: Partition,
  cellClass: Int32Array,
  segments: DecisionSegment[],
): void {
  const { edgeCells, edgeVertices, vertices } = partition;
  for (let edge = 0; edge < partition.edgeSite.length; edge++) {
    const [left, right] = [edgeCells[2 * edge], edgeCells[2 * edge + 1]];
    if (right < 0 || cellClass[left] < 0 || cellClass[right] < 0) continue;
    if (cellClass[left] === cellClass[right] || edgeLength(partition, edge) === 0) continue;
    const [a, b] = [2 * edgeVertices[2 * edge], 2 * edgeVertices[2 * edge + 1]];
    const classes = [cellClass[left], cellClass[right]].sort((x, y) => x - y);
    segments.push({
      start: [vertices[a], vertices[a + 1]],
      end: [vertices[b], vertices[b + 1]],
      classes: [classes[0], classes[1]],
    });
  }
}
