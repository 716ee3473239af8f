import type { Partition } from '../partition/assemblePartition.ts';
import type { PiecewiseLinearMap, SwitchSite } from '../partition/piecewiseLinearMap.ts';
import { zeroTolerances } from '../partition/signTolerance.ts';
import { type Window, windowProbes } from '../partition/window.ts';
import { cellShapes } from './cellShapes.ts';
import type { ScoredPartition } from './scoredPartition.ts';

/** The invariants of geometry-spec D17 that forward passes show. */
export interface ForwardCheck {
  /** Cells tested by forward passes at three interior points. */
  readonly testedCells: number;
  /** Tested cells in which some unit changed its state between the three points. */
  readonly brokenPatterns: number;
  /** Largest |A x + b − f(x)| at those points, relative to the largest score. */
  readonly mapError: number;
  readonly holds: boolean;
}

/** Cells looked into: enough to notice, few enough to take no time. */
const testedCells = 500;
const mapTolerance = 1e-9;
/** Cells thinner than this share of the window hold no point whose state rounding cannot change. */
const testableArea = 1e-12;

/** Checks patterns and maps of evenly chosen cells of a complete partition against forward passes. */
export async function checkForward(
  plane: PiecewiseLinearMap,
  window: Window,
  { partition, scores, classes }: ScoredPartition,
): Promise<ForwardCheck> {
  const { area } = cellShapes(partition);
  const windowArea = area.reduce((sum, a) => sum + a, 0);
  const sample = sampleCells(area, testableArea * windowArea);
  const points = interiorPoints(partition, sample);
  const tolerances = await zeroTolerances(plane, windowProbes(window));
  const brokenPatterns = await countBroken(plane, points, sample.length, tolerances);
  const mapError = await largestMapError(plane, points, partition, sample, scores, classes);
  const holds = brokenPatterns === 0 && mapError <= mapTolerance;
  return { testedCells: sample.length, brokenPatterns, mapError, holds };
}

function sampleCells(area: Float64Array, least: number): number[] {
  const step = Math.max(1, Math.floor(area.length / testedCells));
  const sample: number[] = [];
  for (let cell = 0; cell < area.length; cell += step) if (area[cell] >= least) sample.push(cell);
  return sample;
}

/** Three points of each cell, well apart: each half of the way from the centroid of the corners to a corner. cells · 3 × 2. */
function interiorPoints(partition: Partition, sample: readonly number[]): Float64Array {
  const { vertices, cellStart, cellVertices } = partition;
  return Float64Array.from(
    sample.flatMap((cell) => {
      const corners = cellVertices.subarray(cellStart[cell], cellStart[cell + 1]);
      const centre = [0, 1].map(
        (axis) => corners.reduce((sum, c) => sum + vertices[2 * c + axis], 0) / corners.length,
      );
      return [0, 1, 2].flatMap((k) => {
        const corner = corners[Math.floor((k * corners.length) / 3)];
        return centre.map((value, axis) => (value + vertices[2 * corner + axis]) / 2);
      });
    }),
  );
}

/** Sampled cells whose three points do not share one pattern. */
async function countBroken(
  plane: PiecewiseLinearMap,
  points: Float64Array,
  cells: number,
  tolerances: readonly Float64Array[],
): Promise<number> {
  const isBroken = new Uint8Array(cells);
  const rowsAtOnce =
    3 * Math.max(1, Math.floor(2 ** 20 / Math.max(...plane.sites.map((s) => s.width), 1)));
  for (const [index, site] of plane.sites.entries()) {
    for (let row = 0; row < 3 * cells; row += rowsAtOnce) {
      const end = Math.min(3 * cells, row + rowsAtOnce);
      const z = await plane.evaluate(points.subarray(2 * row, 2 * end), end - row, index);
      for (let cell = row / 3; cell < end / 3; cell++) {
        const first = 3 * cell - row;
        if (!haveSamePattern(site, z, first, tolerances[index])) isBroken[cell] = 1;
      }
    }
  }
  return isBroken.reduce((sum, broken) => sum + broken, 0);
}

/** Whether every unit of the site may be in one state at rows first, first + 1, first + 2. */
function haveSamePattern(
  { width, switch: rule }: SwitchSite,
  z: Float64Array,
  first: number,
  tolerances: Float64Array,
): boolean {
  const start = first * width;
  if (rule.kind === 'maximum') {
    for (let window = 0; window < rule.members.length; window += rule.size) {
      const members = rule.members.subarray(window, window + rule.size);
      if (!haveCommonWinner(members, z, start, width, tolerances)) return false;
    }
    return true;
  }
  for (let unit = 0; unit < width; unit++) {
    const [a, b, c] = [z[start + unit], z[start + width + unit], z[start + 2 * width + unit]];
    const low = Math.min(a, b, c) + tolerances[unit];
    const high = Math.max(a, b, c) - tolerances[unit];
    for (const threshold of rule.thresholds) {
      if (low < threshold && threshold < high) return false;
    }
  }
  return true;
}

/** Whether one member is the maximum, or ties, at all three rows. */
function haveCommonWinner(
  members: Int32Array,
  z: Float64Array,
  start: number,
  width: number,
  tolerances: Float64Array,
): boolean {
  const best = [-Infinity, -Infinity, -Infinity];
  for (let row = 0; row < 3; row++) {
    for (const member of members) {
      best[row] = Math.max(best[row], z[start + row * width + member]);
    }
  }
  return members.some((member) =>
    best.every((value, row) => value - z[start + row * width + member] <= tolerances[member]),
  );
}

/**
 * Compares the scores at each interior point, interpolated from the cell's corners, with a forward pass. Interior points are means of
 * corners, and so are their scores where the network is affine.
 */
async function largestMapError(
  plane: PiecewiseLinearMap,
  points: Float64Array,
  { cellStart, cellVertices }: Partition,
  sample: readonly number[],
  scores: Float64Array,
  classes: number,
): Promise<number> {
  const forward = await plane.evaluate(points, points.length / 2, plane.sites.length);
  const scale = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
  let worst = 0;
  for (const [i, cell] of sample.entries()) {
    const corners = cellVertices.subarray(cellStart[cell], cellStart[cell + 1]);
    for (let k = 0; k < classes; k++) {
      const mean = corners.reduce((sum, c) => sum + scores[c * classes + k], 0) / corners.length;
      for (let point = 0; point < 3; point++) {
        const corner = corners[Math.floor((point * corners.length) / 3)];
        const expected = (mean + scores[corner * classes + k]) / 2;
        const found = forward[(3 * i + point) * classes + k];
        worst = Math.max(worst, Math.abs(found - expected));
      }
    }
  }
  return scale === 0 ? worst : worst / scale;
}
