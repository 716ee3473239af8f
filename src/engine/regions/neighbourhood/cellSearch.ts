import { isOver, type ProgressSink, silentProgress } from '../../progress.ts';
import { rowOf } from '../../linalg/matrix.ts';
import { addScaledInto } from '../../linalg/dot.ts';
import { unitsOf } from '../partition/piecewiseLinearMap.ts';
import { type Cell, cellAt } from './cell.ts';
import { decisionPlane } from './decisionPlanes.ts';
import type { DifferentiableMap } from './differentiableMap.ts';
import { interiorPoint } from './interiorPoint.ts';
import type { BoundaryPoint } from './nearBoundary.ts';
import { primalNorm } from './normDuality.ts';
import { type HalfSpaces, halfSpaces, intersection, nearestPoint, slackOf } from './polyhedron.ts';

/** What a search over cells found out about the Euclidean distance to the decision boundary. */
export interface CellSearch {
  /** No boundary is nearer. Infinity when there is none at all. */
  readonly lower: number;
  /** The nearest boundary point known; its distance equals `lower` for a finished search. */
  readonly nearest: BoundaryPoint | undefined;
  /** Cells whose part of the boundary was looked at. */
  readonly cells: number;
  readonly isComplete: boolean;
}

export interface CellSearchOptions {
  /** Cells to open at most. */
  readonly mostCells: number;
  /** A boundary point already known. */
  readonly known?: BoundaryPoint;
  readonly progress?: ProgressSink;
}

/** A facet not crossed yet. */
interface OpenFacet {
  readonly cell: Cell;
  readonly row: number;
  /** Of the start to the facet itself, not to its hyperplane. */
  readonly distance: number;
}

/** Numbers of all cells held at once: 1 GB. */
const mostNumbers = 2 ** 27;

/** First step across a facet as a share of the room there, and the share by which it shrinks. */
const firstStep = 2 ** -6;
const leastStep = 2 ** -30;
/** A facet belongs to a cell when it lies no further from it than this share of the step. */
const nextTo = 2 ** -10;

/**
 * Exact distance to the decision boundary by best-first search over cells (GeoCert, Jordan, Lewis & Dimakis 2019): facets of opened
 * cells wait in order of their distance, the nearest is crossed next, and no boundary can be nearer than the nearest facet not
 * crossed. Ends when a boundary point is at most as far, or with the bounds at hand after `mostCells`, once the run is over, or
 * after fewer where their constraints would fill the memory. Euclidean. The cost is that of
 * one projection a facet nearer than the best point known; meant for inputs of few coordinates or networks of few units.
 */
export async function searchCells(
  map: DifferentiableMap,
  start: Float64Array,
  reference: number,
  { mostCells, known, progress = silentProgress }: CellSearchOptions,
): Promise<CellSearch> {
  const most = Math.min(mostCells, Math.floor(mostNumbers / numbersOfCell(map)));
  if (most === 0) return { lower: 0, nearest: known, cells: 0, isComplete: false };
  const open: OpenFacet[] = [];
  const seen = new Set<string>();
  let nearest = known;
  let lower = 0;
  const visit = (cell: Cell): void => {
    seen.add(cell.code);
    const found = boundaryIn(cell, start, reference);
    if (found && !(nearest && nearest.distance <= found.distance)) nearest = found;
    for (const facet of facetsOf(cell, start, nearest?.distance ?? Infinity)) open.push(facet);
    open.sort((a, b) => b.distance - a.distance);
  };
  visit(await cellAt(map, start));
  for (;;) {
    const next = open.pop();
    lower = Math.max(lower, Math.min(next?.distance ?? Infinity, nearest?.distance ?? Infinity));
    if (!next || next.distance >= (nearest?.distance ?? Infinity)) break;
    if (seen.size >= most || isOver(progress)) {
      return { lower, nearest, cells: seen.size, isComplete: false };
    }
    progress.throwIfCancelled();
    const cell = await neighbourAcross(map, next, start);
    if (cell && !seen.has(cell.code)) visit(cell);
  }
  return { lower, nearest, cells: seen.size, isComplete: true };
}

/** Numbers of the constraints that describe one cell. */
function numbersOfCell({ sites, inputLength }: DifferentiableMap): number {
  const functions = sites.map((site) =>
    site.switch.kind === 'maximum' ? site.switch.members.length : unitsOf(site),
  );
  return inputLength * functions.reduce((sum, count) => sum + count, 1);
}

/** The nearest point of the cell where another class is level with `reference`. */
function boundaryIn(
  { constraints, scores, point }: Cell,
  start: Float64Array,
  reference: number,
): BoundaryPoint | undefined {
  let nearest: BoundaryPoint | undefined;
  for (let rival = 0; rival < scores.values.length; rival++) {
    if (rival === reference) continue;
    const { lead, gradient, distance } = decisionPlane(scores, reference, rival, 'euclidean');
    const isConstant = gradient.every((slope) => slope === 0);
    if (distance === Infinity && lead > 0) continue;
    const part = isConstant
      ? constraints
      : intersection(constraints, behind(gradient, lead, point));
    const found = nearestPoint(part, start);
    if (!found) continue;
    const length = lengthBetween(found, start);
    if (!nearest || length < nearest.distance) nearest = { point: found, rival, distance: length };
  }
  return nearest;
}

/** Where the rival is at least level. */
function behind(gradient: Float64Array, lead: number, point: Float64Array): HalfSpaces {
  const data = gradient.map((slope) => -slope);
  const gradients = { rows: 1, columns: data.length, data };
  return halfSpaces({ values: Float64Array.of(-lead), gradients }, point);
}

/** Facets of a cell that are nearer than `limit`. */
function facetsOf(cell: Cell, start: Float64Array, limit: number): OpenFacet[] {
  const { normals } = cell.constraints;
  const facets: OpenFacet[] = [];
  for (let row = 0; row < normals.rows; row++) {
    const plane = Math.abs(slackOf(cell.constraints, row, start));
    if (plane >= limit) continue;
    const found = nearestPoint(cell.constraints, start, row);
    if (!found) continue;
    const distance = lengthBetween(found, start);
    if (distance < limit) facets.push({ cell, row, distance });
  }
  return facets;
}

/**
 * The cell on the other side of a facet; `undefined` for a facet without extent. A step that leaps over a thin cell shows by the facet
 * not being part of the cell it ends in, and is made shorter.
 */
async function neighbourAcross(
  map: DifferentiableMap,
  { cell, row, distance }: OpenFacet,
  start: Float64Array,
): Promise<Cell | undefined> {
  const { constraints, point } = cell;
  const size = primalNorm(start, 'euclidean');
  const scale = Math.max(distance, lengthBetween(point, start)) || size || 1;
  const inside = interiorPoint(constraints, start, scale, row);
  if (!inside) return undefined;
  let neighbour: Cell | undefined;
  for (let step = firstStep * inside.slack; step > leastStep * inside.slack; step *= firstStep) {
    const beyond = inside.point.slice();
    addScaledInto(beyond, 0, rowOf(constraints.normals, row), 0, beyond.length, -step);
    neighbour = await cellAt(map, beyond);
    if (contains(neighbour.constraints, inside.point, step)) return neighbour;
  }
  return neighbour;
}

/** Whether a point lies in the polyhedron or within a share of `step` of it. */
function contains(constraints: HalfSpaces, point: Float64Array, step: number): boolean {
  for (let row = 0; row < constraints.offsets.length; row++) {
    if (slackOf(constraints, row, point) < -nextTo * step) return false;
  }
  return true;
}

function lengthBetween(a: Float64Array, b: Float64Array): number {
  return primalNorm(
    a.map((value, i) => value - b[i]),
    'euclidean',
  );
}
